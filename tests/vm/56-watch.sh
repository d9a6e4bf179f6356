#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq --watch: rates that are known, and a module that goes and comes back.
. "$(dirname "$0")/lib.sh"

# watch NAME ARGUMENT...: in the background, but with SIGINT, which a shell lets
# its background ignore; bash, unlike dash, can take that back.
watch() {
	local name=$1
	shift
	# shellcheck disable=SC2016
	ns srv bash -c '( trap - INT
		sh -c "echo \$\$ >$0.pid; exec listenq --watch \"\$@\"" sh "$@" >$0.out 2>$0.err
		echo $? >$0.status ) &' "$tmp/$name" "$@"
	wait_until 10 "[ -s '$tmp/$name.out' ]" || bail "$name did not start" "$(cat "$tmp/$name.err")"
}

# ended NAME SIGNAL: its exit status
ended() {
	kill -"$2" "$(cat "$tmp/$1.pid")"
	wait_until 10 "[ -s '$tmp/$1.status' ]" || { echo "still running"; return; }
	cat "$tmp/$1.status"
}

# rate NAME N COLUMN: in the Nth table, times ten, as the shell has no decimals;
# "-" if it says that
rate() {
	sed '/^$/d' "$tmp/$1.out" | awk -v n="$2" -v column="$3" \
		'NR == n { if ($column == "-") print "-"; else printf "%.0f", $column * 10 }'
}

topology
load_module
server web srv 10.1.0.1 80 128 --auto
server full srv 10.1.0.1 81 0

watch syns 4 -rn -o local,syns/s,accepted/s,drops/s,cookies/s 80
watch json 4 -J -o local,syns/s 80
# The third table is of four seconds in all of which they came.
ns cli traffic syn 10.1.0.1 80 120 --rate 10 >/dev/null
is "$(sed -n 1p "$tmp/syns.out")" "10.1.0.1:80 - - - -" "the first table has no rates"
between "$(rate syns 3 2)" 90 110 "10 SYNs per second"
is "$(rate syns 3 3)" "$(told accepted 0)" "none of which accept() took"
matches "$(sed -n 3p "$tmp/json.out")" \
	'^\{"timestamp": ?"[-0-9]+T[0-9:.]+\+00:00", ?"listeners": ?\[\{"local": ?"10.1.0.1:80", ?"syns_per_s": ?(9|10|11)\.[0-9]\}\]\}$' \
	"JSON: an object on each line"
is "$(ended syns INT)" 0 "SIGINT ends it, with status 0"
is "$(ended json TERM)" 0 "and so does SIGTERM"
is "$(cat "$tmp/syns.err" "$tmp/json.err")" "" "and nothing is said"

watch accepts 4 -rn -o local,syns/s,accepted/s 80
ns cli traffic connect 10.1.0.1 80 20 >/dev/null
wait_until 10 "[ \$(sed '/^$/d' '$tmp/accepts.out' | wc -l) -ge 2 ]"
is "$(rate accepts 2 3)" "$(told accepted 50)" "20 accepts in 4 seconds are 5 per second"
is "$(rate accepts 2 2)" 50 "as are their SYNs"

ns cli traffic connect 10.1.0.1 81 1 >/dev/null
watch drops 4 -rn -o local,drops/s 81
ns cli traffic syn 10.1.0.1 81 8 >/dev/null
wait_until 10 "[ \$(sed '/^$/d' '$tmp/drops.out' | wc -l) -ge 2 ]"
is "$(rate drops 2 2)" 20 "8 drops in 4 seconds are 2 per second"
ended accepts INT >/dev/null
ended drops INT >/dev/null

watch all 0.5 -rn -o local,syns/s 80
holds "the module can be removed meanwhile" unload_module
wait_until 10 "grep -q 'not loaded' '$tmp/all.err'"
sleep 3
is "$(wc -l <"$tmp/all.err")" 1 "which is said once"
tables=$(grep -c . "$tmp/all.out")
load_module
wait_until 10 "[ \$(grep -c . '$tmp/all.out') -ge $((tables + 2)) ]"
is "$(grep . "$tmp/all.out" | sed -n "$((tables + 1)),$((tables + 2))p")" "10.1.0.1:80 -
10.1.0.1:80 0" "it goes on when the module is back, at first without rates"
is "$(ended all INT)" 0 "status 0"
done_testing
