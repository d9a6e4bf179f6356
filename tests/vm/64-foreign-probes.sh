#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Others trace the same functions: kprobes and kretprobes through tracefs, and
# the function tracer. Whoever comes and goes first, listenq counts every packet.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

tracing=/sys/kernel/tracing
functions="tcp_conn_request tcp_make_synack tcp_v4_syn_recv_sock
inet_csk_complete_hashdance inet_csk_accept tcp_v4_do_rcv"

# foreign KIND: p (kprobes) or r (kretprobes) on all of them, switched on
foreign() {
	for function in $functions; do
		echo "$1:theirs/$1_$function $function" >>$tracing/kprobe_events || return
	done
	echo 1 >$tracing/events/theirs/enable
}
foreign_gone() {
	echo 0 >$tracing/events/theirs/enable 2>/dev/null
	for function in $functions; do
		echo "-:theirs/$1_$function"
	done >>$tracing/kprobe_events 2>/dev/null
}
theirs() { awk -v event="$1" '$1 == event { print $2 }' $tracing/kprobe_profile; }
missed() { awk 'NR > 2 { n += $5 } END { print n }' /sys/kernel/debug/listenq/probes; }
# arrive SEED: 30 SYNs that nobody completes, 20 connections
arrive() {
	ns cli traffic syn 10.1.0.1 80 30 --seed "$1" >/dev/null
	ns cli traffic connect 10.1.0.1 80 20 >/dev/null
}
# exact NAME N: the listener has counted N rounds of that, and as many SYN-ACKs
# sent again as nstat has: none, unless planting theirs took more than a second.
exact() {
	local again
	again=$(mib TcpExtTCPSynRetrans srv)
	again=${again#0}
	counted "$1" 10.1.0.1:80 srv syns=$((50 * $2)) queued=$((50 * $2)) \
		completed=$((20 * $2)) accepted=$((20 * $2)) ${again:+synack_retrans=$again}
	is "$(missed)" 0 "no hit is missed"
}

grep -q ' trace_kprobe_create$' /proc/kallsyms || skip_all "this kernel has no kprobe events"
at_exit 'foreign_gone p; foreign_gone r; echo nop >$tracing/current_tracer; echo >$tracing/set_ftrace_filter'
topology
sysctl_in srv net.ipv4.tcp_synack_retries=8 net.ipv4.tcp_max_syn_backlog=4096

# They come first and go first
holds "kprobes are there before the module" foreign p
load_module
server web srv 10.1.0.1 80 1000 --auto
arrive 1
exact "with them it counts" 1
is "$(theirs p_tcp_conn_request)" 50 "and so do they"
holds "they go" foreign_gone p
arrive 2
exact "without them it counts on" 2

# They come later
holds "kprobes come to where the module's are" foreign p
holds "and kretprobes" foreign r
arrive 3
exact "with both it counts" 3
is "$(theirs p_tcp_conn_request)/$(theirs r_tcp_conn_request)" 50/50 "and so do they"

# The function tracer as well
for function in $functions; do echo "$function"; done >$tracing/set_ftrace_filter
holds "the function tracer comes" sh -c "echo function >$tracing/current_tracer"
arrive 4
exact "with all three it counts" 4
is "$(grep -c ': tcp_conn_request <-' $tracing/trace)" 50 "and so does the tracer"
holds "the tracer goes" sh -c "echo nop >$tracing/current_tracer"
arrive 5
exact "it counts on" 5
agrees srv "nstat says the same"
status "$complete" "listenq status: nothing is missing" ns srv listenq status

# The module goes first, comes back between theirs, and they go first
unload_module
arrive 6
is "$(theirs p_tcp_conn_request)/$(theirs r_tcp_conn_request)" 200/200 "when the module has gone they count on"
load_module
arrive 7
is "$(col 10.1.0.1:80 syns srv)" 50 "when it is back it counts anew"
foreign_gone p
foreign_gone r
arrive 8
is "$(col 10.1.0.1:80 syns srv)/$(missed)" 100/0 "and when they have gone"
unload_module
holds "nothing is left on a probed function" \
	sh -c "! grep -qE '$(echo $functions | tr ' ' '|')' /sys/kernel/debug/kprobes/list"
done_testing
