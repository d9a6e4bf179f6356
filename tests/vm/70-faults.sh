#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot timeout=400 forgives=arm_kprobe|kobject_add_internal|sysfs_slab_add
# Memory that is not there, while the module comes and while tables are read:
# each failure is said, and nothing of it is left. The kernel's own warning that a
# kprobe could not be armed, or a kobject not be added, is forgiven, and that it
# leaks the name of a cache that it cannot show in sysfs (6.1, sysfs_slab_add()).
# Of the thousand allocations of a load one in seventeen fails, for the time it
# takes, and each of the first, which it cannot do without: STRIDE=1 PATIENCE=8
# K=debug make check-vm T=70- for all.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
. "$here/faults.sh"

# ---- the module comes

# load_short_of N: the N-th allocation of a load fails; in $outcome what came of it
load_short_of() {
	outcome=$(traffic fault load "$module" "$1")
	case $outcome in
	loaded*)
		read -r title </proc/net/listenq && [ "$title" = "# listenq-listeners 1" ] &&
			rmmod listenq || outcome="$outcome, but is not usable"
		;;
	esac
	left_behind
	[ -z "$behind" ] || wrong="$wrong $1 leaves$behind;"
}

stride=$(cat "$here/stride" 2>/dev/null)
stride=${stride:-17}

# What comes before the parameters are read is the kernel's business.
first=$(traffic fault load "$module" 1000000 max_listeners=none)
case $first in
"EINVAL "*) first=${first#EINVAL } first=${first%% *} ;;
*) bail "a wrong parameter: $first" ;;
esac
n=$first failed=0 failed_at='' usable=0 wrong='' outcome=''
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
note "allocations $first to $n: $failed loads failed, $usable did without"
note "failed:$failed_at"
between "$failed" 1 5000 "loads fail for want of memory"
between "$usable" 1 5000 "or go without what they can do without"
is "$wrong" "" "with that error and no other, and nothing is left of them"

# ---- tables are read

topology
load_module
server web srv 10.1.0.1 80 64
ns cli traffic syn 10.1.0.1 80 3 --src 10.140.0.1 >/dev/null
for file in /proc/net/listenq /proc/net/listenq_books /proc/net/listenq_states "$debugfs"/listenq/*; do
	lines=$(ns srv wc -l "$file")
	outcome=$(ns srv traffic fault read "$file")
	matches "$outcome" ' whole=[1-9][0-9]* ENOMEM=[1-9][0-9]* other=0$' \
		"$file: whole, or not at all, for want of memory ($outcome)"
	is "$(ns srv wc -l "$file")" "$lines" "$file: and as it was after that"
done
is "$(module_fact no_memory)" 0 "readers lose nothing for others"
stop web
done_testing
