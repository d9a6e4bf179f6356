#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=1G timeout=400 boot=slab_nomerge
# The memory for a listener is charged to the memory cgroup of its socket.
. "$(dirname "$0")/lib.sh"

LISTENERS=10000

grep -q ' kmem_cache_charge$' /proc/kallsyms || skip_all "this kernel cannot charge memory that exists"
cgroups=$tmp/cgroups
mkdir "$cgroups"
mount -t cgroup2 none "$cgroups" || bail "there are no cgroups"
at_exit 'umount "$cgroups"'
echo +memory >"$cgroups/cgroup.subtree_control"
mkdir "$cgroups/users"
at_exit 'rmdir "$cgroups/users"'

# charged: KiB
charged() { echo $(($(cat "$cgroups/users/memory.current") / 1024)); }
# size KIND: bytes that one takes
size() { awk -v name="listenq_$1" '$1 == name { print $4 }' /proc/slabinfo; }

topology
sysctl_in srv net.ipv4.tcp_synack_retries=0
load_module
# A process that is started from here is in the user's cgroup.
echo $$ >"$cgroups/users/cgroup.procs"
server many srv 10.1.0.1 10000 5 --count $LISTENERS
echo $$ >"$cgroups/cgroup.procs"
before=$(charged)
is "$(total records '' /sys/kernel/debug/listenq/module)" $LISTENERS "each listener is recorded"
sleep 11
records=$(charged)
# The kernel charges in batches of 256 KiB.
between $((records - before)) $((LISTENERS * $(size record) / 1024 - 512)) \
	$((LISTENERS * $(size record) / 1024 + 512)) "its record is charged to the cgroup of the user"
ns cli traffic syn 10.1.0.1 10000 $LISTENERS --ports $LISTENERS >/dev/null
sleep 70
is "$(total syns srv)" $LISTENERS "each has had a SYN"
slots=$(charged)
between $((slots - records)) $((LISTENERS * $(size slot) / 1024 - 512)) \
	$((LISTENERS * $(size slot) / 1024 + 512)) "so is what a CPU has counted for it"
tell many shutdown >/dev/null
sleep 11
between $((slots - $(charged))) $((LISTENERS * ($(size record) + $(size slot)) / 1024 - 1024)) 1000000 \
	"until it is gone"
stop many
done_testing
