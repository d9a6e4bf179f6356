#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=3G timeout=2000
# What it costs to count connections by state, in guest instructions: reading
# our table, and what ss and /proc/net/tcp need for the same.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"

measure() {
	local ours proc command plain
	is "$(ns srv awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["row"] == "listener" { print $at["ESTABLISHED"] }' \
		/proc/net/listenq_states)" "$1" "$1 connections are there"
	ours=$(cost cat /proc/net/listenq_states)
	proc=$(cost cat /proc/net/tcp)
	ss=$(cost ss -Htan)
	command=$(cost listenq states -r)
	plain=$(cost listenq states -r -o LOCAL,ESTABLISHED,CLOSE_WAIT)
	note "$(printf '%11s %14s %14s %14s %14s %14s %8s %8s' "$1" "$ours" "$plain" "$command" "$proc" \
		"$ss" "$(ratio "$ss" "$ours")" "$(ratio "$ss" "$plain")")"
	last=$ours
}

stage
note "guest instructions, median of three; ss / table and ss / listenq without processes"
note "$(printf '%11s %14s %14s %14s %14s %14s %8s %8s' connections "cat table" "states -o" \
	"and processes" "cat proc/tcp" "ss -Htan" "/ table" "/ states")"
connections 10
measure 10
few=$last
connections 990
measure 1000
connections 99000
measure 100000
note "the walk: $(((last - few) / 99990)) instructions for each further connection"
between "$(ratio "$ss" "$last" | sed 's/\..*//')" 30 1000000 \
	"at 100,000 connections the table costs less than a thirtieth of ss"
quote "100,000 connections counted by state" "\`cat /proc/net/listenq_states\`" "$(millions "$last")" \
	"\`ss -Htan\`" "$(millions "$ss")"
stop crowd
stop web
done_testing
