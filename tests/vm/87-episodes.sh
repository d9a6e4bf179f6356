#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=600
# Stretches of trouble: when each began, how long it was, and what happened in it.
. "$(dirname "$0")/lib.sh"

# episode LOCAL NUMBER TOKEN...: these values of an episode in srv
episode() {
	local local=$1 number=$2
	shift 2
	ns srv cat /proc/net/listenq_episodes | awk -v local="$local" -v number="$number" -v wanted="$*" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local && $at["number"] == number {
			n = split(wanted, token, " ")
			for (i = 1; i <= n; i++) line = line " " $at[token[i]]
			print substr(line, 2)
		}'
}

# has NAME LOCAL NUMBER TOKEN=VALUE...
has() {
	local name=$1 local=$2 number=$3 pair tokens='' values=''
	shift 3
	for pair; do
		tokens="$tokens ${pair%%=*}"
		values="$values ${pair#*=}"
	done
	# shellcheck disable=SC2086 # words
	is "$(episode "$local" "$number" $tokens)" "${values# }" "$name"
}

# uptime_ms: now; began LOCAL NUMBER: when an episode did, on that clock
uptime_ms() { echo $(($(_now) * 10)); }
began() { echo $(($(uptime_ms) - $(episode "$1" "$2" age_ms))); }

topology
b4=$(synq_holds 4)
load_module
is "$(ns srv grep -c . /proc/net/listenq_episodes)" 2 "nothing happened yet"

# Two bursts, with more than ten quiet seconds between.
server a srv 10.1.0.1 1001 4
ns cli traffic connect 10.1.0.1 1001 5 >/dev/null
is "$(tell a 'accept 5')" "accepted 5" "a server that keeps up"
is "$(ns srv grep -c . /proc/net/listenq_episodes)" 2 "has no episode"
full=$(uptime_ms)
ns cli traffic connect 10.1.0.1 1001 5 >/dev/null
before=$(uptime_ms)
ns cli traffic syn 10.1.0.1 1001 7 >/dev/null
after=$(uptime_ms)
has "seven SYNs dropped: an episode that goes on" 10.1.0.1:1001 1 \
	state=on queue=accept syn_acceptq_full=7 ack_acceptq_full=0 cookies=0 expired=0 \
	accepted="$(told accepted 0)" acceptq_peak=5 acceptq_limit=5 synq_limit="$b4"
# The accept queue was full a moment before.
between "$(began 10.1.0.1:1001 1)" $((full - 20)) $((before + 100)) "it began when the queue became full"
between $(($(episode 10.1.0.1:1001 1 begin_ms) / 1000)) $(($(date +%s) - 3)) "$(date +%s)" "also by the wall clock"
sleep 3
is "$(tell a 'accept 5')" "accepted 5" "three seconds later accept() takes them"
sleep 2
duration=$(episode 10.1.0.1:1001 1 duration_ms)
between "$duration" 2000 5000 "it lasted until then"
sleep 10
has "ten seconds later it is over" 10.1.0.1:1001 1 state=over syn_acceptq_full=7
between "$(episode 10.1.0.1:1001 1 duration_ms)" 2000 5000 "and is no longer for it"
between "$(episode 10.1.0.1:1001 1 accept_wait_us)" 1500000 4500000 "the longest wait"
sleep 30
sysctl_in srv net.ipv4.tcp_syncookies=2
before=$(uptime_ms)
ns cli traffic syn 10.1.0.1 1001 9 --seed 2 >/dev/null
after=$(uptime_ms)
sysctl_in srv net.ipv4.tcp_syncookies=1
has "nine cookies are another" 10.1.0.1:1001 2 \
	state=on queue=syn syn_acceptq_full=0 cookies=9 cookies_ok=0 accepted="$(told accepted 0)"
between "$(began 10.1.0.1:1001 2)" $((before - 20)) $((after + 100)) "it began with the first"
between "$(episode 10.1.0.1:1001 2 duration_ms)" 0 $((after - before + 10)) "and ended with the last"
has "the first one stays as it was" 10.1.0.1:1001 1 state=over syn_acceptq_full=7 cookies=0

# The wall clock set back moves what comes, not what was.
begin=$(episode 10.1.0.1:1001 2 begin_ms)
date -s "@$(($(date +%s) - 86400))" >/dev/null
is "$(episode 10.1.0.1:1001 2 begin_ms)" "$begin" "a wall clock set back by a day leaves the time as it was"
between "$(episode 10.1.0.1:1001 2 age_ms)" 0 5000 "and its age"
date -s "@$(($(date +%s) + 86400))" >/dev/null

# Each cause in one episode.
sysctl_in srv net.ipv4.tcp_syncookies=0 net.ipv4.tcp_max_syn_backlog=1024
server b srv 10.1.0.1 1002 4
ns cli traffic syn 10.1.0.1 1002 11 --seed 3 >/dev/null
sysctl_in srv net.ipv4.tcp_max_syn_backlog=16
server c srv 10.1.0.1 1003 64
ns cli traffic syn 10.1.0.1 1003 20 --seed 4 >/dev/null
sysctl_in srv net.ipv4.tcp_syncookies=1
server d srv fd01::1 1004 64
ns srv ip -6 route del default via fd01::2
ns cli traffic syn fd01::1 1004 3 >/dev/null
ns srv ip -6 route add default via fd01::2
sleep 0.5
has "a full SYN queue without cookies" 10.1.0.1:1002 1 queue=syn syn_synq_full=$((11 - b4)) synq_peak="$b4"
has "its last quarter" 10.1.0.1:1003 1 queue=syn syn_last_quarter=7 synq_peak=13
has "no route back" '[fd01::1]:1004' 1 queue=- syn_other=3
server e srv 10.1.0.1 1005 4
client late cli 10.1.0.1 1005
is "$(tell late 'syn 3')" "syn 3 synack 3" "three half-open connections"
ns cli traffic connect 10.1.0.1 1005 5 >/dev/null
is "$(tell late 'ack 3')" "ack 3" "whose final ACKs find a full accept queue"
sleep 0.5
has "are in it" 10.1.0.1:1005 1 queue=accept ack_acceptq_full=3 syn_acceptq_full=0 acceptq_peak=5
stop late
stop e

# A lonely drop: no packet follows that would settle it.
server f srv 10.1.0.1 1006 1
ns cli traffic connect 10.1.0.1 1006 2 >/dev/null
ns cli traffic syn 10.1.0.1 1006 1 >/dev/null
has "a single drop is seen at once" 10.1.0.1:1006 1 state=on syn_acceptq_full=1

# An idle program: nothing is dropped, but somebody waits.
server g srv 10.1.0.1 1007 8
ns cli traffic connect 10.1.0.1 1007 1 >/dev/null
sleep 3
has "a connection that waits for accept()" 10.1.0.1:1007 1 state=on queue=accept syn_acceptq_full=0
between "$(episode 10.1.0.1:1007 1 duration_ms)" 1000 3500 "is trouble after a second"
stop g

# A listener that closes in the middle.
stop f
has "a listener that closes takes its episode with it" 10.1.0.1:1006 1 state=closed syn_acceptq_full=1
server h srv 10.1.0.1 1008 1
ns cli traffic connect 10.1.0.1 1008 2 >/dev/null
ns cli traffic syn 10.1.0.1 1008 4 --seed 5 >/dev/null
stop h
has "also if it lived for a moment only" 10.1.0.1:1008 1 state=closed syn_acceptq_full=4

is "$(ns cli grep -c . /proc/net/listenq_episodes)" 2 "another namespace does not see them"
n=$(($(ns srv grep -c . /proc/net/listenq_episodes) - 2))
is "$(sed 1,2d /sys/kernel/debug/listenq/episodes | wc -l)" "$n" "debugfs does"
is "$(stat -c %a /sys/kernel/debug/listenq/episodes)" 400 "for root only"

# The last eight of a listener are kept.
for i in 3 4 5 6 7 8 9 10; do
	sleep 15
	ns srv true
	sysctl_in srv net.ipv4.tcp_syncookies=2
	ns cli traffic syn 10.1.0.1 1001 "$i" --seed "1$i" >/dev/null
	sysctl_in srv net.ipv4.tcp_syncookies=1
	sleep 0.5
done
sleep 11
is "$(ns srv cat /proc/net/listenq_episodes | awk '$1 == "10.1.0.1:1001" { printf "%s ", $4 }')" \
	"3 4 5 6 7 8 9 10 " "the last eight of ten"
has "each with what was its own" 10.1.0.1:1001 9 cookies=9 state=over
unload_module

# Caps.
load_module max_episodes=16
sysctl_in srv net.ipv4.tcp_syncookies=2
i=0
while [ $i -lt 20 ]; do
	server "many$i" srv 10.1.0.1 $((1100 + i)) 4
	ns cli traffic syn 10.1.0.1 $((1100 + i)) 1 --seed $i >/dev/null
	i=$((i + 1))
done
sleep 12
is "$(awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 3 { print $at["episodes_max"] }' /sys/kernel/debug/listenq/module)" \
	16 "the parameter is shown"
n=$(($(ns srv grep -c . /proc/net/listenq_episodes) - 2))
between "$n" 1 12 "twelve of sixteen places are for listeners that there are"
between "$(awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } NR == 3 { print $at["episodes_lost"] }' /sys/kernel/debug/listenq/module)" \
	8 100000 "what found no place is counted"
done_testing
