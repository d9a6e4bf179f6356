#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=1G timeout=400
# Twenty thousand listeners: each has its row and its record, in both tables.
. "$(dirname "$0")/lib.sh"

rows() { ns srv awk -v table="$1" 'NR > 2 && $2 != "none" && $2 != "total" { n++ } END { print n + 0 }' "$1"; }

topology
b5=$(synq_holds 5)
load_module
server many srv 10.1.0.1 10000 5 --count 20000
is "$(ns srv ss -Hltn | wc -l)" 20000 "ss finds 20,000 listeners"
is "$(rows /proc/net/listenq)" 20000 "the table has a row for each"
is "$(column synq_limit srv | sort -u)" "$b5" "with its limit"
is "$(rows /proc/net/listenq_states)" 20000 "so has the table of states"
is "$(total records '' /sys/kernel/debug/listenq/module)" 20000 "each is recorded"
ns cli traffic syn 10.1.0.1 29999 3 >/dev/null
is "$(col 10.1.0.1:29999 queued srv)/$(ss_half_open 29999 srv)" 3/3 "the last one counts"
stop many
is "$(rows /proc/net/listenq)/$(total records '' /sys/kernel/debug/listenq/module)" 0/0 \
	"nothing is left of them"
server last srv 10.1.0.1 9999 5
ns cli traffic syn 10.1.0.1 9999 3 --seed 2 >/dev/null
stop last
is "$(total forgotten '' /sys/kernel/debug/listenq/module)" $((20001 - 1024)) \
	"where the last 1,024 listened is remembered"
is "$(ns srv awk '$2 == "closed" && $1 != "-" { print $1, $NF }' /proc/net/listenq_states)" \
	"10.1.0.1:9999 3" "and what the last one has left"
for name in once twice; do
	server $name srv 10.1.0.1 30000 5 --count 400
	stop $name
done
is "$(total forgotten '' /sys/kernel/debug/listenq/module)" $((20401 - 1024)) \
	"each place once, however often somebody listens there"
done_testing
