#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# MPTCP subflows that join a connection leave the SYN queue for it, and never
# come to the accept queue.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

topology
has_mptcp || skip_all "this kernel has no MPTCP"
load_module
ns cli ip addr add 10.1.0.3/24 dev eth0
ns srv ip neigh add 10.1.0.3 lladdr 02:00:00:00:00:02 dev eth0
for side in srv cli; do
	ns $side ip mptcp limits set subflow 4 add_addr_accepted 4
done
ns cli ip mptcp endpoint add 10.1.0.3 dev eth0 subflow

server web srv 10.1.0.1 1501 64 --mptcp --echo
start c cli connect 10.1.0.1 1501 3 --mptcp --hold --send 100
tell web 'accept 3' >/dev/null
wait_until 10 '[ "$(mib MPTcpExtMPJoinAckRx srv)" = 3 ]'
is "$(mib MPTcpExtMPCapableSYNRX srv)/$(mib MPTcpExtMPJoinAckRx srv)" 3/3 \
	"three connections, each joined by another subflow"
counted "the joining subflows are no connections" 10.1.0.1:1501 srv \
	syns=6 queued=6 completed=3 accepted=3 joined=3
is "$(col 10.1.0.1:1501 synq srv)/$(col 10.1.0.1:1501 acceptq srv)" 0/0 "both queues are empty"
stop c

# By a cookie, which joins from no queue
sysctl_in srv net.ipv4.tcp_syncookies=2
start c cli connect 10.1.0.1 1501 3 --mptcp --hold --send 100
tell web 'accept 3' >/dev/null
wait_until 10 '[ "$(mib MPTcpExtMPJoinAckRx srv)" = 6 ]'
is "$(mib MPTcpExtMPJoinAckRx srv)/$(mib TcpExtSyncookiesRecv srv)" 6/6 \
	"three more are joined, all six subflows by cookies"
settle
counted "nothing was dropped" 10.1.0.1:1501 srv \
	syns=12 queued=6 cookies=6 completed=3 cookies_ok=3 accepted=6 joined=3
is "$(balance 10.1.0.1:1501 srv)" "$even" "the counters add up"
agrees srv "nstat says the same"
is "$(awk '$1 == "10.1.0.1:1501" && $4 == "accept" { print $5 }' /sys/kernel/debug/listenq/latency)" 6 \
	"how long they waited for accept() is unknown, and counted as that"
done_testing
