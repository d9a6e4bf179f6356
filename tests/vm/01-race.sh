#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot cpus=2 forgives=.
# 01-mistakes, for the one mistake that it takes two CPUs to make: a data race, not
# with an interrupt but between CPUs, as are those that the module could have.
. "$(dirname "$0")/lib.sh"
. "$here/mistake.sh"

has __kcsan_check_access || skip_all "this kernel does not look for data races"

found race_of_two 'KCSAN: data-race in bump \[mistakes\] / bump \[mistakes\]'
is "$(dmesg | sed 's/ \[mistakes\]//' | "$here/races" | grep -c 'KCSAN: data-race')" 0 \
	"the same between functions of the kernel alone is passed over"
done_testing
