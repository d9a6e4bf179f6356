#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot thread=multi timeout=600
# Namespaces and listeners come and go by the hundred, from both CPUs, while
# others read every table over and over: no table is ever half, none misses a
# listener that stays, nothing is left when they have gone.
. "$(dirname "$0")/lib.sh"

debugfs=/sys/kernel/debug/listenq
rounds=60

records() { total records '' $debugfs/module; }

# faults TABLE: what is wrong with a table on stdin; its listeners that stay,
# one here and one in srv, are in it once each, as it says
faults() {
	awk -v table="$1" -v stay="$2" '
		NR == 1 && $0 !~ /^# listenq-[a-z]+ 1$/ { print table ": title " $0 }
		NR == 2 { n = NF }
		NR > 2 && NF != n { print table ": row " $0 }
		NR > 2 && $1 == "127.0.0.1:80" { rows++ }
		END {
			if (NR < 2) print table ": cut"
			if (rows + 0 != stay) print table ": " rows + 0 " rows, not " stay
		}'
}

# reads NAME: over and over until there is $tmp/enough, and how often
reads() {
	(n=0
	while [ ! -e "$tmp/enough" ]; do
		"$1" >>"$tmp/$1.wrong" 2>&1
		n=$((n + 1))
		sleep 0.2
	done
	echo $n >"$tmp/$1.rounds") &
	readers="$readers $!"
}
read_proc() {
	faults listenq 1 </proc/net/listenq
	faults listenq_states 1 </proc/net/listenq_states
	faults listenq_netstat 0 </proc/net/listenq_netstat
}
read_debugfs() {
	faults listeners 2 <$debugfs/listeners
	faults latency 4 <$debugfs/latency
	faults states 2 <$debugfs/states
}
read_rest() {
	for file in transitions drops probes module; do faults $file 0 <$debugfs/$file; done
}
# Slowly: what was frozen at open() outlives many that it holds.
read_slowly() { dd if=$debugfs/listeners bs=16 2>/dev/null | faults slowly 2; }
# In namespaces that are about to go.
read_theirs() {
	for pid in $(pidof traffic); do
		cat "/proc/$pid/net/listenq" "/proc/$pid/net/listenq_states" >/dev/null 2>&1
	done
}

# A namespace with three listeners, one with clients that stay half-open, which
# outlive it; a process that keeps nothing but the namespace goes last.
come_and_go() {
	for i in $(seq $rounds); do
		sleep 0.2 | unshare -n sh -c 'ip link set lo up
			traffic listen 127.0.0.1 1080 5 --count 3' >>"$tmp/came.$1" 2>>"$tmp/err.$1" &
		[ $((i % 3)) != 0 ] || unshare -n sh -c 'ip link set lo up
			sleep 0.1 | traffic listen 127.0.0.1 1080 5 &
			sleep 0.05
			traffic syn 127.0.0.1 1080 5 >/dev/null
			wait' >>"$tmp/came.$1" 2>>"$tmp/err.$1"
		traffic listen 127.0.0.1 $((2000 + $1 * 1000)) 5 --count 20 </dev/null \
			>>"$tmp/came.$1" 2>>"$tmp/err.$1"
		wait $!
	done
}

topology
ns srv ip link set lo up
load_module
server here '' 127.0.0.1 80 5
server there srv 127.0.0.1 80 5
readers=
for reader in read_proc read_debugfs read_rest read_slowly read_theirs; do reads $reader; done
begun=$(_now)
come_and_go 1 &
one=$!
come_and_go 2 &
wait $one $!
note "in $((($(_now) - begun) / 100)) s"
# "ready INODE...": one line for a process, one inode for a listener
came=$(awk '$1 == "ready" { n++; listeners += NF - 1 } END { print n, listeners }' "$tmp"/came.*)
with_clients=$((rounds / 3))
is "$came" "$((2 * (2 * rounds + with_clients))) $((2 * (23 * rounds + with_clients)))" \
	"$((2 * (rounds + with_clients))) namespaces came and went, and each of their listeners"
is "$(cat "$tmp"/err.*)" "" "none of them says anything else"
echo >"$tmp/enough"
# shellcheck disable=SC2086
wait $readers

for reader in read_proc read_debugfs read_rest read_slowly; do
	is "$(sort "$tmp/$reader.wrong" | uniq -c | head -n 5)" "" "$reader: never half a table, never a listener missed"
done
note "rounds of the readers: $(cat "$tmp"/*.rounds | tr '\n' ' ')"
between "$(sort -n "$tmp"/*.rounds | head -n 1)" 5 1000000 "each has read many"
only_two() { [ "$(column local '' $debugfs/listeners | wc -l)/$(records)" = 2/2 ]; }
holds "the two that stayed are left, and their records" wait_until 70 only_two
stop here
stop there
is "$(records)" 0 "then none"
unload_module
holds "the module can be unloaded" test ! -e /proc/net/listenq
done_testing
