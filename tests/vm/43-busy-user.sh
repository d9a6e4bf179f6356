#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: cpus=2 timeout=600
# A user without privileges who calls listen(), close() or accept() over and over, on
# the CPU that takes the SYNs, makes the module miss none of them.
. "$(dirname "$0")/lib.sh"

probes=/sys/kernel/debug/listenq/probes
SYNS=6000

missed() { awk 'NR > 2 { n += $5 } END { print n }' $probes; }

# pestered WHAT PORT: SYNs to a server on the second CPU, while a user does that there
pestered() {
	local syns rounds
	# More than twice the SYNs: the kernel gives none of them up early.
	server "web$2" srv 10.1.0.1 "$2" 16384
	start user srv relisten "$1" 1
	syns=$(ns cli taskset 1 traffic syn 10.1.0.1 "$2" $SYNS)
	is "$syns" "sent $SYNS" "$1: $SYNS SYNs are sent"
	rounds=$(tell user quit)
	rm "$tmp/user".*
	between "${rounds#rounds }" 500 100000000 "$1: meanwhile the user did that over and over"
	note "$1: $rounds"
	is "$(row "10.1.0.1:$2" srv syns queued)/$(ss_half_open "$2" srv)" \
		"syns=$SYNS queued=$SYNS/$SYNS" "$1: all of them are counted, as ss has them"
	is "$(missed)" 0 "$1: no hit is missed"
	stop "web$2"
}

topology
sysctl_in srv net.core.somaxconn=16384 net.ipv4.tcp_synack_retries=8
# Receive on the second CPU.
echo 2 >"$tmp/mask"
ns srv unshare -m sh -c 'mount -t sysfs none /sys; cat "$0" >/sys/class/net/eth0/queues/rx-0/rps_cpus' "$tmp/mask"
load_module
pestered again 80
pestered anew 81
pestered accept 82
status "$complete" "listenq status: nothing is missing" ns srv listenq status
done_testing
