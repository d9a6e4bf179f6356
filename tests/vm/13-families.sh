#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# IPv4, IPv6, and IPv6 sockets that take both: each client counts once.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

topology
load_module

# Who listens where
server specific srv 10.1.0.1 80 20
server any srv 0.0.0.0 81 20
server six srv fd01::1 82 20
server only srv :: 83 20 --v6only
server dual srv :: 84 20
server mapped srv ::ffff:10.1.0.1 85 20

is "$(column local srv | sort)" \
	"$(ns srv ss -Hltn | awk '{ sub(/^\*:/, "[::]:", $4); print $4 }' | sort)" \
	"the listeners are those that ss shows, in its notation"
family() { shows "$3" "$1" srv family="$2"; }
family 10.1.0.1:80 ipv4 "an IPv4 address is ipv4"
family 0.0.0.0:81 ipv4 "all IPv4 addresses are ipv4"
family '[fd01::1]:82' ipv6 "an IPv6 address is ipv6"
family '[::]:83' ipv6 "all IPv6 addresses and no others are ipv6"
family '[::]:84' dual "all addresses are dual"
family '[::ffff:10.1.0.1]:85' ipv4 "an IPv4-mapped address is ipv4"

# IPV6_V6ONLY: an IPv4 SYN finds nobody
is "$(ns cli traffic syn 10.1.0.1 83 5)/$(ns cli traffic syn fd01::1 83 4)" \
	"sent 5/sent 4" "clients of both kinds want an IPv6 listener"
counted "those by IPv6 reach it" '[::]:83' srv syns=4 queued=4

# An IPv4-mapped address takes nothing but IPv4
is "$(ns cli traffic syn 10.1.0.1 85 6)" "sent 6" "clients want an IPv4-mapped address"
counted "each counts once" '[::ffff:10.1.0.1]:85' srv syns=6 queued=6

# A dual one: half-open, completed, dropped at the SYN and at the final ACK
client four cli 10.1.0.1 84
client sixes cli fd01::1 84
is "$(tell four 'syn 6')/$(tell sixes 'syn 5')" "syn 6 synack 6/syn 5 synack 5" \
	"6 come by IPv4 and 5 by IPv6"
is "$(tell four 'ack 4')/$(tell sixes 'ack 3')" "ack 4/ack 3" "4 and 3 complete"
counted "each counts once" '[::]:84' srv syns=11 queued=11 completed=7
is "$(col '[::]:84' synq srv)/$(col '[::]:84' acceptq srv)" \
	"$(ss_half_open 84 srv)/$(ss_acceptq 84 srv)" "the depths are those of ss"

is "$(tell four 'syn 14')/$(tell four 'ack 14')" "syn 14 synack 14/ack 14" \
	"more come, until the accept queue is full"
grown srv >/dev/null
is "$(tell four 'ack 2')/$(tell sixes 'ack 2')" "ack 2/ack 2" \
	"2 of each complete too late"
counted "each was dropped once" '[::]:84' srv \
	syns=25 queued=25 completed=21 ack_acceptq_full=4
is "$(grown srv TcpExtListen\*)" "TcpExtListenOverflows=4 TcpExtListenDrops=4" \
	"the kernel counted the same"
is "$(ns cli traffic syn 10.1.0.1 84 3 --seed 2)/$(ns cli traffic syn fd01::1 84 2 --seed 2)" \
	"sent 3/sent 2" "3 and 2 SYNs come too late"
counted "each was dropped once" '[::]:84' srv \
	syns=30 queued=25 completed=21 syn_acceptq_full=5 ack_acceptq_full=4
is "$(grown srv TcpExtListen\*)" "TcpExtListenOverflows=5 TcpExtListenDrops=5" \
	"the kernel counted the same"
is "$(tell dual drain)" "accepted 21" "the server accepts all"
shows "each counts once" '[::]:84' srv accepted=21 acceptq=0 acceptq_peak=21
is "$(balance '[::]:84' srv)" "$even" "the counters add up"

# Cookies
sysctl_in srv net.ipv4.tcp_syncookies=2
is "$(tell four 'syn 3')/$(tell sixes 'syn 2')" "syn 3 synack 3/syn 2 synack 2" \
	"3 and 2 get a cookie"
is "$(tell four 'ack 3')/$(tell sixes 'ack 2')" "ack 3/ack 2" "and bring it back"
shows "each counts once" '[::]:84' srv cookies=5 cookies_ok=5 cookies_bad=0 completed=21
is "$(mib TcpExtSyncookiesRecv srv)/$(mib TcpExtSyncookiesFailed srv)" 5/0 \
	"the kernel counted the same"

is "$(total syns srv)" 45 "nobody else got a SYN"
done_testing
