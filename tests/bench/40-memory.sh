#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: cpus=2 mem=2G timeout=600
# The memory that 20,000 listeners take on two CPUs, each of which has seen
# packets for each of them: what is free again when the module goes.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"

LISTENERS=20000

# in KiB: what the kernel holds for itself
held() { awk '/^(Slab|Percpu|VmallocUsed|KernelStack|PageTables):/ { n += $2 } END { print n }' /proc/meminfo; }
settle_memory() {
	sleep 2
	echo 3 >/proc/sys/vm/drop_caches
	sleep 2
}

topology
sysctl_in srv net.ipv4.tcp_synack_retries=0
load_module transitions=0 max_listeners=65536
server many srv 10.1.0.1 10000 5 --count $LISTENERS
for cpu in 1 2; do
	ns cli taskset $cpu traffic syn 10.1.0.1 10000 $LISTENERS --ports $LISTENERS --seed $cpu >/dev/null ||
		bail "the packets did not arrive"
done
is "$(total records '' /sys/kernel/debug/listenq/module)" $LISTENERS "each is recorded"
is "$(total syns srv)" $((2 * LISTENERS)) "each has had a SYN on each CPU"
settle_memory
slots=$(awk '$1 == "listenq_slot" { print $3, $4 }' /proc/slabinfo)
with=$(held)
unload_module
settle_memory
without=$(held)
note "per-CPU shares: ${slots% *}, of ${slots#* } bytes"
note "KiB with the module: $with; without: $without; $(((with - without) * 1024 / LISTENERS)) bytes for each listener"
quote "20,000 listeners remembered, on two CPUs" "MiB of memory" "$(awk -v n=$((with - without)) 'BEGIN { printf "%.1f", n / 1024 }')" - -
stop many
done_testing
