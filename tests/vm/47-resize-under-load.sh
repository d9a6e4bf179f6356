#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq resize between two packets: under a flood, and while clients connect. The
# kernel's counters and the table agree to the unit, and drops end with the change.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

at_exit "rm -rf /run/listenq"
resize() { ns srv listenq resize --yes "$@" >"$tmp/out" 2>&1 || cat "$tmp/out"; }

topology
load_module
sysctl_in srv net.core.somaxconn=100000 net.ipv4.tcp_syncookies=0 net.ipv4.tcp_max_syn_backlog=100000

# ---- the SYN queue: so many, then so many more
server syn srv 10.1.0.1 80 8
held=$(synq_holds 8)
grown srv >/dev/null
ns cli traffic syn 10.1.0.1 80 100 >/dev/null
counted "100 SYNs: the queue holds $held" 10.1.0.1:80 srv syns=100 queued="$held" syn_synq_full=$((100 - held))
is "$(resize :80 4096)" "" "the backlog becomes 4096"
ns cli traffic syn 10.1.0.1 80 200 --first 100 >/dev/null
counted "200 more: none is dropped" 10.1.0.1:80 srv syns=300 queued=$((200 + held)) syn_synq_full=$((100 - held))
is "$(ss_half_open 80 srv)" $((200 + held)) "the kernel holds as many"
is "$(grown srv TcpExtTCPReqQFullDrop)" "TcpExtTCPReqQFullDrop=$((100 - held))" "and has dropped as many"
is "$(resize :80 8)" "" "it becomes 8 again"
is "$(ss_half_open 80 srv)" $((200 + held)) "who is in the queue stays in it"
ns cli traffic syn 10.1.0.1 80 50 --first 300 >/dev/null
counted "50 more: all are dropped" 10.1.0.1:80 srv syns=350 queued=$((200 + held)) syn_synq_full=$((150 - held))
is "$(grown srv TcpExtTCPReqQFullDrop)" "TcpExtTCPReqQFullDrop=50" "so says the kernel"
stop syn

# ---- in the middle of a flood
server flood srv 10.1.0.1 81 8
ns cli traffic syn 10.1.0.1 81 3000 --rate 3000 --seed 3 >"$tmp/flood" &
flood=$!
wait_until 20 '[ "$(col 10.1.0.1:81 syn_synq_full srv)" -gt 100 ]'
is "$(resize :81 20000)" "" "in the middle of a flood it becomes 20000"
after=$(col 10.1.0.1:81 syn_synq_full srv)
wait $flood
settle
is "$(cat "$tmp/flood")" "sent 3000" "the flood goes on for 3000 SYNs"
is "$(col 10.1.0.1:81 syn_synq_full srv)" "$after" "none is dropped after it"
between "$after" 101 2990 "some were before"
is $(($(col 10.1.0.1:81 syns srv) - $(col 10.1.0.1:81 queued srv))) "$after" "each was either queued or dropped"
is "$(grown srv TcpExtTCPReqQFullDrop)" "TcpExtTCPReqQFullDrop=$after" "so says the kernel"
is "$(ss_half_open 81 srv)" "$(col 10.1.0.1:81 queued srv)" "which holds those that were queued"
stop flood

# ---- clients that connect, and a program that accepts them all the time
server busy srv 10.1.0.1 82 64 --auto
ns cli traffic churn 10.1.0.1 82 --seconds 6 >"$tmp/load" 2>&1 &
load=$!
wait_until 10 '[ "$(col 10.1.0.1:82 queued srv)" -gt 10 ]'
for backlog in 2000 3 500 64 1 4096; do
	is "$(resize :82 $backlog)" "" "while clients connect it becomes $backlog"
	shows "it is that at once" 10.1.0.1:82 srv backlog=$backlog
	sleep 0.3
done
wait $load
is $? 0 "the clients have ended well"
note "$(cat "$tmp/load")"
settle
holds "the queue is empty" wait_until 10 '[ "$(col 10.1.0.1:82 acceptq srv)" = 0 ]'
is "$(balance 10.1.0.1:82 srv)" "$even" "the books are even"

# ---- the accept queue, to the packet
server full srv 10.1.0.1 83 4
client c cli 10.1.0.1 83
grown srv >/dev/null
tell c 'syn 4' >/dev/null
tell c 'ack 4' >/dev/null
tell c 'syn 1' >/dev/null
tell c 'ack 1' >/dev/null
tell c 'syn 1' >/dev/null
counted "five are in the queue, the sixth SYN is dropped" 10.1.0.1:83 srv syns=6 queued=5 completed=5 syn_acceptq_full=1
is "$(resize :83 5)" "" "room for one"
tell c 'syn 1' >/dev/null
tell c 'ack 1' >/dev/null
tell c 'syn 1' >/dev/null
counted "the seventh comes in, the eighth does not" 10.1.0.1:83 srv syns=8 queued=6 completed=6 syn_acceptq_full=2
is "$(grown srv TcpExtListenOverflows TcpExtListenDrops)" "TcpExtListenOverflows=2 TcpExtListenDrops=2" "so says the kernel"
is "$(tell full 'accept 6')" "accepted 6" "the program gets all six"
done_testing
