#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A security module drops connections, which is asked about each SYN and again
# about the ACK that brings a cookie back: where that is counted, and that the
# books balance.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# drop N: the next N that are asked about
drop() { echo "$1" >/sys/module/policy/parameters/times; }

# each FAMILY SERVER SHOWN PORTS OTHERS: as in 32-final-acks.sh
each() {
	local v=$1 addr=$2 show=$3 p=$4 others=$5 port

	server room srv "$addr" ${p}001 64
	client c cli "$addr" ${p}001
	drop 3
	is "$(tell c 'syn 5')" "syn 5 synack 2" "$v: three of five SYNs get no answer"
	settle
	counted "$v: they are dropped for another reason" "$show:${p}001" srv \
		syns=5 queued=2 syn_other=3
	tell c 'again 3' >/dev/null
	tell c 'ack 5' >/dev/null
	counted "$v: sent again when the policy allows them they complete" "$show:${p}001" srv \
		syns=8 queued=5 completed=5 syn_other=3
	stop c

	server cookies srv "$addr" ${p}002 4
	ns cli traffic syn "$addr" ${p}002 "$b4" --src "$others" >/dev/null
	client c cli "$addr" ${p}002
	tell c 'syn 4' >/dev/null
	drop 3
	tell c 'ack 3' >/dev/null
	settle
	counted "$v: of four cookies three are dropped when they come back" "$show:${p}002" srv \
		syns=$((b4 + 4)) queued="$b4" cookies=4 cookie_other=3
	tell c 'ack 1' >/dev/null
	tell c 'reack 3' >/dev/null
	counted "$v: and welcome the next time" "$show:${p}002" srv \
		syns=$((b4 + 4)) queued="$b4" cookies=4 cookies_ok=4 cookie_other=3
	drop 2
	is "$(tell c 'syn 2')" "syn 2 synack 0" "$v: where a cookie was to go out the SYN gets no answer"
	counted "$v: and is dropped for another reason" "$show:${p}002" srv \
		syns=$((b4 + 6)) queued="$b4" cookies=4 cookies_ok=4 syn_other=2 cookie_other=3
	stop c

	for port in ${p}001 ${p}002; do
		is "$(balance "$show:$port" srv)" "$even" "$v: the counters of $port add up"
	done
	stop room
	stop cookies
}

topology
grep -q ' security_inet_conn_request$' /proc/kallsyms ||
	skip_all "this kernel has no security_inet_conn_request()"
insmod /lib/policy.ko || bail "what drops connections could not be loaded"
at_exit 'rmmod policy'
b4=$(synq_holds 4)
load_module
each IPv4 10.1.0.1 10.1.0.1 1 10.200.0.1
agrees srv "nstat says the same"
each IPv6 fd01::1 '[fd01::1]' 2 fd02:1::1
agrees srv "both together, too"
done_testing
