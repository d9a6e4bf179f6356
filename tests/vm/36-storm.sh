#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot thread=multi timeout=300
# Everything at once from two CPUs at full speed, listeners opening and closing
# meanwhile; then it stops, and the counters add up to the unit.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

if slow; then SECONDS_OF_IT=60; else SECONDS_OF_IT=12; fi

missed() { awk 'NR > 2 { n += $5 } END { print n }' /sys/kernel/debug/listenq/probes; }

servers() {
	server web srv :: 80 16 --auto
	server stuck srv 10.1.0.1 81 8
	server flooded srv 10.1.0.1 82 32
	server pair srv 10.1.0.1 83 16 --reuseport 2 --auto
	server local alone 127.0.0.1 84 4 --auto
}
stop_servers() { for name in web stuck flooded pair local; do stop $name; done; }

# storm NAME COMMAND...: over and over; what it says of errors is in $tmp/said.NAME
storm() {
	local name=$1
	shift
	(while [ "$(_now)" -lt $end ]; do "$@" >/dev/null 2>>"$tmp/said.$name" || :; done) &
	workers="$workers $!"
}
# CPU, namespace, what it does there over and over
work() {
	local cpu=$1 ns=$2
	shift 2
	storm "$2.$3" ns "$ns" taskset $((1 << cpu)) traffic "$@"
}
# A listener that comes and goes under the clients' feet, in a namespace that nstat
# is not asked about: what it has counted goes with it, and the kernel counts SYNs
# that clients send again there as well.
comes_and_goes() {
	{
		server brief alone 127.0.0.1 85 4 --auto
		ns alone timeout 1 traffic churn 127.0.0.1 85 --count 100 >/dev/null
		stop brief
	} >>"$tmp/wrong"
	echo >>"$tmp/came"
}
copies() { printf 'syn 100\nack 100\n' | ns cli traffic handshake 10.1.0.1 80 --src 10.150.0.1 --twice; }
all_at_once() {
	end=$(($(_now) + SECONDS_OF_IT * 100))
	workers=
	work 0 cli churn 10.1.0.1 80 --count 200 --threads 2
	work 1 cli churn fd01::1 80 --count 200 --threads 2
	work 1 cli churn 10.1.0.1 83 --count 200 --reset
	work 0 cli connect 10.1.0.1 81 12 --timeout 300
	work 1 cli syn 10.1.0.1 82 1000
	work 0 cli syn 10.1.0.1 82 1000 --seed 2
	work 0 alone churn 127.0.0.1 84 --count 200
	# and handshakes of which each CPU gets a copy
	storm copies copies
	storm brief comes_and_goes
	# and somebody who reads all the while
	storm reader sh -c 'cat /proc/net/listenq /sys/kernel/debug/listenq/* 2>&1 >/dev/null'
	# shellcheck disable=SC2086
	wait $workers
	note "$(tail -n 1 /sys/kernel/debug/listenq/module)"
	# Half-open connections end after one retry; connections nobody accepts stay.
	wait_until 60 '[ "$(ns srv ss -Htn state syn-recv | grep -c .)" = 0 ]'
	settle
}

# When this machine takes a CPU from the guest in a handler that can be interrupted,
# what that CPU has to make up for then is missed. That this is said is tested by
# 35-missed-hits; for the rest it has to be counted to the unit.
for round in 1 2 3; do
	topology
	ip netns add alone
	ns alone ip link set lo up
	sysctl_in srv net.ipv4.tcp_synack_retries=1
	load_module
	servers
	rm -f "$tmp/came" "$tmp/wrong"
	all_at_once
	[ "$(missed)" != 0 ] && [ $round != 3 ] || break
	note "$(missed) hits were missed: once more"
	ns srv listenq status >/dev/null
	is $? 6 "listenq status: incomplete"
	stop_servers
	unload_module
	no_topology
	ip netns del alone
done
is "$(missed)" 0 "no probe was missed"
between "$(grep -c '' "$tmp/came")" 1 10000 "a listener came and went"
is "$(cat "$tmp/wrong")" "" "and ended well each time"
between "$(col '[::]:80' completed srv)" 50 1000000 "connections were completed"
between "$(col 10.1.0.1:81 syn_acceptq_full srv)" 5 1000000 "SYNs dropped"
between "$(col 10.1.0.1:82 cookies srv)" 100 1000000 "and cookies sent"
for listener in '[::]:80' 10.1.0.1:81 10.1.0.1:82; do
	is "$(balance "$listener" srv)" "$even" "the counters of $listener add up"
	note "$listener $(counts "$listener" srv)"
done
is "$(balance 127.0.0.1:84 alone)" "$even" "the counters of 127.0.0.1:84 add up"
note "127.0.0.1:84 $(counts 127.0.0.1:84 alone)"
is "$(balance 10.1.0.1:83 srv | sort -u)" "$even" "the counters of both members of 10.1.0.1:83 add up"
ns srv cat /proc/net/listenq_netstat | sed 's/^/# /'
is $(($(total syn_other srv) + $(total ack_other srv))) 0 "nothing was dropped but by a full queue"
agrees srv "nstat says the same"
ns srv listenq status >/dev/null
is $? "$complete" "listenq status: nothing was lost"
note "errors: $(sort "$tmp"/said.* | uniq -c | sort -rn | head -n 5 | tr '\n' ';')"
stop_servers
ip netns del alone
done_testing
