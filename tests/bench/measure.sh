# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For the benches, after lib.sh. Their guests' clock counts instructions.

# median: of the numbers that are read
median() { sort -n | awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }'; }

# cost COMMAND...: the instructions that it takes in srv, the median of three
cost() { for _ in 1 2 3; do ns srv traffic cost "$@"; done | median; }

# stage: a listener and a crowd of clients, for as many connections as are wanted
stage() {
	topology
	sysctl_in srv net.core.somaxconn=10000 net.ipv4.tcp_syncookies=0 \
		net.ipv4.tcp_max_syn_backlog=100000
	load_module
	server web srv 10.1.0.1 80 10000
	client crowd cli 10.1.0.1 80
}

# connections N: so many more that `crowd` begins and `web` accepts
connections() {
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

# commas N: 1234567 as 1,234,567
commas() { echo "$1" | sed -e :a -e 's/\([0-9]\)\([0-9]\{3\}\)\($\|,\)/\1,\2\3/;ta'; }

# millions N
millions() { awk -v n="$1" 'BEGIN { printf (n < 1e7 ? "%.1f" : "%.0f"), n / 1e6 }'; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", a / b }'; }

# quote CELL...: a row of one of README's tables
quote() {
	local cell line='|'
	for cell; do line="$line $cell |"; done
	note "$line"
}
