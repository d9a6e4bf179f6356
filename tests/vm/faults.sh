# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests that make the kernel's allocations fail; after lib.sh. From here on
# each may, and none does so by itself.

# shellcheck disable=SC2154 # lib.sh has it
. "$here/left.sh"

# That one of them is not there is no reason to skip, on a kernel that has them.
grep -q ' should_fail$' /proc/kallsyms ||
	skip_all "this kernel cannot make allocations fail"
for file in /proc/thread-self/fail-nth $debugfs/failslab $debugfs/fail_page_alloc; do
	[ -e "$file" ] || bail "there is no $file: allocations cannot be made to fail"
done

# Every allocation may fail, and none does so by itself.
echo 0 >$debugfs/fail_page_alloc/min-order
for kind in failslab fail_page_alloc; do
	echo 0 >$debugfs/$kind/probability
	echo 0 >$debugfs/$kind/verbose
	echo N >$debugfs/$kind/ignore-gfp-wait
done
echo N >$debugfs/fail_page_alloc/ignore-gfp-highmem
