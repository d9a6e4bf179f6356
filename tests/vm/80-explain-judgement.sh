#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# One judgement: list, explain, check and metrics say the same of each situation,
# and nothing that it is not.
# vm: timeout=600
. "$(dirname "$0")/lib.sh"
. "$here/explained.sh"

# troubles PORT: those that explain's JSON has
troubles() {
	ns srv listenq explain -J "$option" ":$1" | tr -d ' \n' |
		sed 's/.*"troubles":\[//; s/\].*//' | tr '{' '\n' |
		sed -n 's/.*"id":"\([a-z-]*\)".*/\1/p' | sort | paste -sd,
}

# judged NAME PORT SEVERITY [TROUBLES [OPTION]]: so they all say
judged() {
	local name=$1 port=$2 severity=$3 troubles=${4:-} option=${5:---since=300} status=0 troubled=1
	case $severity in
	ok) troubled=0 ;;
	warning) status=1 ;;
	critical) status=2 ;;
	esac
	is "$(ns srv listenq -r -n -o severity,trouble "$option" ":$port" | tr -s ' ')" \
		"$severity ${troubles:--}" "$name: list says $severity ${troubles:--}"
	is "$(ns srv listenq --troubled -r -n -o local "$option" | grep -c ":$port *\$")" $troubled \
		"$name: --troubled has it, or not"
	ns srv listenq check "$option" ":$port" >"$tmp/check"
	is $? $status "$name: check exits with $status"
	[ $troubled = 0 ] ||
		matches "$(cat "$tmp/check")" "1 of 1 listener in trouble \(10.1.0.1:$port: ${troubles}[;)]" "$name: and says why"
	is "$(ns srv listenq explain -J "$option" ":$port" | tr -d ' \n' | grep -o '"severity":"[a-z]*","lately')" \
		"\"severity\":\"$severity\",\"lately" "$name: explain"
	troubles=$(echo "$troubles" | tr , '\n' | sort | paste -sd,)
	is "$(troubles "$port")" "$troubles" "$name: and its troubles"
	is "$(ns srv listenq metrics "$option" | grep "^listenq_trouble{.*:$port\"" |
		sed 's/.*trouble="//; s/".*//' | sort | paste -sd,)" "$troubles" "$name: metrics"
}

topology
load_module
stalled=acceptq-stalled
! is_unknown accepted || stalled=acceptq-slow

server calm srv 10.1.0.1 8001 128 --auto
arrive 8001 4
judged "a healthy one" 8001 ok

# A queue of five that six clients fill at once harms none of them.
server six srv 10.1.0.1 8002 5
arrive 8002 6
remember
judged "full without harm" 8002 warning acceptq-full
says "so it is explained" 8002 acceptq-full acceptq-harmless \
	"That did no harm: in the last 5.0 min nothing was dropped, and no connection waits long."
for id in raise-backlog raise-either raise-somaxconn find-out accept-never; do
	says_not "and not" 8002 $id
done
forget

# 2 % of a queue wait for half a second.
server slow srv 10.1.0.1 8003 4096
arrive 8003 81
tell slow 'accept 1' >/dev/null
sleep 0.5
remember
judged "slow without being full" 8003 warning acceptq-slow
says_of_accept "so it is explained" 8003 accept-slow \
	"but slowly: the oldest of 80 has been waiting for"
says_not "and not" 8003 raise-backlog
says_not "nor" 8003 accept-stopped
forget

server fresh srv 10.1.0.1 8008 128
arrive 8008 1
sleep 0.3
remember
says_of_accept "new, and nothing accepted yet" 8008 accept-not-yet \
	"The program has accepted 0 connections so far, and the oldest of 1 has been waiting for"
forget

server near srv 10.1.0.1 8009 10
arrive 8009 10
tell near 'accept 1' >/dev/null
remember
judged "nearly full" 8009 warning acceptq-near
says_of_accept "so it is explained" 8009 accept-behind "but does not keep up: 9 are waiting."
says_not "and not" 8009 raise-backlog
forget

# 1 % of a queue wait for 90 s, and nobody accepts.
server jam srv 10.1.0.1 8004 4096
arrive 8004 50
server worker srv 10.1.0.1 8005 128 --reuseport 1 --auto
server stuck srv 10.1.0.1 8005 128 --reuseport 1
arrive 8005 20
sleep 90
remember
judged "nobody accepts, 1 % full" 8004 critical "$stalled"
says_of_accept "so it is explained" 8004 accept-never find-out \
	"the oldest of 50 has been waiting for 90 s"
says_not "and not" 8004 healthy
says_not "nor" 8004 raise-backlog
is "$(ns srv listenq -r -n -o severity :8005 | sort | tr '\n' ' ')" "critical ok " "one member of a group is stuck"
is "$(ns srv listenq --tree -J -o severity :8005 | grep -c critical)" \
	2 "which is the judgement of the group, and of that member"
ns srv listenq check :8005 >"$tmp/check"
is $? 2 "and check's"
forget

server cookies srv 10.1.0.1 8010 128
knob net.ipv4.tcp_syncookies=2
flood 8010 6
knob net.ipv4.tcp_syncookies=1

# A SYN that was dropped long ago is over.
server noroute srv 10.1.0.1 8006 64
ns srv ip route del default via 10.1.0.2
flood 8006 3
ns srv ip route add default via 10.1.0.2
sleep 1
judged "three SYNs just dropped" 8006 warning other-dropped
sleep 310
judged "after 310 s that is over" 8006 ok
says "and told as the past" 8006 healthy-dropped-before \
	"no trouble in the last 5.0 min. Before that, 3 packets were dropped, the last one 5."
says "cookies are over, too" 8010 healthy-cookies-before "no trouble now. Before that, 6 SYNs got a cookie"
judged "unless one looks further back" 8006 warning other-dropped --since=600

# Full with harm: critical while it is full, a warning for a time after that.
server full srv 10.1.0.1 8007 5
arrive 8007 6
flood 8007 4
judged "full, and SYNs dropped" 8007 critical acceptq-dropped,acceptq-full
tell full drain >/dev/null
judged "drained" 8007 warning acceptq-dropped,acceptq-full
done_testing
