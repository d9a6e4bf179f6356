#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq states on live sockets: the table, who owns what is suspicious in it,
# and the picture with its rates.
. "$(dirname "$0")/lib.sh"

in_srv() { ns srv listenq states "$@"; }
# half_open: how many of the flood are; from a full queue, a slow kernel sees it
# empty by half
half_open() { if slow; then ss_half_open 443 srv; else echo "$b31"; fi; }

topology
status 2 "without the module: status 2" in_srv
matches "$(cat "$tmp/err")" 'the module is not loaded.*modprobe listenq' "and a sentence that says what to type"

b31=$(synq_holds 31)
load_module
server web srv 10.1.0.1 80 128 --auto --name healthy
server jam srv 10.1.0.1 8080 64 --name stuck
server flood srv 10.1.0.1 443 31 --name flooded
server brief srv 10.1.0.1 93 64 --name brief
server six srv :: 8080 64 --name six --v6only

start fine cli connect 10.1.0.1 80 3 --hold
start late cli connect 10.1.0.1 8080 20 --hold
tell jam "accept 20" >/dev/null
tell late close >/dev/null
start more cli connect fd01::1 8080 2 --hold
ns cli traffic syn 10.1.0.1 443 500 >/dev/null
start left cli connect 10.1.0.1 93 4 --hold
tell brief "accept 4" >/dev/null
tell brief "close 0" >/dev/null

# ---- the table

squeezed in_srv >"$tmp/table"
is "$(head -n 1 "$tmp/table")" "ENDPOINT ESTABLISHED FIN_WAIT2 CLOSE_WAIT NEW_SYN_RECV PID PROCESS" \
	"states that nothing is in are left out"
# row ENDPOINT: of the table, which ends at the first empty line
row() { awk -v endpoint="$1" '/^$/ { exit } index($0, endpoint " ") == 1' "$tmp/table"; }

is "$(row 10.1.0.1:80)" "10.1.0.1:80 0 3 0 0 $(pid web) healthy" "who closes first waits for the clients"
is "$(row 10.1.0.1:8080)" "10.1.0.1:8080 0 0 20 0 $(pid jam) stuck" "who does not close"
is "$(row '[::]:8080')" "[::]:8080 2 0 0 0 $(pid six) six" "another on that port"
is "$(row 10.1.0.1:443)" "10.1.0.1:443 0 0 0 $b31 $(pid flood) flooded" "half-open ones"
is "$(row 10.1.0.1:93)" "10.1.0.1:93 (closed) 4 0 0 0 - -" "a listener that closed"
is "$(row total)" "total 6 3 20 $b31 - -" "the total"
is "$(sed '1,/^$/d' "$tmp/table")" \
	"10.1.0.1:443 (pid $(pid flood), flooded): $b31 in NEW_SYN_RECV: the clients do not answer the SYN-ACK: a SYN flood, or packets are lost
10.1.0.1:8080 (pid $(pid jam), stuck): 20 in CLOSE_WAIT: the clients have closed, but the program has not called close()" \
	"what is suspicious, whose it is and what it means"
between "$(in_srv | awk '/^$/ { exit } { if (length($0) > n) n = length($0) } END { print n }')" 60 100 \
	"the table fits 100 characters"
is "$(in_srv -r -n -o LOCAL,ROW,ESTABLISHED,CLOSE-WAIT,CLOSE 8080)" \
	"[::]:8080 listener 2 0 -
10.1.0.1:8080 listener 0 20 -" "raw, columns of one's choice"
is "$(in_srv -n -o LOCAL stuck)" "10.1.0.1:8080" "a filter by process"
is "$(in_srv -r -n -o LOCAL,ROW 10.1.0.1:93)" "10.1.0.1:93 closed" "by address and port"
matches "$(in_srv -J 443 | tr -d ' \n')" \
	'"close":null,"close_wait":0,.*"new_syn_recv":'"$(half_open)"',.*"process":"flooded"' "JSON"
is "$(in_srv -r -n | cut -d ' ' -f 1-15,18-20 | sort)" \
	"$(ns srv sed 1,2d /proc/net/listenq_states | tr -s ' ' | sed 's/^ //' | sort)" \
	"without -o a program gets the whole table"
status 1 "nothing matches: status 1" in_srv 81
is "$(cat "$tmp/err")" "listenq: no listener matches '81'" "and a sentence"

inum=$(stat -L -c %i /run/netns/srv)
is "$(LISTENQ_DIR=/sys/kernel/debug/listenq listenq states -r -n -o LOCAL,NETNS,PID stuck)" \
	"10.1.0.1:8080 $inum $(pid jam)" "all namespaces, from debugfs"
matches "$(LISTENQ_DIR=/sys/kernel/debug/listenq listenq states | head -n 1)" 'ENDPOINT +NETNS' \
	"which shows of which each is"

# ---- the picture

# rates FILE: those there are, sorted
rates() { grep -oE '[<0-9.]+/s' "$1" | sort | uniq -c | tr -s ' '; }

in_srv --diagram --interval 5 >"$tmp/diagram" &
drawing=$!
sleep 1
start ten cli connect 10.1.0.1 80 10 --hold	# so that the server closes first
ns srv traffic connect 10.1.0.2 99 20 >/dev/null
wait $drawing
is "$(grep -oE '[A-Z_]*(WAIT|LAST|CLOS|LIST|SYN_|ESTA)[A-Z_0-9]*' "$tmp/diagram" | sort -u | grep -c .)" 12 \
	"a picture of all twelve states"
matches "$(cat "$tmp/diagram")" "\| +$(half_open) \|" "with the half-open connections in it"
# Born, established, closed here, acknowledged, gone: ten each.
matches "$(rates "$tmp/diagram")" '^ 5 2\.0/s' "ten connections in five seconds are 2.0/s of five arrows"
matches "$(cat "$tmp/diagram")" '^  SYN_SENT -> CLOSE 4\.0/s$' "what is not drawn is named"
matches "$(rates "$tmp/diagram")" '^ 2 4\.0/s' "and where it came from"
matches "$(cat "$tmp/diagram")" '\(pid [0-9]+, stuck\): 20 in CLOSE_WAIT' "what is suspicious is below it"
is "$(awk '/^$/ { exit } length > 80' "$tmp/diagram")" "" "it fits 80 columns"
is "$(LC_ALL=C in_srv --diagram | LC_ALL=C grep -c '[^ -~]')" 0 "ASCII where nothing else is possible"
matches "$(in_srv --diagram stuck)" '^Numbers: 10\.1\.0\.1:8080\.$' "of one endpoint"
status 1 "not in JSON: status 1" in_srv --diagram -J
matches "$(cat "$tmp/err")" '--diagram cannot be combined with ' "and a sentence"

# As nobody: setpriv is not here, but busybox su is.
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
nobody() { ns srv su -s /bin/sh nobody -c "$*"; }
is "$(squeezed nobody listenq states 10.1.0.1:8080 | sed -n 2p)" "10.1.0.1:8080 0 20 - -" \
	"nobody sees the numbers, and not whose they are"
matches "$(nobody listenq states --diagram)" '^No rates: only root can' "nor the rates"
matches "$(ns srv unshare -m sh -c 'umount -l /sys/kernel/debug; listenq states --diagram')" \
	'^No rates: .*mount -t debugfs' "without debugfs: what to type"

for name in fine late more left ten; do
	tell $name close >/dev/null
	stop $name
done
unload_module
load_module transitions=0
matches "$(in_srv --diagram)" '^No rates: the module was loaded with transitions=0\.$' "transitions turned off"
done_testing
