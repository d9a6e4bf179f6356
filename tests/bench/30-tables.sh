#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=3G timeout=3000
# What it costs to read the table of listeners, in guest instructions, beside
# what ss needs for less: with few connections and with many.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"

measure() {
	ours=$(cost listenq -r)
	without=$(cost listenq -r -o LOCAL,SYN-QUEUE,ACCEPT-QUEUE)
	ss=$(cost ss -Hltnp)
	ss_without=$(cost ss -Hltn)
	note "$(printf '%9s %11s %12s %12s %12s %12s %12s' "$1" "$2" "$(cost cat /proc/net/listenq)" \
		"$ours" "$without" "$ss" "$ss_without")"
}

stage
note "guest instructions, median of three"
note "$(printf '%9s %11s %12s %12s %12s %12s %12s' listeners connections "cat table" "listenq -r" \
	"without PID" "ss -Hltnp" "ss -Hltn")"
measure 1 0
server hundred srv 10.1.0.1 1000 10 --count 99
measure 100 0
server more srv 10.1.0.1 2000 10 --count 900
measure 1000 0
connections 100000
measure 1000 100000
quote "1,000 listeners and who holds them, 100,000 connections beside" "\`listenq -r\`" "$(millions "$ours")" \
	"\`ss -Hltnp\`" "$(millions "$ss")"
quote "the same without processes" "\`listenq -r -o LOCAL,SYN-QUEUE,ACCEPT-QUEUE\`" "$(millions "$without")" \
	"\`ss -Hltn\`" "$(millions "$ss_without")"
server many srv 10.1.0.1 10000 10 --count 9000
measure 10000 100000
ok "measured"
done_testing
