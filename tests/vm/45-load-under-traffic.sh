#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: cpus=2 timeout=300
# The module is loaded while both CPUs handle packets: from its first count on the
# sums are the kernel's, to the unit, and `listenq status` does not find them wrong.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# busy CPU ADDR: connections and half-open connections of both families, all the while
busy() {
	while [ ! -e "$tmp/enough" ]; do
		ns cli taskset "$1" traffic churn "$2" 80 --count 40 --threads 2 --reset --timeout 20000
		ns cli taskset "$1" traffic syn "$2" 81 64
	done >/dev/null 2>&1 &
	jobs="$jobs $!"
}

# gaps: of all counters in which the kernel has no other reason to count more
gaps() { ns srv awk 'NR > 2 && $2 != $3 { print $1, $2, $3 }' /proc/net/listenq_netstat; }

topology
sysctl_in srv net.ipv4.tcp_synack_retries=1
server web srv :: 80 256 --auto
server full srv :: 81 32
wrong='' counted=0
for _ in 1 2 3 4 5 6; do
	rm -f "$tmp/enough"
	jobs=
	busy 1 10.1.0.1
	busy 2 fd01::1
	sleep 1
	load_module
	sleep 1
	echo >"$tmp/enough"
	# shellcheck disable=SC2086
	wait $jobs
	wait_until 20 '[ "$(ss_half_open 81 srv)" = 0 ]'
	settle
	wrong="$wrong$(gaps)"
	counted=$((counted + $(total completed srv)))
	ns srv listenq status >"$tmp/status"
	status=$?
	[ $status = "$complete" ] || wrong="$wrong; status $status"
	unload_module
done
is "$wrong" "" "six times no counter differs"
between "$counted" 100 10000000 "of many"
done_testing
