#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Who was turned away: the table of the most recent drops, the tracepoints.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

dropped=/sys/kernel/debug/listenq/drops

# latest COLUMN...: of the last row
latest() {
	awk -v wanted="$*" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		{ split($0, row) }
		END {
			n = split(wanted, token, " ")
			for (i = 1; i <= n; i++) line = line " " row[at[token[i]]]
			print substr(line, 2)
		}' $dropped
}

rows() { sed 1,2d $dropped | wc -l; }

topology
b2=$(synq_holds 2)
load_module
is "$(head -n 1 $dropped)" "# listenq-drops 1" "the table has its title"
is "$(rows)" 0 "and no rows at first"

server full srv 10.1.0.1 1401 2
ns cli traffic connect 10.1.0.1 1401 3 >/dev/null
trace-cmd start -e listenq >/dev/null 2>"$tmp/trace.err" ||
	bail "trace-cmd failed" "$(cat "$tmp/trace.err")"
at_exit 'trace-cmd reset'
ns cli traffic syn 10.1.0.1 1401 5 --src 10.130.0.1 >/dev/null
trace-cmd stop
is "$(rows)" 5 "five SYNs dropped are five rows"
is "$(latest local cause synq synq_limit acceptq acceptq_limit)" \
	"10.1.0.1:1401 syn_acceptq_full 0 $b2 3 3" "the last says where, why and how full"
matches "$(latest remote)" '^10\.130\.0\.5:[0-9]+$' "and who"
is "$(latest netns)" "$(ns srv readlink /proc/self/ns/net | tr -dc 0-9)" "and in which namespace"
trace-cmd show >"$tmp/trace"
trace-cmd reset
is "$(grep -c 'listenq_drop:' "$tmp/trace")" 5 "trace-cmd has an event for each"
matches "$(tail -n 1 "$tmp/trace")" \
	"local=\[::ffff:10\.1\.0\.1\]:1401 remote=\[::ffff:10\.130\.0\.5\]:[0-9]+ cause=syn_acceptq_full synq=0/$b2 acceptq=3/3" \
	"which says the same"

server late srv fd01::1 1402 2
client c cli fd01::1 1402
tell c 'syn 2' >/dev/null
ns cli traffic connect fd01::1 1402 3 >/dev/null
tell c 'ack 2' >/dev/null
is "$(latest local cause acceptq)" "[fd01::1]:1402 ack_acceptq_full 3" "a final ACK, by IPv6"
matches "$(latest remote)" '^\[fd02::[0-9a-f]+\]:[0-9]+$' "from its client"
stop c

server gone srv 10.1.0.1 1403 8
ns cli traffic syn 10.1.0.1 1403 2 >/dev/null
sleep 70
is "$(grep ' 10.1.0.1:1403 .* expired ' $dropped | wc -l)" 2 "half-open connections that expire are there too"
is "$(total expired srv)" "$(grep -c ' expired ' $dropped)" "as often as it is counted"

# Without a route back a SYN is lost where no probe sees it. That it was is found
# out later, and told as of when it was.
server lost srv 10.1.0.1 1404 8
ns srv ip route del default via 10.1.0.2
ns cli traffic syn 10.1.0.1 1404 1 --src 10.131.0.1 >/dev/null
ns srv ip route add default via 10.1.0.2
sleep 10
between "$(col 10.1.0.1:1404 drop_age_ms srv)" 9700 11000 "a SYN that got lost ten seconds ago"
ns cli traffic syn 10.1.0.1 1404 1 --src 10.131.0.2 >/dev/null
between "$(col 10.1.0.1:1404 drop_age_ms srv)" 9700 11500 "did so when the next one comes, too"
is "$(latest local cause)" "10.1.0.1:1404 syn_other" "which tells who it was"
between "$(latest age_ms)" 9700 11500 "and when"

before=$(rows)
ns cli traffic syn 10.1.0.1 1401 1000 --seed 3 >/dev/null
is "$(rows)" 128 "a thousand more fill this CPU's ring"
is "$(module_fact overwritten)" $((before + 1000 - 128)) "and the others are counted as overwritten"
is "$(awk 'NR > 3 && $1 > last { n++ } NR > 2 { last = $1 } END { print n + 0 }' $dropped)" 0 "oldest first"

# Who follows does not keep the module, nor meets what is gone.
events=/sys/kernel/tracing/events/listenq
flood() { ns cli traffic syn 10.1.0.1 1401 200 --seed "$1" >/dev/null; }
trace-cmd start -e listenq >/dev/null 2>&1
flood 4
is "$(cat $events/enable)" 1 "the events are on"
holds "the module can be unloaded all the same" rmmod listenq
flood 5
holds "its events have gone with it" test ! -e $events
is "$(trace-cmd show 2>/dev/null | grep -c 'listenq_drop:')" 0 "and what they had written"
load_module
flood 6
is "$(cat $events/enable)/$(rows)" 0/128 "the next module's are off"
trace-cmd start -e listenq >/dev/null 2>&1
flood 7
is "$(trace-cmd show | grep -c 'listenq_drop:')" 200 "and can be turned on"
trace-cmd reset
done_testing
