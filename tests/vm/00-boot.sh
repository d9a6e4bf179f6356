#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The machine that the other tests rely on: namespaces, traffic, referees.
. "$(dirname "$0")/lib.sh"

topology
holds "IPv4 reaches the server" ns cli ping -c 1 -W 1 10.1.0.1
holds "IPv6 reaches the server" ns cli ping -c 1 -W 1 fd01::1

begun=$(_now)
sleep 65
between $(($(_now) - begun)) 6500 6600 "a minute of guest time passes as a minute"

server web srv 10.1.0.1 80 10
is "$(ss_backlog 80 srv)" 10 "a server listens"
is "$(ns cli traffic connect 10.1.0.1 80 5)" "connected=5 failed=0 timeouts=0" "clients connect"
is "$(ss_acceptq 80 srv)" 5 "ss sees them in the accept queue"
is "$(tell web 'accept 3')" "accepted 3" "the server accepts as many as it is told"
is "$(ss_acceptq 80 srv)" 2 "the others stay"

is "$(ns cli traffic syn 10.1.0.1 80 8)" "sent 8" "invented clients send SYNs"
is "$(ss_half_open 80 srv)" 8 "each is half-open"

client handshakes cli 10.1.0.1 80 --src 10.129.0.1
is "$(tell handshakes 'syn 2')" "syn 2 synack 2" "a SYN-ACK is seen for each SYN"
is "$(tell handshakes 'badack 1')" "badack 1" "a wrong ACK is sent"
is "$(ss_half_open 80 srv)" 10 "and completes nothing"
is "$(tell handshakes 'ack 1')" "ack 1" "a right one is sent"
is "$(ss_half_open 80 srv)/$(ss_acceptq 80 srv)" 9/3 "and moves one to the accept queue"
is "$(tell handshakes 'rst 1')" "rst 1" "a RST is sent"
is "$(ss_half_open 80 srv)" 8 "and ends one"
holds "the handshakes end" stop handshakes

server six srv :: 81 100
holds=$(synq_holds 100)
between "$holds" 100 101 "a backlog of 100 means as many half-open connections, or one more"
is "$(ns cli traffic syn fd01::1 81 $((holds - 1)))" "sent $((holds - 1))" "SYNs by IPv6"
is "$(ns cli traffic syn 10.1.0.1 81 1)" "sent 1" "and by IPv4 to the same socket"
is "$(ss_half_open 81 srv)" "$holds" "are all half-open, and the queue is full"
before=$(mib TcpExtTCPReqQFullDoCookies srv)
is "$(ns cli traffic syn fd01::1 81 1000 --seed 2)" "sent 1000" "a thousand more"
is $(($(mib TcpExtTCPReqQFullDoCookies srv) - before)) 1000 "get a cookie each, none is lost"

done_testing
