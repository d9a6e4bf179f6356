#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The module's parameters: how many listeners are recorded, and what the others
# still show. 42-transitions has the other one.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

about=/sys/kernel/debug/listenq/module
given=/sys/module/listenq/parameters/max_listeners
all_unknown=$(for token in $counters; do printf ' %s=-' "$token"; done)

topology

# More listeners than records: a namespace may have half of them
load_module max_listeners=6
is "$(cat $given)" 6 "6 listeners may be recorded"
server five srv 10.1.0.1 80 5 --count 5
for port in 80 81 82 83 84; do ns cli traffic syn 10.1.0.1 "$port" 2; done >/dev/null
is "$(column synq srv | tr '\n' ' ')" "2 2 2 2 2 " "5 listeners show how deep they are"
is "$(column acceptq_limit srv | tr '\n' ' ')" "6 6 6 6 6 " "and could be"
for port in 80 81 82; do
	counted "the listener at $port is recorded" "10.1.0.1:$port" srv syns=2 queued=2
done
for port in 83 84; do
	# shellcheck disable=SC2086
	counted "the listener at $port is not: its counts are unknown" \
		"10.1.0.1:$port" srv $all_unknown
	shows "so are its peaks and ages" "10.1.0.1:$port" srv synq_peak=- synq_peak60=- \
		acceptq_peak=- acceptq_peak60=- backlog_asked=- listen_age_ms=-
done
is "$(total records '' $about)/$(total records_max '' $about)" 3/6 "the module says how many are"
if slow; then most=1000; else most=8; fi # timers count as well
between "$(total over_share '' $about)" 4 $most "and how many events it could not record"
is "$(total unrecorded '' $about)" 0 "for there is no more for that namespace, though more for others"

# A place becomes free, for the only one that has none: the module looks for such
# listeners itself, every ten seconds.
nobody() { [ "$(ns srv ss -Htn state syn-recv | grep -c .)" = 0 ]; }
sleep 65
holds "the half-open connections expire" wait_until 90 nobody
is "$(tell five 'close 3')/$(total records '' $about)" "closed 3/3" "one that has no record closes"
is "$(tell five 'close 0')" "closed 0" "and one that has"
is "$(ns cli traffic syn 10.1.0.1 84 3 --seed 2)" "sent 3" "another gets SYNs"
counted "and has its record now" 10.1.0.1:84 srv syns=3 queued=3
is "$(total records '' $about)" 3 "it has its share again"
stop five
is "$(total records '' $about)" 0 "nothing is recorded when nobody listens"
unload_module

# Out of range
load_module max_listeners=0
is "$(cat $given)" 1 "0 is corrected to 1"
holds "with a message" kernel_says 'listenq: max_listeners=0 is out of range, using 1$'
unload_module
load_module max_listeners=4294967295
is "$(cat $given)" 1048576 "too many are corrected to a million"
holds "with a message" kernel_says 'max_listeners=4294967295 is out of range, using 1048576$'
unload_module
holds "what is no number is refused" sh -c "! insmod '$module' max_listeners=many 2>/dev/null"
holds "so is a means that is none" sh -c "! insmod '$module' hook=tracepoint 2>/dev/null"
holds "with a message" kernel_says 'listenq: hook=tracepoint: say hook=kprobe or hook=ftrace$'
holds "so is a time that is none" sh -c "! insmod '$module' transitions=1 2>/dev/null"
holds "with a message" \
	kernel_says 'listenq: transitions=1: say transitions=open, transitions=always or transitions=0$'
holds "and leaves nothing behind" test ! -e /proc/net/listenq

# Defaults
insmod "$module" || bail "the module could not be loaded"
default=$(cat $given)
is "$default/$(total records_max '' $about)" 32768/32768 "without a parameter it is 32768"
matches "$(modinfo "$module")" "^parm: *max_listeners:.*[( ]default $default\)" \
	"as modinfo says"
is "$(modinfo "$module" | grep -c '^parm:')/$(find /sys/module/listenq/parameters -type f | wc -l)" \
	6/6 "there are six parameters"
matches "$(modinfo "$module")" "^parm: *transitions:.*[( ]default $(cat /sys/module/listenq/parameters/transitions)\)" \
	"transitions is as modinfo says too"
matches "$(modinfo "$module")" "^parm: *hook:.*[( ]default $(cat /sys/module/listenq/parameters/hook)\)" \
	"and so is hook"
is "$(stat -c %a $given)" 444 "it is not changed while the module is loaded"
is "$(modinfo "$module" | sed -n 's/^version: *//p')" "$(column version '' $about)" \
	"modinfo and debugfs give the same version"
done_testing
