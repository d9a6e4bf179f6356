#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=300
# A probe sees the calls that the compiler did not inline. If the kernel removes a
# half-open connection out of line for every reason, and the probe is hit for each,
# it is counted once and for its own reason, as it is if the probe is hit for one.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
module=/lib/listenq-inlined-otherwise.ko
symbol=__inet_csk_reqsk_queue_drop

grep -q " $symbol\$" /proc/kallsyms || skip_all "this kernel has no $symbol()"
hits() { awk -v symbol=$symbol '$1 == symbol { print $4 }' /sys/kernel/debug/listenq/probes; }

topology
load_module
server web srv 10.1.0.1 80 64
before=$(hits)
ns cli traffic connect 10.1.0.1 80 5 >/dev/null
is $(($(hits) - before)) 5 "the probe is hit when a handshake completes"
is "$(col 10.1.0.1:80 completed srv)/$(col 10.1.0.1:80 reset srv)" 5/0 "which is not a reset"

# An answer by ICMP for each SYN-ACK, not one a second (ip_error() in route.c).
cost=$(sysctl -n net.ipv4.route.error_cost)
at_exit "sysctl_in '' net.ipv4.route.error_cost=$cost"
sysctl_in '' net.ipv4.route.error_cost=0
sysctl_in cli net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0
ns cli ip route add unreachable 10.128.0.0/9
ns cli traffic syn 10.1.0.1 80 4 >/dev/null
wait_until 5 '[ "$(ss_half_open 80 srv)" = 0 ]'
settle
counted "an ICMP error ends what it ends, though nobody says that it is one" 10.1.0.1:80 srv \
	syns=9 queued=9 completed=5 ended_icmp=4
agrees srv "nstat says the same"
stop web
status "$complete" "everything is counted once, for its own reason" listenq selftest
is "$(grep -c ^WRONG "$tmp/out")" 0 "nothing is wrong"
[ ! -s "$tmp/err" ] || note "$(cat "$tmp/err")"
note "$(grep -E '^(WRONG|right +(expired|reset|aborted|deferred|completed))' "$tmp/out")"
done_testing
