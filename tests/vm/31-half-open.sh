#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# How a half-open connection ends: every way a known number of times.
# vm: timeout=900
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# ss_young PORT: half-open connections of srv of which ss says 0 timeouts
ss_young() { ns srv ss -Htno state syn-recv "sport = :$1" | grep -c ',0)' || :; }

# are_young NAME SHOWN PORT N: so many, and as many as ss says; a slow kernel may have
# sent the SYN-ACKs of some again before it comes to read
are_young() {
	local before=none young=
	while [ "$before" != "$(ss_young "$3")" ]; do
		before=$(ss_young "$3")
		young=$(col "$2:$3" synq_young srv)
	done
	if slow; then is "$young" "$before" "$1"; else is "$young/$before" "$4/$4" "$1"; fi
}

# each FAMILY SERVER SHOWN PORTS IP_OPTION ROUTE: as in 30-syns.sh; ROUTE makes
# the client's machine answer SYN-ACKs by ICMP.
each() {
	local v=$1 addr=$2 show=$3 p=$4 ip=$5 route=$6 port name

	server expire srv "$addr" ${p}101 64
	ns cli traffic syn "$addr" ${p}101 4 >/dev/null
	sleep 70
	is "$(ss_half_open ${p}101 srv)" 0 "$v: after a minute none is half-open"
	counted "$v: five SYN-ACKs more for each, then expired" "$show:${p}101" srv \
		syns=4 queued=4 synack_retrans=20 expired=4

	server young srv "$addr" ${p}107 64
	ns cli traffic syn "$addr" ${p}107 4 >/dev/null
	sleep 1.5
	ns cli traffic syn "$addr" ${p}107 3 --first 4 >/dev/null
	are_young "$v: of seven, four have had their SYN-ACK again" "$show" ${p}107 3

	server defer srv "$addr" ${p}108 64 --defer 5
	client c cli "$addr" ${p}108
	tell c 'syn 3' >/dev/null
	tell c 'ack 3' >/dev/null
	sleep 70
	# 5 s are three timeouts, of which only the last has the SYN-ACK sent again.
	counted "$v: deferred, and no data came" "$show:${p}108" srv \
		syns=3 queued=3 deferred=3 synack_retrans=9 expired=3
	is "$(ss_half_open ${p}108 srv)" 0 "$v: none of them is half-open then"
	stop c

	# A SYN-ACK that cannot be sent again ends its request, of which no probe is told;
	# the next one gets its memory.
	server lost srv "$addr" ${p}109 64
	ns cli traffic syn "$addr" ${p}109 1 >/dev/null
	ns srv ip route del default via 10.1.0.2
	ns srv ip -6 route del default via fd01::2
	sleep 1.5
	ns srv ip route add default via 10.1.0.2
	ns srv ip -6 route add default via fd01::2
	is "$(ss_half_open ${p}109 srv)" 0 "$v: without a route the first timeout ends it"
	ns cli traffic syn "$addr" ${p}109 1 --first 1 >/dev/null
	ns cli traffic syn "$addr" ${p}109 1 --first 1 >/dev/null
	counted "$v: which the next one's SYN, sent twice, leaves as it was" "$show:${p}109" srv \
		syns=2 queued=2 synack_retrans=1 expired=1

	server early srv "$addr" ${p}102 16
	ns cli traffic syn "$addr" ${p}102 "$b16" >/dev/null
	sleep 70
	matches "$(counts "$show:${p}102" srv)" \
		"^syns=$b16 queued=$b16 synack_retrans=[0-9]+ expired=$b16 expired_early=[1-9][0-9]*\$" \
		"$v: a queue more than half full gives up early"

	server reset srv "$addr" ${p}103 64
	client c cli "$addr" ${p}103
	tell c 'syn 6' >/dev/null
	tell c 'rst 2' >/dev/null
	counted "$v: reset by the client" "$show:${p}103" srv syns=6 queued=6 reset=2
	is "$(ss_half_open ${p}103 srv)" 4 "$v: the others are still there"
	stop c

	sysctl_in srv net.ipv4.tcp_abort_on_overflow=1
	server abort srv "$addr" ${p}104 4
	client c cli "$addr" ${p}104
	tell c 'syn 3' >/dev/null
	ns cli traffic connect "$addr" ${p}104 5 >/dev/null
	tell c 'ack 3' >/dev/null
	counted "$v: reset because the accept queue is full" "$show:${p}104" srv \
		syns=8 queued=8 completed=5 ack_acceptq_full=3 aborted=3
	matches "$(tell c status)" ' resets=3 ' "$v: the clients see it"
	stop c
	sysctl_in srv net.ipv4.tcp_abort_on_overflow=0

	server admin srv "$addr" ${p}105 64
	ns cli traffic syn "$addr" ${p}105 3 >/dev/null
	ns srv ss -K state syn-recv "sport = :${p}105" >/dev/null
	is "$(ss_half_open ${p}105 srv)" 0 "$v: ss -K ends them all"
	counted "$v: ended by the administrator" "$show:${p}105" srv \
		syns=3 queued=3 ended_admin=3

	server icmp srv "$addr" ${p}106 64
	sysctl_in cli net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
		net.ipv6.icmp.ratelimit=0
	# shellcheck disable=SC2086
	ns cli ip $ip route add $route
	ns cli traffic syn "$addr" ${p}106 3 >/dev/null
	sleep 1
	counted "$v: ended by ICMP" "$show:${p}106" srv syns=3 queued=3 ended_icmp=3
	# shellcheck disable=SC2086
	ns cli ip $ip route del $route
	sysctl_in cli net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0

	settle
	for port in ${p}101 ${p}102 ${p}103 ${p}104 ${p}105 ${p}106 ${p}107 ${p}108 ${p}109; do
		is "$(balance "$show:$port" srv)" "$even" "$v: the counters of $port add up"
	done
	agrees srv "$v: nstat says the same"
	for name in expire young defer lost early reset abort admin icmp; do stop $name; done
	sleep 70
}

topology
b16=$(synq_holds 16)
load_module
# An answer by ICMP for each SYN-ACK, not one a second (ip_error() in route.c).
cost=$(sysctl -n net.ipv4.route.error_cost)
at_exit "sysctl_in '' net.ipv4.route.error_cost=$cost"
sysctl_in '' net.ipv4.route.error_cost=0
each IPv4 10.1.0.1 10.1.0.1 1 -4 'unreachable 10.128.0.0/9'
each IPv6 fd01::1 '[fd01::1]' 2 -6 'prohibit fd02::/96'

# A SO_REUSEPORT member that closes leaves its connections to another.
migration() {
	sysctl_in srv net.ipv4.tcp_migrate_req=1
	server pair srv 10.1.0.1 1110 64 --reuseport 2
	ns cli traffic syn 10.1.0.1 1110 40 >/dev/null
	ns cli traffic connect 10.1.0.1 1110 20 >/dev/null
	is "$(total queued srv)" 60 "the members queue all SYNs between them"
	# Which row is whose: the server names its sockets in order.
	one=$(said pair | awk '{ print $2 }')
	row=$(ns srv cat /proc/net/listenq | awk -v inode="$one" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		$at["inode"] == inode { print $at["synq"], $at["acceptq"] }')
	tell pair 'close 0' >/dev/null
	sleep 2
	counts=$(counts 10.1.0.1:1110 srv)
	matches "$counts" " migrated_in=${row% *} migrated_in_ready=${row#* }\$" \
		"a closed member's half-open and ready connections move to the other (${row% *}, ${row#* })"
	is "$(ss_half_open 1110 srv)" 40 "ss finds them all there"
	is "$(ss_acceptq 1110 srv)" 20 "in both queues"
	tell pair 'accept 20' >/dev/null
	sleep 70
	is "$(balance 10.1.0.1:1110 srv)" "$even" "the counters add up after all is over"
}

if grep -q ' reuseport_migrate_sock$' /proc/kallsyms; then
	migration
else
	skip "moved to another member" "this kernel ends what a closed member had"
fi
done_testing
