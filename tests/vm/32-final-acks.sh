#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What becomes of the final ACK: every fate a known number of times.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# each FAMILY SERVER SHOWN PORTS OTHERS: as in 30-syns.sh; OTHERS are clients
# that never answer.
each() {
	local v=$1 addr=$2 show=$3 p=$4 others=$5 name

	server full srv "$addr" ${p}201 4
	client c cli "$addr" ${p}201
	tell c 'syn 3' >/dev/null
	ns cli traffic connect "$addr" ${p}201 5 >/dev/null
	tell c 'ack 3' >/dev/null
	counted "$v: accept queue full" "$show:${p}201" srv \
		syns=8 queued=8 completed=5 ack_acceptq_full=3
	tell full 'accept 5' >/dev/null
	tell c 'push 3' >/dev/null
	counted "$v: they complete when there is room" "$show:${p}201" srv \
		syns=8 queued=8 completed=8 accepted=5 ack_acceptq_full=3
	stop c

	server cookies srv "$addr" ${p}202 4
	ns cli traffic syn "$addr" ${p}202 "$b4" --src "$others" >/dev/null
	client c cli "$addr" ${p}202
	tell c 'syn 9' >/dev/null
	tell c 'badack 4' >/dev/null
	settle
	counted "$v: four cookies are wrong" "$show:${p}202" srv \
		syns=$((b4 + 9)) queued="$b4" cookies=9 cookies_bad=4
	tell c 'ack 5' >/dev/null
	counted "$v: five are right and fill the accept queue" "$show:${p}202" srv \
		syns=$((b4 + 9)) queued="$b4" cookies=9 cookies_ok=5 cookies_bad=4
	tell c 'ack 3' >/dev/null
	counted "$v: three more come to a full accept queue" "$show:${p}202" srv \
		syns=$((b4 + 9)) queued="$b4" cookies=9 cookies_ok=5 cookie_acceptq_full=3 cookies_bad=4
	is "$(ss_half_open ${p}202 srv)/$(ss_acceptq ${p}202 srv)" "$b4/5" "$v: ss sees both queues full"
	stop c

	server defer srv "$addr" ${p}203 64 --defer 5
	client c cli "$addr" ${p}203
	tell c 'syn 3' >/dev/null
	tell c 'ack 3' >/dev/null
	is "$(ss_half_open ${p}203 srv)" 3 "$v: deferred, still half-open"
	counted "$v: nothing is completed yet" "$show:${p}203" srv syns=3 queued=3
	tell c 'push 2' >/dev/null
	counted "$v: data completes two" "$show:${p}203" srv \
		syns=3 queued=3 completed=2 deferred=2
	# 5 s are 1 + 2 + 4 to the kernel.
	shows "$v: for three timeouts of the SYN-ACK" "$show:${p}203" srv defer_accept=3
	tell c 'push 3' >/dev/null
	counted "$v: and the third" "$show:${p}203" srv \
		syns=3 queued=3 completed=3 deferred=3
	stop c

	server noroute srv "$addr" ${p}204 64
	client c cli "$addr" ${p}204
	tell c 'syn 2' >/dev/null
	# Their SYN-ACKs were sent again after 1, 3 and 7 s: the next ones, which
	# without a route would end them, are due after 15.
	wait_until 30 "tell c status | grep -q ' resent=6 '"
	ns srv ip route del default via 10.1.0.2
	ns srv ip -6 route del default via fd01::2
	tell c 'ack 2' >/dev/null
	settle
	counted "$v: no route for the connection" "$show:${p}204" srv \
		syns=2 queued=2 ack_other=2 synack_retrans=6
	ns srv ip route add default via 10.1.0.2
	ns srv ip -6 route add default via fd01::2
	stop c

	is "$(balance "$show:${p}201" srv)" "$even" "$v: the counters of ${p}201 add up"
	is "$(balance "$show:${p}202" srv)" "$even" "$v: the counters of ${p}202 add up"
	for name in full cookies defer noroute; do stop $name; done
	sleep 1
}

topology
b4=$(synq_holds 4)
load_module
each IPv4 10.1.0.1 10.1.0.1 1 10.200.0.1
agrees srv "nstat says the same"
each IPv6 fd01::1 '[fd01::1]' 2 fd02:1::1
agrees srv "both together, too"
done_testing
