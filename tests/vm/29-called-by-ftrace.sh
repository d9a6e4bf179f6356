#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=900
# The module is called by default by kprobes for the handshake, which no softirq
# interrupts, and by ftrace for all else; or by ftrace alone. Both count the same.
. "$(dirname "$0")/lib.sh"

probes=/sys/kernel/debug/listenq/probes
traced=/sys/kernel/tracing/enabled_functions

# by VIA: how many probes sit there so
by() { awk -v via="$1" 'NR > 2 && $6 == via { n++ } END { print n + 0 }' $probes; }
planted() { awk 'NR > 2 && $3 == "planted" { n++ } END { print n }' $probes; }

handshake="inet_csk_complete_hashdance tcp_conn_request tcp_v4_syn_recv_sock tcp_v6_syn_recv_sock "
called_by_kprobe() { awk '$6 == "kprobe" { print $1 }' $probes | sort | tr '\n' ' '; }

load_module hook=kprobe
is "$(cat /sys/module/listenq/parameters/hook)" kprobe "the parameter says how"
kprobes=$(($(by kprobe) + $(by ftrace))) tracepoints=$(by tracepoint)
is $((kprobes + tracepoints)) "$(planted)" "each probe is called by a kprobe, ftrace or a tracepoint"
if kprobes_use_ftrace; then
	is "$(called_by_kprobe)" "$handshake" "by kprobes in the handshake, with softirqs off"
else
	is "$(by ftrace)" 0 "by kprobes where they do not need ftrace"
fi
is "$(grep -c . /sys/kernel/debug/kprobes/list)" "$(by kprobe)" "the kernel has these kprobes, and no more"
unload_module
is "$(cat $traced /sys/kernel/debug/kprobes/list)" "" "and none when the module has gone"

load_module hook=ftrace
is "$(cat /sys/module/listenq/parameters/hook)" ftrace "the parameter says how"
is "$(by ftrace)/$(by tracepoint)/$(by kprobe)" "$kprobes/$tracepoints/0" \
	"ftrace calls for each that is on no tracepoint"
is "$(grep -c . /sys/kernel/debug/kprobes/list)" 0 "and no kprobe is left"
is "$(grep -c . $traced)" "$kprobes" "the kernel lists so many functions"
unload_module
is "$(grep -c . $traced)" 0 "none when the module has gone"

# In the module of 24-missing-functions one is a function that ftrace does not reach.
module=/lib/listenq-missing-functions.ko
load_module hook=ftrace
is "$(awk '$6 == "kprobe" { print $1, $3 }' $probes)" "tracing_is_on planted" \
	"where ftrace does not come a kprobe is"
is "$(sed 's/+.*//;s/.* //' /sys/kernel/debug/kprobes/list)" tracing_is_on "the only one that the kernel has"
is "$(by ftrace)" "$(grep -c . $traced)" "ftrace calls for the others"
unload_module
is "$(cat $traced /sys/kernel/debug/kprobes/list)" "" "and neither is left of it"
module=/lib/listenq.ko

# passes NAME: that test, with ftrace
passes() {
	local status
	LISTENQ_HOOK=ftrace "$here/$1" >"$tmp/tap" 2>&1
	status=$?
	is "$status/$(grep '^not ok' "$tmp/tap")" 0/ "$1 passes"
	between "$(grep -c '^ok' "$tmp/tap")" 5 1000 "by $(grep -c '^ok' "$tmp/tap") checks"
	[ $status = 0 ] || sed 's/^/# /' "$tmp/tap"
}
passes 30-syns.sh
passes 32-final-acks.sh
passes 33-waiting-times.sh
passes 38-kprobes-switched-off.sh
passes 64-foreign-probes.sh
done_testing
