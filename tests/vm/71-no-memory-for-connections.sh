#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot timeout=200 forgives=^[^a-z]*kobject_add_internal.failed.for.\S+.\(error:.-12 boot=slub_debug=FZPU;FZPUA,request_sock_TCP,request_sock_TCPv6,TCP,TCPv6,listenq_slot
# No memory for connections, nor for the module's own counters. The kernel's
# parameter names the caches that allocations fail in (A), each at its turn.
# The kernel says itself that a new namespace lacks a kobject; that is forgiven.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
. "$here/faults.sh"
echo Y >$debugfs/failslab/cache-filter

# short_of TIMES: so many allocations fail from now on; -1: all of them
short_of() {
	echo "$1" >$debugfs/failslab/times
	[ "$1" = 0 ] || set -- 100
	echo "$1" >$debugfs/failslab/probability
}

topology
load_module

# ---- SYNs and final ACKs

# each FAMILY SERVER SHOWN OTHER: the first SYN, of a client that stays silent, is
# for the module to have what it counts in.
each() {
	local v=$1 addr=$2 show=$3 other=$4 drops

	server web srv "$addr" 81 64
	ns cli traffic syn "$addr" 81 1 --src "$other" >/dev/null
	client c cli "$addr" 81
	drops=$(mib TcpExtListenDrops srv)
	short_of -1
	tell c 'syn 5' >/dev/null
	short_of 0
	settle
	shows "$v: no memory for a half-open connection" "$show:81" srv \
		synq=1 syns=6 queued=1 syn_other=5
	is $(($(mib TcpExtListenDrops srv) - drops)) 5 "$v: the kernel counted the same"
	tell c 'again 5' >/dev/null
	shows "$v: there is again" "$show:81" srv synq=6 syns=11 queued=6 syn_other=5

	short_of -1
	tell c 'ack 5' >/dev/null
	short_of 0
	settle
	shows "$v: no memory for a connection" "$show:81" srv \
		synq=6 acceptq=0 queued=6 completed=0 ack_other=5
	is $(($(mib TcpExtListenDrops srv) - drops)) 10 "$v: the kernel counted the same"
	tell c 'push 5' >/dev/null
	shows "$v: there is again" "$show:81" srv \
		synq=1 acceptq=5 queued=6 completed=5 ack_other=5
	is "$(balance "$show:81" srv)" "$even" "$v: the counters add up"
	stop c
	stop web
}
each IPv4 10.1.0.1 10.1.0.1 10.160.0.1
each IPv6 fd01::1 '[fd01::1]' fd02::a:1

# ---- the module's own loss

is "$(module_fact no_memory)" 0 "nothing of all that was lost"
unload_module
# The reserve is for as many listeners as may be recorded, here ten, of which a
# namespace may have five; and only what a CPU counts in cannot be allocated.
load_module max_listeners=10
for cache in request_sock_TCP request_sock_TCPv6 TCP TCPv6; do
	echo 0 >"/sys/kernel/slab/$cache/failslab" || bail "allocations of $cache cannot be spared"
done
short_of -1
for _ in 1 2; do
	server five srv 10.1.0.1 1001 64 --count 5
	ns cli traffic syn 10.1.0.1 1001 5 --ports 5 >/dev/null
	is "$(total syns srv)/$(module_fact no_memory)" 5/0 "what was set aside suffices for five listeners"
	stop five
done
server lost srv 10.1.0.1 82 64
client c cli 10.1.0.1 82
tell c 'syn 1' >/dev/null
short_of 0
is "$(module_fact no_memory)" 2 "no memory to count in: one SYN is lost, and what came of it"
shows "but its depth is seen" 10.1.0.1:82 srv synq=1 syns=0 queued=0
status 6 "listenq status: incomplete" ns srv listenq status
matches "$(cat "$tmp/out")" 'INCOMPLETE: 2 events not counted because memory was short' "and why"
sleep 0.3
tell c 'syn 3' >/dev/null
tell c 'ack 4' >/dev/null
client d cli 10.1.0.1 82 --src 10.150.0.1
tell d 'syn 3' >/dev/null
shows "what comes later is counted" 10.1.0.1:82 srv \
	synq=3 syns=6 queued=6 completed=4 acceptq=4 synq_peak=4 acceptq_peak=4
is "$(module_fact no_memory)" 2 "and nothing else is lost"
stop c && stop d && stop lost

echo N >$debugfs/failslab/cache-filter

# Each listen() is short of another allocation: the module makes none of them.
for with in without with; do
	[ $with = without ] && unload_module || load_module
	start many srv fault listen 10.1.0.1 2001 16
	said many | cut -d' ' -f2 >"$tmp/$with"
	[ $with = without ] && stop many
done
n=$(cat "$tmp/with")
is "$n" "$(cat "$tmp/without")" "as many allocations of a listen() can fail as without the module"
is "$(total LISTEN srv /proc/net/listenq_states | head -n 1)" "$((2 * n))" "all of them listen"
is "$(column listen_age_ms srv | grep -cx -e -)/$(module_fact no_memory)" 0/0 "and are recorded"
ns cli traffic connect 10.1.0.1 2001 1 >/dev/null
shows "connections to them are counted" 10.1.0.1:2001 srv syns=1 queued=1 completed=1 acceptq=1
stop many

# ---- a namespace comes

total=$(traffic fault netns 1000000)
total=${total#made } total=${total%% *}
wrong='' failed=0
# The module's allocations are among the last, before the loopback device's.
for n in $(seq $((total - 120)) 4 "$total"); do
	outcome=$(traffic fault netns "$n")
	case $outcome in
	"ENOMEM injected" | "ENOBUFS injected") failed=$((failed + 1)) ;;
	made*) ;;
	*) wrong="$wrong $n $outcome;" ;;
	esac
done
between "$failed" 1 200 "if an allocation fails there is no namespace"
is "$wrong" "" "with that error and no other"
holds "and the next one has its tables" ip netns add next
is "$(ns next sed -n 1p /proc/net/listenq_states)" "# listenq-states 1" "that can be read"
ip netns del next

unload_module
left_behind
is "$behind" "" "nothing is left of the module in the end"
done_testing
