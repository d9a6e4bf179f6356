#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The work that compares records with listeners may run on any CPU: with many of
# them it takes a while, and whoever is bound to one would have to wait.
. "$(dirname "$0")/lib.sh"

events=/sys/kernel/tracing/events/workqueue/workqueue_queue_work
[ -e $events ] || skip_all "this kernel has no tracepoints of its workqueues"

echo 1 >$events/enable
at_exit "echo 0 >$events/enable; echo >/sys/kernel/tracing/trace"
load_module
sleep 25
queued=$(grep 'function=sync_work' /sys/kernel/tracing/trace)
note "$queued"
# Workers of no CPU have the number -1.
between "$(echo "$queued" | grep -cE ' cpu=(-1|4294967295)$')" 2 3 "it is queued for any CPU, every ten seconds"
is "$(echo "$queued" | grep -vcE ' cpu=(-1|4294967295)$')" 0 "and for none in particular"
done_testing
