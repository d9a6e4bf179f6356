#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=900
# What becomes of a SYN: every cause a known number of times, and no other.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# each FAMILY SERVER SHOWN PORTS: the server's address, in brackets where it has
# a port; the ports begin with PORTS, so that ss does not mix the families.
each() {
	local v=$1 addr=$2 show=$3 p=$4 port name

	sysctl_in srv net.ipv4.tcp_syncookies=1 net.ipv4.tcp_max_syn_backlog=1024
	server full srv "$addr" ${p}001 4
	ns cli traffic connect "$addr" ${p}001 5 >/dev/null
	ns cli traffic syn "$addr" ${p}001 7 >/dev/null
	counted "$v: accept queue full" "$show:${p}001" srv \
		syns=12 queued=5 completed=5 syn_acceptq_full=7

	server both srv "$addr" ${p}002 4
	ns cli traffic syn "$addr" ${p}002 "$b4" >/dev/null
	ns cli traffic connect "$addr" ${p}002 5 >/dev/null
	is "$(ss_half_open ${p}002 srv)/$(ss_acceptq ${p}002 srv)" "$b4/5" "$v: ss sees both queues full"
	ns cli traffic syn "$addr" ${p}002 9 --seed 2 >/dev/null
	counted "$v: accept queue full, cookie wanted" "$show:${p}002" srv \
		syns=$((b4 + 14)) queued="$b4" cookies=5 cookies_ok=5 syn_acceptq_full=9

	sysctl_in srv net.ipv4.tcp_syncookies=0
	server synq srv "$addr" ${p}003 4
	ns cli traffic syn "$addr" ${p}003 11 >/dev/null
	counted "$v: SYN queue full, no cookies" "$show:${p}003" srv \
		syns=11 queued="$b4" syn_synq_full=$((11 - b4))

	sysctl_in srv net.ipv4.tcp_max_syn_backlog=16
	server quarter srv "$addr" ${p}004 64
	ns cli traffic syn "$addr" ${p}004 20 >/dev/null
	is "$(ss_half_open ${p}004 srv)" 13 "$v: 16 - 16/4 + 1 are half-open"
	settle
	counted "$v: last quarter" "$show:${p}004" srv \
		syns=20 queued=13 syn_last_quarter=7

	sysctl_in srv net.ipv4.tcp_syncookies=1
	server noroute srv "$addr" ${p}005 64
	ns srv ip route del default via 10.1.0.2
	ns srv ip -6 route del default via fd01::2
	ns cli traffic syn "$addr" ${p}005 3 >/dev/null
	settle
	counted "$v: no route back" "$show:${p}005" srv syns=3 syn_other=3
	ns srv ip route add default via 10.1.0.2
	ns srv ip -6 route add default via fd01::2
	ns cli traffic syn "$addr" ${p}005 2 --seed 2 >/dev/null
	counted "$v: and back again" "$show:${p}005" srv syns=5 queued=2 syn_other=3

	sysctl_in srv net.ipv4.tcp_syncookies=2
	server always srv "$addr" ${p}006 64
	ns cli traffic syn "$addr" ${p}006 6 >/dev/null
	counted "$v: always a cookie" "$show:${p}006" srv syns=6 cookies=6
	sysctl_in srv net.ipv4.tcp_syncookies=1

	server fast srv "$addr" ${p}007 64 --fastopen 16
	ns cli traffic connect "$addr" ${p}007 1 --fastopen --send 10 >/dev/null
	ns cli traffic connect "$addr" ${p}007 3 --fastopen --send 10 >/dev/null
	counted "$v: fast open, after one that fetches the cookie" "$show:${p}007" srv \
		syns=4 queued=1 fastopens=3 completed=1

	settle
	for port in ${p}001 ${p}002 ${p}003 ${p}004 ${p}005 ${p}006 ${p}007; do
		is "$(balance "$show:$port" srv)" "$even" "$v: the counters of $port add up"
	done
	agrees srv "$v: nstat says the same"
	for name in full both synq quarter noroute always fast; do stop $name; done
	agrees srv "$v: and still does when the listeners are gone"
}

# fast_open_queue V ADDR SHOWN PORT SRC: eight SYNs with data, and places for five
fast_open_queue() {
	server fo srv "$2" "$4" 64 --fastopen 5
	shows "$1: an empty fast-open queue" "$3:$4" srv fastopenq=0 fastopenq_limit=5
	grown srv >/dev/null
	is "$(ns cli traffic syn "$2" "$4" 8 --payload 1 --src "$5")" "sent 8" "$1: eight SYNs with data"
	shows "$1: five open a connection, three get an ordinary handshake" "$3:$4" srv \
		fastopenq=5 fastopenq_limit=5 synq=3 acceptq=5 syns=8 fastopens=5 queued=3
	is "$(ss_half_open "$4" srv)/$(ss_acceptq "$4" srv)" 8/5 "$1: as ss says"
	is "$(grown srv 'TcpExtTCPFastOpen*')" \
		"TcpExtTCPFastOpenPassive=5 TcpExtTCPFastOpenListenOverflow=3" "$1: and nstat"

	# Once accept() has taken it, the place that an RST frees is given to nobody for a
	# minute, and then to the first who finds all taken (tcp_fastopen_queue_check()).
	is "$(tell fo 'accept 5')" "accepted 5" "$1: accept() takes them"
	is "$(ns cli traffic syn "$2" "$4" 2 --flags R --beyond 2 --src "$5")" "sent 2" "$1: two are reset"
	ns cli traffic syn "$2" "$4" 1 --payload 1 --src "$5" --first 8 >/dev/null
	shows "$1: whose places stay taken" "$3:$4" srv fastopenq=5 fastopens=5 queued=4
	sleep 140
	shows "$1: the others', who never answered, are free after two minutes" "$3:$4" srv fastopenq=2
	ns cli traffic syn "$2" "$4" 6 --payload 1 --src "$5" --first 9 >/dev/null
	shows "$1: so that five more open a connection, the sixth does not" "$3:$4" srv \
		fastopenq=5 fastopens=10 queued=5 acceptq=5
	is "$(grown srv 'TcpExtTCPFastOpen*')" \
		"TcpExtTCPFastOpenPassive=5 TcpExtTCPFastOpenListenOverflow=2" "$1: as nstat says"

	# The kernel forgets who is in it, and counts below zero when they end.
	is "$(tell fo 'accept 5')/$(tell fo shutdown)" "accepted 5/shutdown" "$1: shutdown()"
	tell fo 'listen 64' >/dev/null
	sleep 140
	shows "$1: and listen() when some are open" "$3:$4" srv fastopenq=0 acceptq=0
	stop fo
}

# next_owner V ADDR SHOWN PORT SRC: the memory of a dropped cookie's request is given
# to a fast open, which has nothing to do with it
next_owner() {
	sysctl_in srv net.ipv4.tcp_syncookies=2
	server next srv "$2" "$4" 2 --fastopen 5
	client c cli "$2" "$4" --src "$5"
	is "$(tell c 'syn 4')/$(tell c 'ack 3')/$(tell c 'ack 1')" "syn 4 synack 4/ack 3/ack 1" \
		"$1: three cookies fill the accept queue, a fourth comes back"
	sysctl_in srv net.ipv4.tcp_syncookies=1
	# What accept() frees is given away first; of a fast open it frees nothing.
	is "$(tell next 'accept 3')" "accepted 3" "$1: accept() makes room"
	ns cli traffic syn "$2" "$4" 3 --payload 1 --src "$5" --first 4 >/dev/null
	is "$(tell next 'accept 3')" "accepted 3" "$1: three fast opens, accepted"
	ns cli traffic syn "$2" "$4" 1 --payload 1 --src "$5" --first 7 >/dev/null
	counted "$1: a fourth changes nothing in what was dropped" "$3:$4" srv \
		syns=8 cookies=4 fastopens=4 cookies_ok=3 accepted=6 cookie_acceptq_full=1
	stop c
	stop next
}

topology
b4=$(synq_holds 4)
load_module
sysctl_in srv net.ipv4.tcp_fastopen=3
sysctl_in cli net.ipv4.tcp_fastopen=3
each IPv4 10.1.0.1 10.1.0.1 1
each IPv6 fd01::1 '[fd01::1]' 2
sysctl_in srv net.ipv4.tcp_fastopen=$((0x203)) # without a cookie
fast_open_queue IPv4 10.1.0.1 10.1.0.1 3001 10.150.0.1
fast_open_queue IPv6 fd01::1 '[fd01::1]' 3002 fd02::b:1
next_owner IPv4 10.1.0.1 10.1.0.1 3003 10.151.0.1
next_owner IPv6 fd01::1 '[fd01::1]' 3004 fd02::c:1
done_testing
