#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot thread=multi timeout=400
# Two CPUs handle copies of the same packet at the same moment: every count is right
# to the unit, by what the kernel holds and by what it counted itself.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

if slow; then many=60; else many=400; fi

# twice NAME NETNS ADDR PORT...: a client that sends everything from two CPUs
twice() { client "$@" --twice; }

# once V LOCAL: the kernel holds one half-open connection for each SYN that came twice
once() {
	local v=$1 local=$2
	between "$(col "$local" syn_duplicate srv)" 1 $many "$v: some of the copies met it on the other CPU"
	tell c "rst $((many / 4))" >/dev/null
	settle
	is "$(col "$local" reset srv)" $((many / 4)) "$v: an RST that comes twice resets one"
	tell c "ack $((many / 4))" >/dev/null
	settle
	is "$(row "$local" srv completed acceptq)" "completed=$((many / 4)) acceptq=$((many / 4))" \
		"$v: a final ACK that comes twice completes one"
	tell c "ackrst $((many / 4))" >/dev/null
	settle
	is $(($(col "$local" reset srv) + $(col "$local" completed srv))) $((many / 4 * 3)) \
		"$v: a final ACK and an RST at once end it once"
}

# each V ADDR SHOWN PORTS
each() {
	local v=$1 addr=$2 show=$3 p=$4 port held step

	server syns srv "$addr" ${p}01 4096
	twice c cli "$addr" ${p}01
	tell c "syn $many" >/dev/null
	settle
	held=$(ss_half_open ${p}01 srv)
	is "$(col "$show:${p}01" queued srv)" "$held" "$v: as many SYNs are queued as the kernel holds"
	if [ "$held" = $many ]; then
		once "$v" "$show:${p}01"
	else
		# inet_csk_reqsk_queue_hash_add() of 5.10 does not look for copies.
		is "$(col "$show:${p}01" syn_duplicate srv)" 0 "$v: this kernel queues the copies"
		for step in rst ack ackrst; do tell c "$step $((many / 4))" >/dev/null; done
		settle
	fi
	is "$(row "$show:${p}01" srv syn_other ack_other cookie_other)" \
		"syn_other=0 ack_other=0 cookie_other=0" "$v: nothing was dropped"
	note "$v: $(counts "$show:${p}01" srv)"
	stop c

	sysctl_in srv net.ipv4.tcp_syncookies=2
	server cookies srv "$addr" ${p}02 4096
	twice c cli "$addr" ${p}02 --seed 2
	tell c "syn $many" >/dev/null
	tell c "ack $many" >/dev/null
	settle
	is "$(row "$show:${p}02" srv cookies_ok syn_other ack_other cookie_other)" \
		"cookies_ok=$many syn_other=0 ack_other=0 cookie_other=0" \
		"$v: a cookie's ACK that comes twice opens one connection, and none is dropped"
	is "$(col "$show:${p}02" acceptq srv)" $many "$v: as many as the kernel holds"
	note "$v: $(counts "$show:${p}02" srv)"
	sysctl_in srv net.ipv4.tcp_syncookies=1
	stop c

	server full srv "$addr" ${p}03 2
	ns cli traffic connect "$addr" ${p}03 2 >/dev/null
	twice c cli "$addr" ${p}03 --seed 3
	tell c 'syn 2' >/dev/null
	ns cli traffic connect "$addr" ${p}03 1 >/dev/null
	tell c 'ack 2' >/dev/null
	tell c "syn $many" >/dev/null
	sysctl_in srv net.ipv4.tcp_abort_on_overflow=1
	tell c 'reack 1' >/dev/null
	sysctl_in srv net.ipv4.tcp_abort_on_overflow=0
	settle
	note "$v: $(counts "$show:${p}03" srv)"
	is "$(col "$show:${p}03" syn_acceptq_full srv)" $((2 * many)) "$v: both copies of a dropped SYN count"
	[ "$held" != $many ] ||
		is "$(col "$show:${p}03" aborted srv)" 1 "$v: one half-open connection is aborted once"
	stop c

	for port in ${p}01 ${p}02 ${p}03; do
		is "$(balance "$show:$port" srv)" "$even" "$v: the counters of $port add up"
	done
	agrees srv "$v: and nstat says the same"
	ns srv listenq status >"$tmp/status"
	is $? "$complete" "$v: listenq status: nothing was lost"
	for port in syns cookies full; do stop $port; done
}

topology
sysctl_in srv net.ipv4.tcp_max_syn_backlog=16384
load_module
each IPv4 10.1.0.1 10.1.0.1 10
each IPv6 fd01::1 '[fd01::1]' 20
unload_module
reopen srv
load_module hook=ftrace
each "IPv4, by ftrace" 10.1.0.1 10.1.0.1 30
each "IPv6, by ftrace" fd01::1 '[fd01::1]' 40
done_testing
