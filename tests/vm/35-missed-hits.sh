#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: cpus=2
# Kprobes that the kernel skips while another kprobe's slow handler runs on the
# CPU: the counts are too low then, and listenq says so. Where no softirq can come
# meanwhile nothing is skipped.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

missed() { awk '$1 == "tcp_conn_request" { print $5 }' /sys/kernel/debug/listenq/probes; }
hits() { awk '$1 == "tcp_conn_request" { print $4 }' /sys/kernel/debug/listenq/probes; }

topology
load_module
# Each CPU that drops keeps the last 128 of its own.
server full srv 10.1.0.1 81 2
ns cli traffic connect 10.1.0.1 81 3 >/dev/null
ns cli taskset 1 traffic syn 10.1.0.1 81 200 --src 10.140.0.1 >/dev/null
ns cli taskset 2 traffic syn 10.1.0.1 81 200 --src 10.141.0.1 >/dev/null
is "$(col 10.1.0.1:81 syn_acceptq_full srv)" 400 "two CPUs drop 200 SYNs each"
awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
	NR > 2 { sub(/:.*/, "", $at["remote"]); print $at["remote"] }' \
	/sys/kernel/debug/listenq/drops >"$tmp/dropped"
is "$(cat "$tmp/dropped")" "$(for i in $(seq 73 200); do echo "10.140.0.$i"; done
	for i in $(seq 73 200); do echo "10.141.0.$i"; done)" \
	"of which the last 128 of each are there, oldest first"
stop full
unload_module

load_module
server web srv 10.1.0.1 80 1000
ns cli traffic syn 10.1.0.1 80 500 >/dev/null
is "$(hits)/$(missed)" 500/0 "without it none of 500 SYNs is missed"
ns srv listenq status >"$tmp/status"
is $? "$complete" "listenq status: nothing was lost"
if [ "$complete" = 0 ]; then
	matches "$(tail -n 1 "$tmp/status")" '^complete' "and says so"
else
	is "$(grep '^INCOMPLETE' "$tmp/status")" \
		"INCOMPLETE: no probe on security_sock_graft (other-prototype); columns that need it show -" \
		"and says what this kernel lacks"
fi

# Receive on the second CPU, and keep that one busy in the foreign handler.
echo 2 >"$tmp/mask"
ns srv unshare -m sh -c 'mount -t sysfs none /sys; cat "$0" >/sys/class/net/eth0/queues/rx-0/rps_cpus' "$tmp/mask"
insmod /lib/slowprobe.ko us=1000 || bail "slowprobe could not be loaded"
at_exit 'rmmod slowprobe'
# flood SEED: 400 SYNs while that handler runs most of the time
flood() {
	local busy
	taskset 2 sh -c 'while :; do umask 22; done' &
	busy=$!
	at_exit "kill $busy 2>/dev/null || :"
	ns cli traffic syn 10.1.0.1 80 400 --seed "$1" --rate 500 >/dev/null
	kill $busy
	settle
}
flood 2
if kprobes_use_ftrace; then
	between "$(missed)" 1 400 "with it some are missed"
else
	is "$(missed)" 0 "with it none is missed either"
fi
is $(($(hits) + $(missed))) 900 "hits and misses are all that were sent"
is "$(col 10.1.0.1:80 syns srv)" "$(hits)" "the listener counted the hits"
if kprobes_use_ftrace; then
	status 6 "listenq status: incomplete" ns srv listenq status
	matches "$(tail -n 1 "$tmp/out")" '^INCOMPLETE.*missed' "and says why"
else
	status "$complete" "listenq status: nothing was lost" ns srv listenq status
fi

unload_module
load_module hook=ftrace
flood 3
is "$(hits)/$(missed)" 400/0 "called by ftrace itself it misses none"
is "$(col 10.1.0.1:80 syns srv)" 400 "and the listener counted all"
status "$complete" "listenq status: nothing was lost" ns srv listenq status
done_testing
