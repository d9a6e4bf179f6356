# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests that look for what a module that is gone has left; after lib.sh.

debugfs=/sys/kernel/debug
traces="/proc/net/listenq /proc/net/listenq_netstat /proc/net/listenq_states
	$debugfs/listenq /sys/module/listenq /sys/kernel/tracing/events/listenq"

# left_behind: in $behind, what is left of a module that is gone. Without a
# process of its own: this is asked hundreds of times.
left_behind() {
	local file probe
	behind=
	for file in $traces; do [ ! -e "$file" ] || behind="$behind $file"; done
	while read -r probe; do behind="$behind $probe"; done <$debugfs/kprobes/list
}
