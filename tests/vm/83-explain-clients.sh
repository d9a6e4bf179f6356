#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=400
# listenq explain: clients that lost a packet, and what became of them.
. "$(dirname "$0")/lib.sh"
. "$here/explained.sh"

topology
load_module max_clients=1024
server s srv 10.1.0.1 2201 1
ns cli traffic connect 10.1.0.1 2201 2 >/dev/null
ns cli traffic syn 10.1.0.1 2201 5 >/dev/null
says "five clients lost a SYN" 2201 clients-lost \
	"5 clients lost a SYN, and none of them has got in since: 0 did not within 130 s, and 5 still may."
sleep 2
is "$(tell s 'accept 2')" "accepted 2" "room"
ns cli traffic syn 10.1.0.1 2201 1 --first 3 >/dev/null
says "one of them gets in" 2201 clients-late \
	"5 clients lost a SYN: 1 got in 2."
sleep 131
says "the others never do" 2201 " late, 4 did not within 130 s, and 0 still may."
stop s

server a srv 10.1.0.1 2202 2
client c cli 10.1.0.1 2202
is "$(tell c 'syn 3')" "syn 3 synack 3" "three half-open connections"
ns cli traffic connect 10.1.0.1 2202 3 >/dev/null
is "$(tell c 'ack 3')" "ack 3" "whose final ACKs find no room"
says "are clients that lost a final ACK" 2202 clients-acks "3 clients lost a final ACK: 0 got in later"
stop c
stop a

server f srv 10.1.0.1 2203 1
ns cli traffic connect 10.1.0.1 2203 2 >/dev/null
ns cli traffic syn 10.1.0.1 2203 5000 >/dev/null
says "a flood is more than can be followed" 2203 clients-forgotten
done_testing
