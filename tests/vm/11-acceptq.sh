#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The accept queue: a backlog of n holds n + 1, and what is dropped after that.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

drops="TcpExtListenOverflows TcpExtListenDrops TcpExtEmbryonicRsts TcpExtTCPReqQFull*"

# the_kernel_counted "COUNTER=N ..." NAME: since the last call, of the drops
the_kernel_counted() {
	# shellcheck disable=SC2086
	is "$(grown srv $drops)" "$1" "$2"
}

# connect: `one` clients, of which the last waits for the others, as the SYN queue
# may have less room than the accept queue
connect() {
	tell clients "syn $n" && tell clients "ack $n" &&
		tell clients "syn 1" && tell clients "ack 1"
}

# backlog_holds ADDR SHOWN PORT N: n + 1, and SYNs beyond are dropped
backlog_holds() {
	addr=$1 local=$2:$3 port=$3 n=$4 one=$(($4 + 1))
	name="$addr, backlog $n"
	server web srv "$addr" "$port" "$n"
	client clients cli "$addr" "$port"
	grown srv >/dev/null
	is "$(connect | tr '\n' '/')" "syn $n synack $n/ack $n/syn 1 synack 1/ack 1/" \
		"$name: $one clients connect"
	is "$(ss_acceptq "$port" srv)/$(ss_backlog "$port" srv)" "$one/$n" \
		"$name: ss sees one more than the backlog"
	shows "$name: the accept queue is at its limit" "$local" srv acceptq="$one" \
		acceptq_limit="$one" acceptq_peak="$one" acceptq_peak60="$one" backlog="$n"
	the_kernel_counted "" "$name: none of them was dropped"

	is "$(ns cli traffic syn "$addr" "$port" 7 --seed 2)" "sent 7" "$name: 7 more send a SYN"
	counted "$name: each was dropped for the full accept queue" "$local" srv \
		syns=$((one + 7)) queued="$one" completed="$one" syn_acceptq_full=7
	the_kernel_counted "TcpExtListenOverflows=7 TcpExtListenDrops=7" \
		"$name: the kernel counted the same"

	is "$(tell web 'accept 1')" "accepted 1" "$name: the server accepts one"
	is "$(col "$local" acceptq srv)/$(ss_acceptq "$port" srv)" "$n/$n" \
		"$name: that makes room for one"
	is "$(tell clients 'syn 1')/$(tell clients 'ack 1')" "syn 1 synack 1/ack 1" \
		"$name: another takes it"
	is "$(tell web drain)" "accepted $one" "$name: the server accepts all"
	counted "$name: as many were accepted as the server says" "$local" srv \
		syns=$((one + 8)) queued=$((one + 1)) completed=$((one + 1)) \
		accepted=$((one + 1)) syn_acceptq_full=7
	shows "$name: the queue is empty, its peak stays" "$local" srv acceptq=0 \
		acceptq_limit="$one" acceptq_peak="$one" acceptq_peak60="$one"
	is "$(balance "$local" srv)" "$even" "$name: the counters add up"
	stop clients
	stop web
}

# full_at_the_ack ADDR SHOWN PORT: 10 half-open, and 21 others fill the queue
full_at_the_ack() {
	local=$2:$3
	server web srv "$1" "$3" 20
	client early cli "$1" "$3"
	client others cli "$1" "$3" --seed 2
	tell early 'syn 10' >/dev/null
	for some in 10 10 1; do		# 20 half-open at most
		tell others "syn $some" >/dev/null
		tell others "ack $some" >/dev/null
	done
	is "$(ss_half_open "$3" srv)/$(ss_acceptq "$3" srv)" 10/21 \
		"$1: 10 are half-open, the accept queue is full"
	grown srv >/dev/null
}

final_ack_dropped() {
	full_at_the_ack "$@"
	is "$(tell early 'ack 10')" "ack 10" "$1: the 10 send their final ACK"
	counted "$1: all 10 were dropped" "$local" srv \
		syns=31 queued=31 completed=21 ack_acceptq_full=10
	the_kernel_counted "TcpExtListenOverflows=10 TcpExtListenDrops=10" \
		"$1: the kernel counted the same"
	is "$(col "$local" synq srv)" 10 "$1: they stay half-open"
	is "$(tell early 'reack 4')" "reack 4" "$1: 4 try again"
	is "$(col "$local" ack_acceptq_full srv)" 14 "$1: and are dropped again"
	is "$(tell web 'accept 6')" "accepted 6" "$1: the server makes room for 6"
	is "$(tell early 'reack 10')" "reack 10" "$1: all 10 try again"
	counted "$1: 6 came in, 4 were dropped" "$local" srv \
		syns=31 queued=31 completed=27 accepted=6 ack_acceptq_full=18
	is "$(ss_half_open "$3" srv)/$(ss_acceptq "$3" srv)" 4/21 "$1: ss says the same"
	is "$(balance "$local" srv)" "$even" "$1: the counters add up"
	for name in early others web; do stop $name; done
}

overflow_aborts() {
	sysctl_in srv net.ipv4.tcp_abort_on_overflow=1
	full_at_the_ack "$@"
	is "$(tell early 'ack 10')" "ack 10" "$1, aborting: the 10 send their final ACK"
	counted "$1, aborting: all were dropped and reset" "$local" srv \
		syns=31 queued=31 completed=21 ack_acceptq_full=10 aborted=10
	the_kernel_counted "TcpExtEmbryonicRsts=10 TcpExtListenOverflows=10 TcpExtListenDrops=10" \
		"$1, aborting: the kernel counted the same"
	matches "$(tell early status)" ' resets=10 ' "$1, aborting: each client saw a RST"
	is "$(col "$local" synq srv)" 0 "$1, aborting: none is half-open any more"
	is "$(balance "$local" srv)" "$even" "$1, aborting: the counters add up"
	for name in early others web; do stop $name; done
	sysctl_in srv net.ipv4.tcp_abort_on_overflow=0
}

topology
# A SYN queue that holds nothing gives cookies to all.
least=$((1 - $(synq_holds 0)))
load_module
[ $least = 0 ] || skip "10.1.0.1, backlog 0" "this kernel keeps nothing half-open then"
for n in 0 1 5 128; do
	[ "$n" -lt $least ] || backlog_holds 10.1.0.1 10.1.0.1 $((1000 + n)) "$n"
done
backlog_holds fd01::1 '[fd01::1]' 1006 5
final_ack_dropped 10.1.0.1 10.1.0.1 2000
final_ack_dropped fd01::1 '[fd01::1]' 2001
overflow_aborts 10.1.0.1 10.1.0.1 2002
overflow_aborts fd01::1 '[fd01::1]' 2003
done_testing
