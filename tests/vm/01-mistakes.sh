#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot boot=kasan_multi_shot forgives=.
# That a debugging kernel finds mistakes, and that whoever runs the tests sees it:
# one mistake of each kind is made, by a module that does nothing else. The log of
# this one test is expected to be full of them; KASAN has to be asked for more than
# its first report.
. "$(dirname "$0")/lib.sh"

has() { grep -q " $1\$" /proc/kallsyms; }
has kasan_report || has __kcsan_check_access || skip_all "this kernel does not check itself"

# noticed MISTAKE: what the runner of the tests does not let pass, since then
noticed() {
	{ dmesg | sed "1,/listenq mistake $1\$/d"; cat "$tmp/leaked"; } | "$here/races" |
		grep -E "$LISTENQ_WRONG" | head -n 1
}

# found MISTAKE REGEX: it is made, and the kernel says so
found() {
	echo "listenq mistake $1" >/dev/kmsg
	insmod /lib/mistakes.ko make="$1" || bail "the module mistakes could not be loaded"
	rmmod mistakes
	: >"$tmp/leaked"
	[ "$1" != leak ] || "$here/leaks" >"$tmp/leaked"
	matches "$(noticed "$1")" "$2" "$1"
}

if has __kcsan_check_access; then
	found race_with_timer 'KCSAN: data-race in .*\[mistakes\]'
	is "$(dmesg | sed 's/ \[mistakes\]//' | "$here/races" | grep -c 'KCSAN: data-race')" 0 \
		"the same between functions of the kernel alone is passed over"
	done_testing
fi
# Before KASAN's, which end what lockdep does.
found lock_twice 'possible circular locking'
found free_active_timer 'ODEBUG: free active'
found use_after_free 'KASAN: .*use-after-free'
found out_of_bounds 'KASAN: .*out-of-bounds'
found leak '^leaked \(size 1024\)'
found sleep_in_atomic 'sleeping function called|scheduling while atomic'
found shift_too_far 'UBSAN: shift-out-of-bounds'
done_testing
