#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=3G timeout=2000
# What it costs to count connections by state, in guest instructions: reading
# our table, and what ss and /proc/net/tcp need for the same.
. "$(dirname "$0")/lib.sh"

# cost COMMAND...: the median of three
cost() {
	for _ in 1 2 3; do ns srv traffic cost "$@"; done | sort -n | sed -n 2p
}

# more N: so many more connections
more() {
	local left=$1 n
	while [ "$left" -gt 0 ]; do
		n=$left
		[ "$n" -le 5000 ] || n=5000
		tell crowd "syn $n" >/dev/null
		tell crowd "ack $n" >/dev/null
		tell web "accept $n" >/dev/null
		left=$((left - n))
	done
}

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

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'; }

topology
sysctl_in srv net.core.somaxconn=10000 net.ipv4.tcp_syncookies=0 \
	net.ipv4.tcp_max_syn_backlog=100000
load_module
server web srv 10.1.0.1 80 10000
client crowd cli 10.1.0.1 80
note "guest instructions, median of three; ss / table and ss / listenq without processes"
note "$(printf '%11s %14s %14s %14s %14s %14s %8s %8s' connections "cat table" "states -o" \
	"and processes" "cat proc/tcp" "ss -Htan" "/ table" "/ states")"
more 10
measure 10
few=$last
more 990
measure 1000
more 99000
measure 100000
note "the walk: $(((last - few) / 99990)) instructions for each further connection"
between "$(ratio "$ss" "$last" | sed 's/\..*//')" 30 1000000 \
	"at 100,000 connections the table costs less than a thirtieth of ss"
stop crowd
stop web
done_testing
