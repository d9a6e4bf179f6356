#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=900
# Clients, not packets: who lost one, who got in after all, how late, and who never did.
. "$(dirname "$0")/lib.sh"

# clients LOCAL PACKET: dropped/late/lost/pending/unknown
clients() {
	ns srv cat /proc/net/listenq_clients | awk -v local="$1" -v packet="$2" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local && $at["packet"] == packet {
			dropped += $at["dropped"]; late += $at["late"]; lost += $at["lost"]
			pending += $at["pending"]; unknown += $at["unknown"]
		}
		END { print dropped "/" late "/" lost "/" pending "/" unknown }'
}

# delay LOCAL PACKET: the shortest and the longest, in us
delay() {
	ns srv cat /proc/net/listenq_clients | awk -v local="$1" -v packet="$2" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local && $at["packet"] == packet { print $at["late_min_us"], $at["late_max_us"] }'
}

# syns N [OPTION...]: to the server of this turn
syns() {
	local n=$1
	shift
	ns cli traffic syn "$addr" "$port" "$n" "$@" >/dev/null
}

# turn NAME ADDR SHOWN PORT SERVER: twenty clients lose SYNs, then ten of them get in
turn() {
	local name=$1 shown=$3
	addr=$2 port=$4
	server s srv "$5" "$port" 4
	ns cli traffic connect "$addr" "$port" 5 >/dev/null
	syns 20
	syns 20
	syns 12
	is "$(clients "$shown" syn)" 20/0/0/20/0 "$name: 52 SYNs of 20 clients are dropped"
	syns 3 --seed 7
	is "$(clients "$shown" syn)" 23/0/0/23/0 "$name: the same addresses with other numbers are others"
	sleep 2
	is "$(tell s 'accept 5')" "accepted 5" "$name: room"
	syns 4 --first 2
	is "$(clients "$shown" syn)" 23/4/0/19/0 "$name: four get in at their next SYN"
	# shellcheck disable=SC2046 # two words
	set -- $(delay "$shown" syn)
	between "$1" 1900000 4000000 "$name: two seconds late"
	between "$2" "$1" 4000000 "$name: and no later"
	sleep 131
	is "$(clients "$shown" syn)" 23/4/19/0/0 "$name: after 130 s the others are lost"
	syns 1 --first 10
	is "$(clients "$shown" syn)" 23/4/19/0/0 "$name: and do not come back"
	stop s
}

topology
load_module
sysctl_in srv net.ipv4.tcp_syncookies=1
turn IPv4 10.1.0.1 10.1.0.1:3001 3001 10.1.0.1
turn IPv6 fd01::1 '[fd01::1]:3002' 3002 fd01::1
turn v4-mapped 10.1.0.1 '[::]:3003' 3003 ::

# Final ACKs.
server a srv 10.1.0.1 3010 2
client c cli 10.1.0.1 3010
held=$(tell c 'syn 3')
is "$held" "syn 3 synack 3" "three half-open connections"
ns cli traffic connect 10.1.0.1 3010 3 >/dev/null
is "$(tell c 'ack 3')" "ack 3" "whose final ACKs find a full accept queue"
is "$(tell c 'reack 3')" "reack 3" "twice"
is "$(clients 10.1.0.1:3010 ack)" 3/0/0/3/0 "are three clients"
is "$(tell a 'accept 3')" "accepted 3" "room"
is "$(tell c 'reack 2')" "reack 2" "two try again"
is "$(clients 10.1.0.1:3010 ack)" 3/2/0/1/0 "and get in"
stop c
stop a

# Cookies get clients in as well.
server k srv 10.1.0.1 3011 2
sysctl_in srv net.ipv4.tcp_syncookies=0
addr=10.1.0.1 port=3011
syns 10
dropped=$((10 - $(synq_holds 2)))
is "$(clients 10.1.0.1:3011 syn)" "$dropped/0/0/$dropped/0" "a full SYN queue"
sysctl_in srv net.ipv4.tcp_syncookies=2
syns 10
is "$(clients 10.1.0.1:3011 syn)" "$dropped/$dropped/0/0/0" "all of whom get a cookie later"
sysctl_in srv net.ipv4.tcp_syncookies=1
stop k

# Several listeners of one endpoint, several clients of one address.
server r srv 10.1.0.1 3012 2 --reuseport 2
ns cli traffic connect 10.1.0.1 3012 20 --timeout 100 >/dev/null 2>&1
addr=10.1.0.1 port=3012
syns 30 --seed 9
before=$(clients 10.1.0.1:3012 syn)
syns 30 --seed 9
is "$(clients 10.1.0.1:3012 syn)" "$before" "SO_REUSEPORT: repeats count once"
stop r

is "$(listenq latency -A -r -n -o wait 3001 | sort | tr '\n' ' ')" "" "a closed listener shows no wait"
server l srv 10.1.0.1 3013 1
ns cli traffic connect 10.1.0.1 3013 2 >/dev/null
addr=10.1.0.1 port=3013
syns 5
sleep 1
is "$(tell l 'accept 2')" "accepted 2" "room"
syns 1 --first 3
is "$(listenq latency -A -r -n -o wait,count 3013 | tail -n 1)" "connect 1" "latency shows the delay as a third wait"
is "$(ns srv listenq history -r -n -o clients-dropped,clients-late,clients-lost 3013)" "5 1 0" "history has the clients"
stop l
unload_module

load_module max_clients=0
server o srv 10.1.0.1 3014 1
ns cli traffic connect 10.1.0.1 3014 2 >/dev/null
addr=10.1.0.1 port=3014
syns 5
is "$(ns srv cat /proc/net/listenq_clients | awk '$1 == "10.1.0.1:3014" { print $4, $5, $8 }' | tr '\n' ' ')" \
	"syn - - ack - - " "max_clients=0: nothing is known"
stop o
unload_module

# A flood, and 100 clients in it that are real.
load_module max_clients=1024
server f srv 10.1.0.1 3015 1
ns cli traffic connect 10.1.0.1 3015 2 >/dev/null
addr=10.1.0.1 port=3015
syns 100 --src 10.129.0.1 --seed 50
syns 50 --src 10.140.0.1 --seed 51
syns 100 --src 10.129.0.1 --seed 50
syns 20000 --src 10.150.0.1 --seed 52
is "$(tell f 'accept 2')" "accepted 2" "room"
syns 2 --src 10.129.0.1 --seed 50
is "$(clients 10.1.0.1:3015 syn | awk -F / '{ print $1, $1 - $2 - $3 - $4 - $5 }')" "20150 0" "the books of a flood balance"
between "$(clients 10.1.0.1:3015 syn | cut -d / -f 2)" 2 2 "real clients that came back before it are not washed out"
between "$(clients 10.1.0.1:3015 syn | cut -d / -f 5)" 18000 20100 "what was forgotten is said"
done_testing
