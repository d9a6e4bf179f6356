#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=600
# MPTCP listeners: the queues are in a TCP socket that no program holds.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

topology
has_mptcp || skip_all "this kernel has no MPTCP"
load_module

# six_hold_five NAME ADDR LOCAL PORT CAPABLE [OPTION]: of a backlog of 5
six_hold_five() {
	name="$1, $2" addr=$2 local=$3 port=$4
	server web srv "$addr" "$port" 5 --mptcp
	capable=$(mib MPTcpExtMPCapableSYNRX srv)
	start clients cli connect "$addr" "$port" 6 --hold ${6:+"$6"}
	is "$(said clients)" "connected=6 failed=0 timeouts=0" "$name: 6 connect"
	is "$(($(mib MPTcpExtMPCapableSYNRX srv) - capable))" "$5" \
		"$name: the kernel knows how many of them speak MPTCP"
	is "$(ss_acceptq "$port" srv)/$(ss_backlog "$port" srv)" 6/5 "$name: for ss the queue is full"
	shows "$name: the row is the program's" "$local" srv proto=mptcp \
		inode="$(said web | cut -d' ' -f2)" uid=0
	shows "$name: the queue is full" "$local" srv synq=0 synq_limit="$(synq_holds 5)" \
		acceptq=6 acceptq_limit=6 acceptq_peak=6 backlog=5 backlog_asked=5
	is "$(ns cli traffic syn "$addr" "$port" 4)" "sent 4" "$name: 4 more send a SYN"
	counted "$name: they were dropped" "$local" srv \
		syns=10 queued=6 completed=6 syn_acceptq_full=4
	is "$(tell web 'accept 2')" "accepted 2" "$name: the server accepts 2"
	shows "$name: they are out of the queue" "$local" srv accepted=2 acceptq=4
	is "$(tell web drain)" "accepted 4" "$name: the server accepts all"
	shows "$name: the queue was full" "$local" srv acceptq=0 acceptq_peak=6 acceptq_peak60=6
	counted "$name: all were accepted" "$local" srv \
		syns=10 queued=6 completed=6 accepted=6 syn_acceptq_full=4
	is "$(balance "$local" srv)" "$even" "$name: the counters add up"
	sleep 75
	shows "$name: but not in the last minute" "$local" srv acceptq_peak=6 acceptq_peak60=0
	tell web 'listen 7' >/dev/null
	shows "$name: listen() again asks again" "$local" srv backlog=7 backlog_asked=7
	is "$(tell clients close)" "closed 6" "$name: the clients close"
	stop clients
	stop web
	is "$(col "$local" acceptq srv)" "" "$name: no row is left when it has closed"
}

six_hold_five "MPTCP clients" 10.1.0.1 10.1.0.1:80 80 6 --mptcp
six_hold_five "MPTCP clients" fd01::1 '[fd01::1]:81' 81 6 --mptcp
six_hold_five "TCP clients" 10.1.0.1 10.1.0.1:82 82 0
six_hold_five "TCP clients" fd01::1 '[fd01::1]:83' 83 0

# Half-open ones
server flooded srv 10.1.0.1 84 5 --mptcp
is "$(ns cli traffic syn 10.1.0.1 84 20)" "sent 20" "20 SYNs for a backlog of 5"
b5=$(synq_holds 5)
is "$(ss_half_open 84 srv)" "$b5" "$b5 are half-open"
counted "the others got a cookie" 10.1.0.1:84 srv \
	syns=20 queued="$b5" cookies=$((20 - b5))
shows "the SYN queue is full" 10.1.0.1:84 srv \
	synq="$b5" synq_limit="$b5" synq_peak="$b5"

# Beside a plain one, which is told apart
server plain srv 10.1.0.1 85 5
is "$(column proto srv | sort | tr '\n' ' ')" "mptcp tcp " "a plain listener is not MPTCP"
done_testing
