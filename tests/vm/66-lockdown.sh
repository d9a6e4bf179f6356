#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot
# A kernel that is locked down while the module is loaded: first integrity, then
# confidentiality. Ours is not signed, so it cannot come after that.
. "$(dirname "$0")/lib.sh"

lockdown=/sys/kernel/security/lockdown
proc="/proc/net/listenq /proc/net/listenq_states /proc/net/listenq_netstat
	/proc/net/listenq_episodes /proc/net/listenq_clients"

grep -q ' lockdown_is_locked_down$' /proc/kallsyms || skip_all "this kernel has no lockdown"
[ -e $lockdown ] || mount -t securityfs securityfs /sys/kernel/security
grep -q '\[none\]' $lockdown || bail "the kernel is locked down, or does not say: $(cat $lockdown)"

# readable FILE...: those of them that can be read
readable() {
	for file; do
		cat "$file" >/dev/null 2>&1 && echo "${file##*/}"
	done | sort | tr '\n' ' '
}

topology
load_module
server jam srv 10.1.0.1 80 2
ns cli traffic connect 10.1.0.1 80 3 >/dev/null
debugfs=$(find /sys/kernel/debug/listenq -type f)
# shellcheck disable=SC2086
all=$(readable $proc $debugfs)
is "$all" "clients connections drops episodes latency listeners listenq listenq_clients listenq_episodes listenq_netstat listenq_states module probes states transitions " \
	"root can read all tables"
n=0
for level in integrity confidentiality; do
	echo $level >$lockdown
	matches "$(cat $lockdown)" "\[$level\]" "the kernel is locked down: $level"
	# shellcheck disable=SC2086
	is "$(readable $proc $debugfs)" "$all" "all tables can be read, those in debugfs too"
	n=$((n + 4))
	ns cli traffic syn 10.1.0.1 80 4 --seed $n >/dev/null
	is "$(row 10.1.0.1:80 srv syns syn_acceptq_full)" "syns=$((3 + n)) syn_acceptq_full=$n" "the probes count on"
	status "$complete" "listenq status: status $complete" ns srv listenq status
	for command in "" explain latency drops states "list -A"; do
		# shellcheck disable=SC2086
		status 0 "listenq $command: status 0" ns srv listenq $command
	done
	case $level in
	integrity) status 124 "listenq drops -f follows" timeout 1 listenq drops -f ;;
	*) status 3 "listenq drops -f: status 3" listenq drops -f ;;
	esac
done
is "$(cat "$tmp/err")" "listenq: /sys/kernel/tracing/instances: no permission to trace: the kernel is locked down for confidentiality (see /sys/kernel/security/lockdown)" \
	"and why"
is "$(find /sys/kernel/tracing/instances -mindepth 1 2>&1)" "" "and no tracing instance is left"
unload_module
holds "the module can be unloaded" test ! -e /proc/net/listenq
holds "and not be loaded again: it is not signed" \
	sh -c "insmod '$module' 2>&1 | grep -q 'Operation not permitted'"
status 2 "listenq: status 2, the module is not loaded" ns srv listenq
matches "$(cat "$tmp/out")" '^10.1.0.1:80 .* 3/3 ' "what the kernel tells by itself shows"
done_testing
