#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot thread=multi timeout=300
# Everything at once from two CPUs at full speed, listeners opening and closing
# meanwhile; then it stops, and the books balance to the unit.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

SECONDS_OF_IT=12

missed() { awk 'NR > 2 { n += $5 } END { print n }' /sys/kernel/debug/listenq/probes; }

topology
load_module
sysctl_in srv net.ipv4.tcp_synack_retries=1

server web srv :: 80 16 --auto
server stuck srv 10.1.0.1 81 8
server flooded srv 10.1.0.1 82 32
server pair srv 10.1.0.1 83 16 --reuseport 2 --auto
ns srv traffic listen 127.0.0.1 84 4 --auto --name local </dev/zero >/dev/null 2>&1 &
local=$!
at_exit "kill $local 2>/dev/null || :"

end=$(($(_now) + SECONDS_OF_IT * 100))
storm() { while [ "$(_now)" -lt $end ]; do "$@" >/dev/null 2>&1 || :; done; }
workers=
# CPU, namespace, what it does there over and over
work() {
	local cpu=$1 ns=$2
	shift 2
	(storm ns "$ns" taskset $((1 << cpu)) traffic "$@") &
	workers="$workers $!"
}
work 0 cli churn 10.1.0.1 80 --count 200 --threads 2
work 1 cli churn fd01::1 80 --count 200 --threads 2
work 1 cli churn 10.1.0.1 83 --count 200 --reset
work 0 cli connect 10.1.0.1 81 12 --timeout 300
work 1 cli syn 10.1.0.1 82 1000
work 0 cli syn 10.1.0.1 82 1000 --seed 2
work 0 srv churn 127.0.0.1 84 --count 200
(
	# A listener that comes and goes under the clients' feet.
	while [ "$(_now)" -lt $end ]; do
		server brief srv 10.1.0.1 85 4 --auto
		ns cli timeout 1 traffic churn 10.1.0.1 85 --count 100 >/dev/null 2>&1
		stop brief 2>/dev/null
	done
) &
workers="$workers $!"
# and somebody who reads all the while
(storm sh -c 'cat /proc/net/listenq /sys/kernel/debug/listenq/*') &
workers="$workers $!"
# shellcheck disable=SC2086
wait $workers
note "$(cat /sys/kernel/debug/listenq/module | tail -n 1)"

# Half-open connections end after one retry; connections nobody accepts stay.
wait_until 60 '[ "$(ns srv ss -Htn state syn-recv | grep -c .)" = 0 ]'
settle
kill $local 2>/dev/null || :
settle
is "$(missed)" 0 "no probe was missed"
for listener in '[::]:80' 10.1.0.1:81 10.1.0.1:82; do
	is "$(balance "$listener" srv)" "$even" "the books of $listener balance"
	note "$listener $(counts "$listener" srv)"
done
is "$(balance 10.1.0.1:83 srv | sort -u)" "$even" "the books of both members of 10.1.0.1:83 balance"
ns srv cat /proc/net/listenq_books | sed 's/^/# /'
# The kernel looks at a queue a moment after the probe did, and in between the
# other CPU may have filled it: that SYN is then refused, or gets a cookie, and is
# counted as refused for another reason. It takes one event on the other CPU to
# each, at the edge of a full queue: a handful in all of this.
agrees_within 5 srv "nstat says the same, but for SYNs that met the other CPU at a full queue"
ns srv listenq status >/dev/null
is $? "$complete" "listenq status: nothing was lost"
done_testing
