#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot boot=kasan_multi_shot forgives=. leaks=.*
# That a debugging kernel finds mistakes, and that whoever runs the tests sees it:
# one mistake of each kind is made, by a module that does nothing else. The log of
# this one test is expected to be full of them; KASAN has to be asked for more than
# its first report. 02-kernel-finds-race has the race that takes two CPUs.
. "$(dirname "$0")/lib.sh"
. "$here/mistake.sh"

has kasan_report || has __kcsan_check_access || skip_all "this kernel does not check itself"

if has __kcsan_check_access; then
	found race_with_timer 'KCSAN: data-race in .*\[mistakes\]'
	is "$(dmesg | sed 's/ \[mistakes\]//' | "$here/races" | grep -c 'KCSAN: data-race')" 0 \
		"the same between functions of the kernel alone is passed over"
	done_testing
fi
# Before lock_twice: after its first lock report lockdep looks no more, and what
# RCU's readers hold it knows from lockdep.
found read_without_rcu 'suspicious RCU usage'
# Before KASAN's, which end what lockdep does.
found lock_twice 'possible circular locking'
found free_active_timer 'ODEBUG: free active'
found use_after_free 'KASAN: .*use-after-free'
found out_of_bounds 'KASAN: .*out-of-bounds'
found leak '^leaked \(size 1024\)'
found sleep_in_atomic 'sleeping function called|scheduling while atomic'
found shift_too_far 'UBSAN: shift-out-of-bounds'
done_testing
