# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Progress and errors, for everything in tests/lib. Both go to stderr: what a
# piece prints on stdout is its result, for the caller to take.

say() { printf '%s\n' "$*" >&2; }

die() {
	say "listenq: $*"
	exit 1
}

# The kernels' cache survives `make clean` and is shared between checkouts.
cache() {
	local home=~ # which works without HOME
	echo "${LISTENQ_CACHE:-${XDG_CACHE_HOME:-$home/.cache}/listenq}"
}
