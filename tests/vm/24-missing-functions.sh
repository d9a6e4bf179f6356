#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A kernel that lacks functions that listenq hooks: the module loads, says so,
# and what it cannot know is "-" and never 0.
. "$(dirname "$0")/lib.sh"
module=/lib/listenq-missing-functions.ko

probe() { awk -v symbol="$1" '$1 == symbol { print $3 }' /sys/kernel/debug/listenq/probes; }
cols() {
	local token line=
	for token; do line="$line $(col 10.1.0.1:80 "$token" srv)"; done
	echo "${line# }"
}

topology
b64=$(synq_holds 64)
load_module
holds "the kernel's log names a function that is needed" \
	kernel_says 'no probe on no_such_tcp_make_synack: no-symbol \(-2\); columns that need it show -'
holds "and one that is not" kernel_says 'no probe on no_such_accept: no-symbol \(-2\)$'
holds "and one of another prototype than is known" \
	kernel_says 'no probe on tcp_req_err: other-prototype \(-91\)$'
is "$(probe no_such_accept)/$(probe tcp_req_err)/$(probe tcp_conn_request)" \
	no-symbol/other-prototype/planted "and so does the table of probes"
is "$(grep -c ' tcp_req_err+' /sys/kernel/debug/kprobes/list)" 0 "which has no probe"

server web srv 10.1.0.1 80 64
ns cli traffic syn 10.1.0.1 80 1500 >/dev/null
is "$(cols queued accepted synq_peak synq_peak60 syn_duplicate accept_age_ms ended_icmp)" "- - - - - - -" \
	"what those functions tell is not known"
is "$(cols synq synq_limit acceptq syns cookies completed)" "$b64 $b64 0 1500 $((1500 - b64)) 0" \
	"depths, limits and all other counters are there"
is "$(ss_half_open 80 srv)" "$b64" "and right"
# Of a full queue a slow kernel has given up half meanwhile.
! slow || sleep 5
matches "$(ns srv listenq -n)" "10.1.0.1:80 +$(ss_half_open 80 srv)/$b64 +- " "the command shows the same"
ns srv listenq status >"$tmp/status"
is $? 6 "listenq status: incomplete"
matches "$(grep '^INCOMPLETE' "$tmp/status")" 'no probe on no_such_tcp_make_synack' "and why"
matches "$(cat "$tmp/status")" '^INCOMPLETE: no probe on tcp_req_err \(other-prototype\)' "and what else"
done_testing
