#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=1G timeout=1000
# What it costs to find the processes that hold the listeners, in guest
# instructions beyond those of the table without them.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"

# beyond ARGUMENT...: the median of three, less that of the table without
beyond() { echo $(($(cost listenq -r "$@") - bare)); }

measure() {
	bare=$(cost listenq -r -o local)
	one=$(beyond -o local,pid)
	all=$(beyond -o local,pid,holders)
	note "$(printf '%-44s %14s %14s' "$1" "$one" "$all")"
}

stage
note "$(printf '%-44s %14s %14s' descriptors "PID, PROCESS" "HOLDERS too")"
measure "none"
connections 10000
measure "10000, of the process that listens"
server late srv 10.1.0.1 81 10
measure "10000, of a process before that which listens"
between "$one" 1 $((all / 10)) "who has 10,000 others open is not looked through for one listener"
stop late
stop crowd
stop web
ok "measured"
done_testing
