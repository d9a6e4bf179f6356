#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot cpus=2 forgives=.
# 01-kernel-finds-mistakes, for the one mistake that it takes two CPUs to make: a data race, not
# with an interrupt but between CPUs, as are those that the module could have.
. "$(dirname "$0")/lib.sh"
. "$here/mistake.sh"

has __kcsan_check_access || skip_all "this kernel does not look for data races"

found race_of_two 'KCSAN: data-race in bump \[mistakes\] / bump \[mistakes\]'
is "$(dmesg | sed 's/ \[mistakes\]//' | "$here/races" | grep -c 'KCSAN: data-race')" 0 \
	"the same between functions of the kernel alone is passed over"

# told FRAME...: in a report of a write by an interrupt
told() {
	printf '%s\n' 'BUG: KCSAN: data-race in a / b' 'write to 0x1 of 8 bytes by interrupt on cpu 0:' "$@" |
		"$here/races" | grep -c KCSAN
}
entry=' asm_sysvec_apic_timer_interrupt+0x1b/0x20'
is "$(told ' a+0x1/0x2' "$entry" ' work+0x1/0x2 [mistakes]')" 0 "whom an interrupt interrupts has no part in its race"
is "$(told ' a+0x1/0x2' ' work+0x1/0x2 [mistakes]' "$entry" ' b+0x1/0x2')" 1 "who runs in it has"
done_testing
