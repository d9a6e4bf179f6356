#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq latency on live listeners, against the table that it reads.
# vm: timeout=300
. "$(dirname "$0")/lib.sh"

in_srv() { ns srv listenq latency "$@"; }

# waits PORT [ARGUMENT...]: of that listener, without pid and process
waits() {
	local port=$1
	shift
	in_srv -n -r -o WAIT,COUNT,P50,P90,P99,MAX,UNKNOWN "$@" ":$port"
}

# accepts COUNT P50 P90 P99 MAX UNKNOWN: the row for accept(), if it is told
accepts() { if is_unknown accepted; then echo "accept - - - - - -"; else echo "accept $*"; fi; }

# of_accept TEXT REGEX NAME: `matches`, if it is told
of_accept() {
	if is_unknown accepted; then
		skip "$3" "this kernel does not tell what accept() took"
	else
		matches "$@"
	fi
}

topology
ns srv listenq latency >"$tmp/out" 2>&1
is "$?" 2 "without the module: status 2"
load_module

server slow srv 10.1.0.1 5101 64 --name slow
client c cli 10.1.0.1 5101
tell c 'syn 3' >/dev/null
sleep 1.2
tell c 'ack 3' >/dev/null
is "$(waits 5101)" "handshake 3 <2.10s <2.10s <2.10s <2.10s 0
$(accepts 0 - - - - 0)" "three handshakes of 1.2 s, and nobody accepted"
sleep 8.6
tell slow 'accept 2' >/dev/null
sleep 8.6
tell slow 'accept 1' >/dev/null
is "$(waits 5101)" "handshake 3 <2.10s <2.10s <2.10s <2.10s 0
$(accepts 3 "<16.8s" "<33.6s" "<33.6s" "<33.6s" 0)" "two waited 8.6 s for accept(), one 17.2 s"
matches "$(in_srv 5101 | tr -s ' ')" "10.1.0.1:5101 $(accepts 3 "<16.8s" "<33.6s" "<33.6s" "<33.6s" 0) $(pid slow) slow" \
	"the table says whose"
matches "$(in_srv 5101)" '^ +<2\.10s +3 #{57}$' "of one listener the histogram is drawn"
of_accept "$(in_srv 5101)" '^ +<16\.8s +2 #{57}$' "and another of what waited for accept()"
of_accept "$(in_srv 5101)" '^ +<33\.6s +1 #{28}$' "with bars by their share"
is "$(in_srv 5101 | awk 'length > 80' | wc -l)" 0 "in 80 columns"
is "$(in_srv | grep -c '#')" 0 "of all it is not"
matches "$(in_srv --histogram)" '#' "unless --histogram says so"
matches "$(in_srv -J 5101 | tr -d ' \n')" '"lt_2097152us":3,.*"count":3,"p50_below_us":2097152' \
	"JSON has the buckets, and the bounds as numbers"
of_accept "$(in_srv -J 5101 | tr -d ' \n')" '"lt_16777216us":2,"lt_33554432us":1,.*"count":3,"p50_below_us":16777216' \
	"both for accept()"

server cookie srv 10.1.0.1 5102 4
ns cli traffic syn 10.1.0.1 5102 5 >/dev/null
ns cli traffic connect 10.1.0.1 5102 3 >/dev/null
sleep 3
tell cookie 'accept 3' >/dev/null
is "$(waits 5102)" "handshake 0 - - - - 3
$(accepts 3 "<4.20s" "<4.20s" "<4.20s" "<4.20s" 0)" "a handshake by cookie has no known beginning"

# Each count is what the module's table adds up to.
adds_up() {
	awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 { for (i = at["lt_1us"]; i <= at["more"]; i++) n += $i } END { print n }' \
		/sys/kernel/debug/listenq/latency
}
is "$(in_srv -A -n -r -o COUNT | awk '{ n += $1 } END { print n }')" "$(adds_up)" "the counts are the table's"
server other cli 10.1.0.2 5103 64
is "$(in_srv -n -r -o LOCAL | sort -u | tr '\n' ' ')" "10.1.0.1:5101 10.1.0.1:5102 " "one network namespace"
is "$(in_srv -A -n -r -o LOCAL | sort -u | tr '\n' ' ')" "10.1.0.1:5101 10.1.0.1:5102 10.1.0.2:5103 " "-A: all of them"
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
ns srv su -s /bin/sh nobody -c 'listenq latency' >"$tmp/out" 2>&1
is "$?" 3 "for root only: status 3"
matches "$(cat "$tmp/out")" 'as root' "and a sentence"
done_testing
