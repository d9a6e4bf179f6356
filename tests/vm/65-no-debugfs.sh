#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: boot=debugfs=off
# A kernel that was told to have no debugfs: /proc has all that is for everybody,
# and what is not there is said. 53-list-all has one that is not mounted. Without it
# a debugging kernel cannot say what leaked: in this test nobody asks.
. "$(dirname "$0")/lib.sh"

in_srv() { ns srv listenq "$@"; }
debugfs="debugfs, which is not available: the kernel was built without it, or booted with 'debugfs=off' or 'debugfs=no-mount'"

holds "there is no debugfs" sh -c '! mount -t debugfs debugfs /tmp && ! [ -e /sys/kernel/debug ]' 2>/dev/null
topology
load_module
server web srv 10.1.0.1 80 64 --auto
server jam srv 10.1.0.1 81 2
ns cli traffic connect 10.1.0.1 80 20 >/dev/null
ns cli traffic syn 10.1.0.1 80 10 >/dev/null
ns cli traffic connect 10.1.0.1 81 3 >/dev/null
ns cli traffic syn 10.1.0.1 81 4 --seed 2 >/dev/null
is "$(row 10.1.0.1:80 srv synq syns completed)" "synq=10 syns=30 completed=20" "the table counts"
is "$(row 10.1.0.1:81 srv acceptq syn_acceptq_full)" "acceptq=3 syn_acceptq_full=4" "and drops"
is "$(col 10.1.0.1:80 NEW_SYN_RECV srv /proc/net/listenq_states)" 10 "so does the one of states"
status 0 "listenq list: status 0" in_srv
status 0 "listenq states: status 0" in_srv states
status 0 "listenq explain: status 0" in_srv explain 81

status 0 "listenq status: status 0, nothing is known to be wrong" in_srv status
matches "$(cat "$tmp/out")" '^TcpExtListenDrops +4 +4 ' "the books show"
is "$(tail -n 1 "$tmp/out")" "unknown: the module's losses and its probes are in $debugfs" \
	"and why the rest is not known"
is "$(in_srv status -J | tr -d ' \n' | sed 's/.*"probes"/"probes"/')" '"probes":null,"complete":null,"consistent":null}' \
	"null in JSON"
for command in latency drops "list -A"; do
	# shellcheck disable=SC2086
	status 2 "listenq $command: status 2" in_srv $command
	matches "$(cat "$tmp/err")" "^listenq: /sys/kernel/debug/listenq/[a-z]+ is in $debugfs\$" \
		"and why"
done
matches "$(in_srv states --diagram)" "^No rates: they are in $debugfs" "the state machine has no rates"
unload_module
holds "the module can be unloaded" test ! -e /proc/net/listenq
done_testing
