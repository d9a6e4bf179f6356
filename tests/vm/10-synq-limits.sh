#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# How many connections a listener keeps half-open, and what the SYNs beyond
# meet. Six cases, of which one number differs from the next: 1500 SYNs each.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# flood NAME LISTEN SYNCOOKIES MAX_SYN_BACKLOG SOMAXCONN: on the next port
flood() {
	name=$1 asked=$2
	port=$((port + 1)) local=$show:$port
	sysctl_in srv net.ipv4.tcp_syncookies="$3" \
		net.ipv4.tcp_max_syn_backlog="$4" net.core.somaxconn="$5"
	server "port$port" srv "$addr" "$port" "$asked"
	grown srv >/dev/null
	is "$(ns cli traffic syn "$addr" "$port" 1500)" "sent 1500" "$name: all SYNs arrive"
	sleep 0.5 # what is dropped without a word is known after this time
}

# holds_half_open HELD GRANTED: the depths, and what ss has to say about it. Three
# seconds after the SYNs a queue more than half full empties by half, which is before a
# slow kernel has listed it.
holds_half_open() {
	local now=$1
	! slow || { sleep 5; now=$(ss_half_open "$port" srv); }
	is "$(ss_half_open "$port" srv)" "$now" "$name: $1 are half-open"
	shows "$name: the SYN queue is that deep, and cannot be deeper" "$local" srv \
		synq="$now" synq_limit="$1" synq_peak="$1" synq_peak60="$1"
	is "$(ns srv ss -Hltn "sport = :$port" | awk '{ print $2 "/" $3 }')" "0/$2" \
		"$name: for ss it is an idle listener"
	shows "$name: nothing is in the accept queue" "$local" srv \
		acceptq=0 acceptq_limit=$(($2 + 1)) acceptq_peak=0 acceptq_peak60=0
	shows "$name: the backlog is ss's Send-Q, beside what was asked for" "$local" srv \
		backlog="$(ss_backlog "$port" srv)" backlog_asked="$asked"
}

# drops "COUNTER=N ...": what the kernel counted, none else of these
drops() {
	is "$(grown srv TcpExtListen\* TcpExtTCPReqQFull\* TcpExtSyncookies\*)" "$1" \
		"$name: the kernel counted the same"
}

all_cases() {
	addr=$2 show=$3

	flood "$1 A, the backlog is the limit" 1024 1 64 4096
	counted "$name: cookies beyond it" "$local" srv syns=1500 queued="$b1024" cookies=$((1500 - b1024))
	holds_half_open "$b1024" 1024
	drops "TcpExtSyncookiesSent=$((1500 - b1024)) TcpExtTCPReqQFullDoCookies=$((1500 - b1024))"

	flood "$1 B, a larger tcp_max_syn_backlog changes nothing" 64 1 65535 4096
	counted "$name: cookies beyond it" "$local" srv syns=1500 queued="$b64" cookies=$((1500 - b64))
	holds_half_open "$b64" 64
	drops "TcpExtSyncookiesSent=$((1500 - b64)) TcpExtTCPReqQFullDoCookies=$((1500 - b64))"

	flood "$1 C, without cookies" 64 0 65535 4096
	counted "$name: SYNs beyond it are dropped" "$local" srv \
		syns=1500 queued="$b64" syn_synq_full=$((1500 - b64))
	holds_half_open "$b64" 64
	drops "TcpExtListenDrops=$((1500 - b64)) TcpExtTCPReqQFullDrop=$((1500 - b64))"

	flood "$1 D, three quarters of tcp_max_syn_backlog" 1024 0 64 4096
	counted "$name: its last quarter is for others" "$local" srv \
		syns=1500 queued=49 syn_last_quarter=1451
	holds_half_open 49 1024
	drops "TcpExtListenDrops=1451"

	flood "$1 E, cookies always" 1024 2 64 4096
	counted "$name: one for each" "$local" srv syns=1500 cookies=1500
	holds_half_open 0 1024
	drops "TcpExtSyncookiesSent=1500 TcpExtTCPReqQFullDoCookies=1500"

	flood "$1 F, somaxconn cuts the backlog" 1024 1 64 128
	counted "$name: cookies beyond it" "$local" srv syns=1500 queued="$b128" cookies=$((1500 - b128))
	holds_half_open "$b128" 128
	drops "TcpExtSyncookiesSent=$((1500 - b128)) TcpExtTCPReqQFullDoCookies=$((1500 - b128))"
}

topology
b1024=$(synq_holds 1024) b128=$(synq_holds 128) b64=$(synq_holds 64)
load_module
port=1000
all_cases IPv4 10.1.0.1 10.1.0.1
all_cases IPv6 fd01::1 '[fd01::1]'
is "$(total syn_other srv)" 0 "no SYN was lost for an unknown reason"
done_testing
