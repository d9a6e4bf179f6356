#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A function that the kernel lets nobody probe: the module loads all the same,
# says so, and of its columns alone nothing is known. In the module of
# 24-missing-functions it is notify_die(), where others hook inet_csk_reqsk_queue_drop().
. "$(dirname "$0")/lib.sh"
module=/lib/listenq-missing-functions.ko

probes=/sys/kernel/debug/listenq/probes
its_columns="aborted ended_admin ended_icmp reset"

blacklist=/sys/kernel/debug/kprobes/blacklist
grep -q . $blacklist || bail "the kernel does not say what may not be probed"
grep -q '[[:space:]]notify_die$' $blacklist ||
	skip_all "this kernel lets notify_die() be probed"

topology
load_module transitions=always
is "$(awk '$1 == "notify_die" { print $2, $3, $4, $5 }' $probes)" "optional rejected 0 0" \
	"the table of probes: rejected"
holds "the kernel's log says so" kernel_says 'listenq: no probe on notify_die: rejected \(-22\)$'
is "$(awk 'NR > 2 && $3 != "planted" { print $3 }' $probes | sort | tr '\n' ' ')" \
	"no-symbol no-symbol other-prototype rejected " \
	"all others but the three that are missing or unknown are planted"

server web srv 10.1.0.1 80 64
client raw cli 10.1.0.1 80
is "$(tell raw 'syn 6')/$(tell raw 'rst 2')/$(tell raw 'ack 3')" "syn 6 synack 6/rst 2/ack 3" \
	"of six clients two reset, three complete"
for token in $its_columns; do echo "$token $(col 10.1.0.1:80 "$token" srv)"; done >"$tmp/got"
is "$(cat "$tmp/got")" "$(for token in $its_columns; do echo "$token -"; done)" \
	"what the rejected probe tells is not known"
is "$(col 10.1.0.1:80 syns srv)/$(col 10.1.0.1:80 completed srv)" 6/3 "what others tell is"
is "$(col 10.1.0.1:80 synq srv)/$(col 10.1.0.1:80 acceptq srv)" "$(ss_half_open 80 srv)/3" \
	"the depths are right"

status 6 "listenq status: incomplete" ns srv listenq status
is "$(grep notify_die "$tmp/out" | tail -n 1)" \
	"INCOMPLETE: no probe on notify_die (rejected); columns that need it show -" "and why"
matches "$(ns srv listenq status -J | tr -d ' \n')" \
	'"symbol":"notify_die","need":"optional","state":"rejected"' "JSON has it too"
unload_module
holds "what was rejected does not hold the module" test ! -e /proc/net/listenq
done_testing
