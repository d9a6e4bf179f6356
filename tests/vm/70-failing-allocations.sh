#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot timeout=400 forgives=^[^a-z]*WARNING:.*arm_kprobe|^[^a-z]*kobject_add_internal.failed.for.\S+.\(error:.-12
# vm: leaks=leaked.\(size.16\):.*.kobject_set_name_vargs.kobject_init_and_add.sysfs_slab_add.__kmem_cache_create.*
# Memory that is not there, while the module comes and while tables are read:
# each failure is said, and nothing of it is left. The kernel's own warning that a
# kprobe could not be armed, or a kobject not be added, is forgiven, and that it
# leaks the name of a cache that it cannot show in sysfs (6.1, sysfs_slab_add()).
# Of the thousand allocations of a load one in seventeen fails, for the time it
# takes, and each of the first, which it cannot do without: STRIDE=1 PATIENCE=8
# K=debug make check-vm T=70- for all.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
. "$here/hooks.sh"
. "$here/faults.sh"

# ---- the module comes

# lacks_hooks: in $lost those that are not planted. Without a process of its own,
# as left_behind().
probes=$debugfs/listenq/probes
lacks_hooks() {
	local symbol state
	lost=
	# Nor may there have been memory for the file.
	[ -e $probes ] || return
	while read -r symbol _ state _; do
		case $symbol-$state in
		'#'-* | symbol-state | *-planted) ;;
		*-rejected) lost="$lost $symbol" ;;
		*) lost="$lost $symbol-$state" ;;
		esac
	done <$probes
	[ -n "$lost" ]
}

# hidden: what is wrong, if anything, with how the module does without $lost
hidden() {
	local expected shown named
	# shellcheck disable=SC2046,SC2086
	expected=$(words $always $(without IPv4 $lost))
	shown=$(dashes 127.0.0.1:1001)
	[ "$shown" = "$expected" ] || echo "without$lost '-' is in $shown, not in $expected;"
	listenq status >"$tmp/status"
	[ $? = 6 ] || echo "without$lost status says nothing;"
	named=$(sed -n 's/^INCOMPLETE: no probe on \(.*\) (rejected); .*/\1/p' "$tmp/status")
	[ "$(words $named)" = "$(words $lost)" ] || echo "without$lost status names $named;"
}

# load_short_of N: the N-th allocation of a load fails; in $outcome what came of it
load_short_of() {
	outcome=$(traffic fault load "$module" "$1" transitions=always)
	case $outcome in
	loaded*)
		read -r title </proc/net/listenq && [ "$title" = "# listenq-listeners 1" ] ||
			outcome="$outcome, but is not usable"
		if lacks_hooks; then
			bereft=$((bereft + 1))
			wrong="$wrong$(hidden)"
		fi
		rmmod listenq
		;;
	esac
	left_behind
	[ -z "$behind" ] || wrong="$wrong $1 leaves$behind;"
}

stride=$(cat "$here/stride" 2>/dev/null)
stride=${stride:-17}

# Older than the module and idle: this is what is not known of it in the best case.
server old '' 127.0.0.1 1001 8
load_module
always=$(dashes 127.0.0.1:1001)
unload_module

# What comes before the parameters are read is the kernel's business.
first=$(traffic fault load "$module" 1000000 max_listeners=none)
case $first in
"EINVAL "*) first=${first#EINVAL } first=${first%% *} ;;
*) bail "a wrong parameter: $first" ;;
esac
n=$first bereft=0 failed=0 failed_at='' usable=0 wrong='' outcome=''
until [ -z "${outcome##*not reached}" ] && [ -n "$outcome" ]; do
	if [ $n -lt $((first + 50)) ]; then n=$((n + 1)); else n=$((n + stride)); fi
	load_short_of $n
	case $outcome in
	"ENOMEM injected") failed=$((failed + 1)) failed_at="$failed_at $n" ;;
	"loaded injected") usable=$((usable + 1)) ;;
	"loaded "*" not reached") ;;
	*) wrong="$wrong $n $outcome;" ;;
	esac
done
note "allocations $first to $n: $failed loads failed, $usable did without, $bereft without hooks"
note "failed:$failed_at"
between "$failed" 1 5000 "loads fail for want of memory"
between "$usable" 1 5000 "or go without what they can do without"
between "$bereft" 1 5000 "some of them without a hook: its columns show that, and listenq status"
is "$wrong" "" "with that error and no other, and nothing is left of them"

stop old

# ---- tables are read

topology
load_module
server web srv 10.1.0.1 80 64
ns cli traffic syn 10.1.0.1 80 3 --src 10.140.0.1 >/dev/null
for file in /proc/net/listenq /proc/net/listenq_netstat /proc/net/listenq_states "$debugfs"/listenq/*; do
	lines=$(ns srv wc -l "$file")
	outcome=$(ns srv traffic fault read "$file")
	matches "$outcome" ' whole=[1-9][0-9]* ENOMEM=[1-9][0-9]* other=0$' \
		"$file: whole, or not at all, for want of memory ($outcome)"
	is "$(ns srv wc -l "$file")" "$lines" "$file: and as it was after that"
done
is "$(module_fact no_memory)" 0 "readers lose nothing for others"
stop web
done_testing
