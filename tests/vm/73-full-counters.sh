#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=400
# A CPU counts for a listener in few bits, and what is too much for them is moved to
# counters that all CPUs share: nothing is lost on the way, nor counted twice.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

latency=/sys/kernel/debug/listenq/latency

# waits KIND: how many are in the histogram of port 80, all buckets
waits() {
	ns srv awk -v wait="$1" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == "10.1.0.1:80" && $at["wait"] == wait {
			for (i = at["unknown"]; i <= NF; i++) n += $i
			print n
		}' $latency
}

topology
sysctl_in srv net.ipv4.tcp_syncookies=0
load_module

# 32,768 fill half a counter of events.
server full srv 10.1.0.1 81 0
start held cli connect 10.1.0.1 81 1 --hold
said held >/dev/null
drops=$(mib TcpExtListenOverflows srv)
for n in 32766 1 1 1 32766 1 1 1 40000; do
	ns cli traffic syn 10.1.0.1 81 $n >/dev/null
	is "$(col 10.1.0.1:81 syn_acceptq_full srv)/$(col 10.1.0.1:81 syns srv)" \
		"$(($(mib TcpExtListenOverflows srv) - drops))/$(($(mib TcpExtListenOverflows srv) - drops + 1))" \
		"$n more SYNs dropped: as many as the kernel counted"
done
is $(($(mib TcpExtListenOverflows srv) - drops)) 105538 "105,538 in all"
agrees srv "and by all counters of the kernel"
stop held && stop full

# 128 fill half a bucket of waits.
server web srv 10.1.0.1 80 1000
done=0
for n in 127 1 1 126 1 1 400; do
	ns cli traffic connect 10.1.0.1 80 $n >/dev/null
	tell web "accept $n" >/dev/null
	tell web close-accepted >/dev/null
	done=$((done + n))
	is "$(waits handshake)/$(waits accept)" "$done/$done" "$n more waits: all are in the histograms"
done
is "$(balance 10.1.0.1:80 srv)" "$even" "the counters add up"
stop web
agrees srv "so do those of the kernel"
done_testing
