# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests that make mistakes on purpose, by a module that does nothing else,
# and see that the kernel finds them; after lib.sh.
# shellcheck disable=SC2154 # whose `here` and `tmp` it uses

has() { grep -q " $1\$" /proc/kallsyms; }

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
