#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=1G timeout=400 boot=slab_nomerge
# Twenty thousand listeners: each has its row and its record, in both tables, for
# the memory that listenq(5) says.
. "$(dirname "$0")/lib.sh"

rows() { ns srv awk -v table="$1" 'NR > 2 && $2 != "none" && $2 != "total" { n++ } END { print n + 0 }' "$1"; }

topology
b5=$(synq_holds 5)
# A namespace may have as many as are left.
load_module max_listeners=65536
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
start held cli connect 10.1.0.1 9999 3 --hold
tell last "accept 3" >/dev/null
tell last close-accepted >/dev/null
tell held close >/dev/null
stop held
stop last
is "$(total forgotten '' /sys/kernel/debug/listenq/module)" $((20001 - 1024)) \
	"where the last 1,024 listened is remembered"
is "$(ns srv awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
	$2 == "closed" && $1 != "-" { print $1, $at["TIME_WAIT"] }' /proc/net/listenq_states)/$(ss_count time-wait 9999 srv)" \
	10.1.0.1:9999\ 3/3 "and what the last one has left"
for name in once twice; do
	server $name srv 10.1.0.1 30000 5 --count 400
	stop $name
done
is "$(total forgotten '' /sys/kernel/debug/listenq/module)" $((20401 - 1024)) \
	"each place once, however often somebody listens there"
unload_module

# KiB of what the kernel holds for itself
held() {
	sleep 2
	echo 3 >/proc/sys/vm/drop_caches
	sleep 2
	awk '/^(Slab|Percpu|VmallocUsed|KernelStack|PageTables):/ { n += $2 } END { print n }' /proc/meminfo
}

# size KIND: bytes that one takes
size() { awk -v name="listenq_$1" '$1 == name { print $4 }' /proc/slabinfo; }

# What listenq(5) says, which is for 128 CPUs: of a record, eight bytes are for each.
load_module
cpus=$(sed 's/.*-//' /sys/devices/system/cpu/possible)
slot=$(size slot)
record=$(size record)
of_record=$(((record + 8 * (127 - cpus) + 63) / 64 * 64))
totals=$(size totals)
note "bytes: $slot for a CPU, $record for a record, $totals for more room"
unload_module
what="5,000 listeners on 128 CPUs take 129 MiB"
if slow; then
	skip "$what" "a kernel that checks itself takes more for everything"
else
	between "$slot" 1 256 "a CPU takes at most 256 bytes"
	is "$(((5000 * (128 * slot + of_record + totals) + 1048575) / 1048576))" 129 "$what, if each CPU has counted for each"
fi

# And as computed: the module itself takes half a MiB or more, the two tables in which
# 65,536 listeners are found one, those of clients and episodes
# two, what it sets aside one.
what="each takes 0.6 KiB, once a packet has come to one CPU"
if slow; then
	skip "$what" "a kernel that checks itself takes more for everything"
else
	sysctl_in srv net.ipv4.tcp_synack_retries=0
	server again srv 10.1.0.1 10000 5 --count 20000
	load_module max_listeners=65536
	ns cli traffic syn 10.1.0.1 10000 20000 --ports 20000 >/dev/null
	is "$(total syns srv)" 20000 "each has had a SYN"
	with=$(held)
	unload_module
	without=$(held)
	note "KiB with the module: $with; without: $without"
	# On 7.3 it is half a MiB less than they take by their sizes.
	between $((with - without)) $((20000 * (record + slot) / 1024 - 512)) \
		$((20000 * (record + slot) / 1024 + 4864)) "$what"
	stop again
fi
done_testing
