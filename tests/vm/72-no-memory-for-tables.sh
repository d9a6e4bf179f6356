#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot timeout=200
# No memory where the kernel's fault injection does not come to (shortage.c): on
# any kernel, per-CPU memory, tables that would be served by vmalloc() after
# kmalloc() failed, and what the kernel's worker sets aside for records.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
. "$here/left.sh"

# first NAME...: the first of them that this kernel has as a function
first() {
	local name
	for name; do
		! grep -q " [tT] $name\$" /proc/kallsyms || { echo "$name" && return; }
	done
	echo "no $1"
}
# They have been called otherwise since 6.10.
percpu=$(first pcpu_alloc_noprof __alloc_percpu)
table=$(first __kvmalloc_node_noprof kvmalloc_node_noprof kvmalloc_node)
object=$(first kmem_cache_alloc_noprof kmem_cache_alloc)

# short_of FUNCTION N [TIMES]: from the Nth on so many calls of it by listenq fail
short_of() {
	insmod /lib/shortage.ko function="$1" nth="$2" times="${3:-1}" ||
		bail "shortage could not be loaded"
}
at_exit '! grep -q "^shortage " /proc/modules || rmmod shortage'
# to_come N: so many are still to fail
to_come() { [ "$(cat /sys/module/shortage/parameters/times)" = "$1" ]; }

# each_fails FUNCTION TIMES COMMAND...: the first call of it fails, then the second ...
# until there are no more; in $wrong what was wrong, in $failed how often COMMAND failed
each_fails() {
	local function=$1 times=$2 n=1
	shift 2
	failed=0 wrong='' behind=''
	until short_of "$function" $n "$times" && "$@" >/dev/null 2>"$tmp/err" && ! to_come 0; do
		if to_come 0 && grep -q 'Cannot allocate memory' "$tmp/err"; then
			failed=$((failed + 1))
		else
			wrong="$wrong $n: $(cat "$tmp/err");"
			[ $n -lt 100 ] || break
		fi
		rmmod shortage
		n=$((n + 1))
		grep -q "^listenq " /proc/modules || left_behind
		wrong="$wrong$behind"
	done
	rmmod shortage
}

# ---- the module comes

# busybox tries another system call when one has failed.
load() { insmod "$module" "hook=$hook" && rmmod listenq; }
load_module
hooks=$(awk 'NR > 2' $debugfs/listenq/probes | wc -l)
unload_module
each_fails "$percpu" 2 load
is "$wrong" "" "per-CPU memory is short: the module cannot be loaded, and leaves nothing"
# The initial namespace's transitions, each hook's hits, and the clients forgotten.
is "$failed" $((hooks + 2)) "for each piece that it needs"
each_fails "$table" 2 load
is "$wrong" "" "memory for tables is short: the same"
is "$failed" $((4 + $(grep -c ^processor /proc/cpuinfo))) \
	"for the records', the clients' two, the episodes' and each CPU's ring of drops"
load_small() { insmod "$module" "hook=$hook" max_listeners=1 && rmmod listenq; }
each_fails "$object" 2 load_small
is "$wrong" "" "memory to set aside is short: the same"
is "$failed" 4 "for a record, what a CPU writes of it, more of that, and for a user"

# ---- tables are read

# Many more listeners than there is room for at first.
topology
load_module
server web srv 10.1.0.1 1000 64 --count 70
ns cli traffic syn 10.1.0.1 1000 3 --src 10.140.0.1 >/dev/null
while read -r file times what; do
	# A single read() takes a single piece of text.
	each_fails "$table" 1 ns srv dd bs=1 count=1 if="$file"
	is "$wrong" "" "$file: whole, or not at all, for want of memory"
	is "$failed" "$times" "$file: $what"
done <<EOT
/proc/net/listenq 7 for its rows, for more of them five times, and for its text
/proc/net/listenq_states 10 also for how it counts, closed listeners, and an index
$debugfs/listenq/listeners 7 as in one namespace
$debugfs/listenq/latency 8 for its rows, two for each listener
$debugfs/listenq/states 10 as in one namespace
$debugfs/listenq/transitions 2 for its rows and its text
$debugfs/listenq/drops 2 the same
EOT

# ---- a namespace comes

short_of "$percpu" 1
holds "no per-CPU memory for a namespace: there is none" \
	sh -c "ip netns add next 2>&1 | grep -q 'Cannot allocate memory'"
holds "which is why" to_come 0
rmmod shortage
holds "and the next one has its tables" ip netns add next
is "$(ns next sed -n 1p /proc/net/listenq_states)" "# listenq-states 1" "that can be read"
ip netns del next
stop web

# ---- a listener is recorded

# The reserve is for as many listeners as may be recorded, here five.
unload_module
load_module max_listeners=5
short_of "$object" 1 1000000
for n in 3 2; do
	server once srv 10.1.0.1 91 64 --count $n
	is "$(module_fact records)" $n "no memory: what was set aside is taken"
	stop once
	is "$(module_fact records)" 0 "but not given back"
done
is "$(module_fact no_memory)" 0 "nothing is lost for that"

# A listener is recorded at its listen(), or else at its first packet or when the
# module looks for those that it lacks, every ten seconds.
lost() { echo "$(module_fact no_memory): $(row 10.1.0.1:81 srv syns queued)"; }
server late srv 10.1.0.1 81 64
is "$(lost)" "1: syns=- queued=-" "all is taken at a listen(): it is not known, and one event is lost"
wait_until 15 '[ "$(module_fact no_memory)" != 1 ]'
is "$(lost)" "2: syns=- queued=-" "nor when the module looks for listeners: one more"
ns cli traffic syn 10.1.0.1 81 1 --src 10.141.0.1 >/dev/null
is "$(lost)" "4: syns=- queued=-" "nor at a SYN: one more, and what came of it"
rmmod shortage
sleep 0.3
ns cli traffic syn 10.1.0.1 81 1 --src 10.142.0.1 >/dev/null
is "$(lost)" "4: syns=1 queued=1" "there is memory again: the next one is counted"
status 6 "listenq status: incomplete" ns srv listenq status
matches "$(cat "$tmp/out")" 'INCOMPLETE: 4 events not counted because memory was short' "and why"
stop late
unload_module

# ---- a counter of a CPU is full

# More room for it is set aside for 16 listeners. By cookie: how long they waited
# is not known, which is one counter, of 254 at most.
load_module
sysctl_in srv net.ipv4.tcp_syncookies=2
server cookies srv 10.1.0.1 1001 400 --count 17
unknown() { col "10.1.0.1:$1" unknown srv "$debugfs/listenq/latency" | head -n 1; }
short_of "$object" 1 1000000
for port in $(seq 1001 1016); do ns cli traffic connect 10.1.0.1 "$port" 128; done >"$tmp/each"
ns cli traffic connect 10.1.0.1 1017 300 >>"$tmp/each"
is "$(unknown 1001) $(unknown 1016) $(unknown 1017)" "128 128 254" \
	"for one listener more there is no memory: what is too much for a counter is lost"
is "$(module_fact no_memory): $(row 10.1.0.1:1017 srv cookies_ok)" "46: cookies_ok=300" "and counted as lost"
rmmod shortage
sleep 0.3
ns cli traffic connect 10.1.0.1 1017 10 >>"$tmp/each"
is "$(unknown 1017) $(module_fact no_memory)" "264 46" "there is memory again: it goes on"
stop cookies
unload_module
left_behind
is "$behind" "" "nothing is left of the module in the end"
done_testing
