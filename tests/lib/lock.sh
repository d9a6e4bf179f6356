# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# One run of tests at a time in a tree: two would take each other's build and
# results away.

# lock_build TOP: waits for build/ of that tree, unless a caller of ours has it
lock_build() {
	[ -z "${BUILD_LOCKED:-}" ] || return 0
	mkdir -p "$1/build"
	exec 9>"$1/build/lock"
	flock -n 9 || { say "another run is using build/; waiting for it"; flock 9; }
	export BUILD_LOCKED=1
}
