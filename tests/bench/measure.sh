# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For the benches, after lib.sh. Their guests' clock counts instructions.

thrice() { for _ in 1 2 3; do "$@"; done; }

# median: of the numbers that are read
median() { sort -n | awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }'; }

# least: of the numbers that are read. Of packets it is what counts: pages that slabs
# want, and RCU's work for what was before, come by chance and only add.
least() { sort -n | head -n 1; }

# cost COMMAND...: the instructions that it takes in srv, the median of three
cost() { thrice ns srv traffic cost "$@" | median; }

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

CONNECTIONS=3000
SYNS=10000

# syns PORT: the instructions for each of SYNS, its sending included; what it
# takes to begin is not, nor waiting: the backlog takes all of them.
syns() {
	local begun
	seed=$((seed + 1))
	begun=$(ns cli traffic cost traffic syn 10.1.0.1 "$1" 0)
	echo $((($(ns cli traffic cost traffic syn 10.1.0.1 "$1" $SYNS --seed $seed --burst $SYNS) -
		begun) / SYNS))
}

# A port is free again a minute after its connection.
connection() {
	sleep 65
	echo $(($(ns srv traffic pair 127.0.0.1 7 $CONNECTIONS) / CONNECTIONS))
}

neighbour() { ns "$1" ip neigh replace "$2" lladdr "$3" dev eth0 nud permanent; }

# packet_stage: listeners on 81, whose SYN queue a refill() fills, and on 82, whose
# accept queue is full. Nobody takes the SYN-ACKs: the client would free a route
# for each by RCU, some time later or still within what is measured. Nor does a
# packet socket keep them: that takes new pages for each, 2,150 instructions, until
# the socket is full.
packet_stage() {
	seed=1 # the patient's
	topology
	sysctl_in srv net.ipv4.tcp_synack_retries=15
	server flooded srv 10.1.0.1 81 32
	server stuck srv 10.1.0.1 82 2
	client patient cli 10.1.0.1 82
	tell patient 'syn 3' >/dev/null
	tell patient 'ack 3' >/dev/null
	wait_until 5 '[ "$(ss_acceptq 82 srv)" = 3 ]' || bail "the accept queue is not full"
	stop patient
	neighbour srv 10.1.0.2 02:00:00:00:00:99
}

# refill: the SYN queue of port 81 is full, and stays so for a while.
refill() {
	seed=$((seed + 1))
	ns cli traffic syn 10.1.0.1 81 200 --seed $seed >/dev/null
}

# The instructions for a SYN that packet_stage's listeners turn away.
cookie() {
	refill
	syns 81
}
full_synq() {
	sysctl_in srv net.ipv4.tcp_syncookies=0
	refill
	syns 81
	sysctl_in srv net.ipv4.tcp_syncookies=1
}
full_acceptq() { syns 82; }

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
