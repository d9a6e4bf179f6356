#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=300
# How long: waits in their buckets, the oldest, the ages, the bytes.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

latency=/sys/kernel/debug/listenq/latency

# waits LOCAL WAIT: "unknown=N lt_64us=N ...", what is not 0; "-" if that is not told
waits() {
	awk -v local="$1" -v wait="$2" '
		NR == 2 { for (i = 1; i <= NF; i++) token[i] = $i }
		NR > 2 && $1 == local && $4 == wait {
			for (i = 5; i <= NF; i++)
				if ($i == "-") line = " -"
				else if ($i != 0) line = line " " token[i] "=" $i
			print substr(line, 2)
		}' $latency
}

# most SINCE LIMIT: how long it can be at most, in ms: the limit; on a slow kernel
# as long as it is by the clock
most() { if slow; then echo $((($(_now) - $1 + 1) * 10)); else echo "$2"; fi; }

# possible LEAST SINCE: of the waits on stdin how many are in buckets for what took
# LEAST ms or more and began after SINCE
possible() {
	tr ' ' '\n' | tr -dc '0-9=\n' | awk -F= -v least="$1" -v most="$(most "$2")" '
		$1 > 1000 * least && $1 / 2 <= 1000 * most { n += $2 }
		END { print n + 0 }'
}

# waited NAME LOCAL WAIT WAITS LEAST SINCE: these; on a slow kernel as many, in
# buckets that are possible
waited() {
	local got
	got=$(waits "$2" "$3")
	if slow && [ "$got" != - ]; then
		is "$(echo "$got" | possible "$5" "$6")" \
			"$(echo "$4" | tr ' ' '\n' | awk -F= '{ n += $2 } END { print n }')" "$1"
	else
		is "$got" "$4" "$1"
	fi
}

# accept_waited NAME LOCAL WAITS LEAST SINCE: for accept(), where this kernel tells
accept_waited() { waited "$1" "$2" accept "$(told accepted "$3")" "$4" "$5"; }

topology
load_module
sysctl_in srv net.ipv4.tcp_fastopen=3
sysctl_in cli net.ipv4.tcp_fastopen=3

began=$(_now)
server slow srv 10.1.0.1 1301 64
client c cli 10.1.0.1 1301
tell c 'syn 3' >/dev/null
sleep 0.9
tell c 'ack 3' >/dev/null
waited "three handshakes of 0.9 s are between 0.52 and 1.05 s" 10.1.0.1:1301 handshake \
	lt_1048576us=3 900 "$began"
is "$(waits 10.1.0.1:1301 accept)" "$(told accepted "")" "nobody was accepted yet"
sleep 10
between "$(col 10.1.0.1:1301 acceptq_oldest_us srv)" 10000000 "$(most "$began" 10500)000" \
	"the oldest has been waiting for ten seconds"
tell slow 'accept 2' >/dev/null
accept_waited "two waited between 8.4 and 16.8 s for accept()" 10.1.0.1:1301 \
	lt_16777216us=2 10000 "$began"
sleep 10
took=$(_now)
tell slow 'accept 1' >/dev/null
accept_waited "and one between 16.8 and 33.6 s" 10.1.0.1:1301 \
	"lt_16777216us=2 lt_33554432us=1" 10000 "$began"
is "$(col 10.1.0.1:1301 acceptq_oldest_us srv)" - "then nobody waits"
sleep 5
if is_unknown accept_age_ms; then
	skip "accept() took one five seconds ago" "this kernel does not tell what accept() took"
else
	between "$(col 10.1.0.1:1301 accept_age_ms srv)" 5000 "$(most "$took" 5300)" \
		"accept() took one five seconds ago"
fi
between "$(col 10.1.0.1:1301 listen_age_ms srv)" 25900 "$(most "$began" 27500)" \
	"listen() was a while before"
is "$(col 10.1.0.1:1301 drop_age_ms srv)" - "nothing was ever dropped"
stop c

server blocked srv 10.1.0.1 1302 64 --auto
ns cli traffic connect 10.1.0.1 1302 5 >/dev/null
sleep 1
if is_unknown accepted; then
	skip "a server that waits in poll()" "this kernel does not tell what accept() took"
else
	is "$(waits 10.1.0.1:1302 accept | tr ' ' '\n' | awk -F= '{ n += $2 } END { print n }')" 5 \
		"a server that waits in poll() has a wait for each connection"
fi

began=$(_now)
server cookie srv 10.1.0.1 1303 4
ns cli traffic syn 10.1.0.1 1303 5 >/dev/null
ns cli traffic connect 10.1.0.1 1303 3 >/dev/null
is "$(waits 10.1.0.1:1303 handshake)" "unknown=3" "a handshake by cookie has no known beginning"
sleep 3
tell cookie 'accept 3' >/dev/null
accept_waited "but its wait for accept() is known" 10.1.0.1:1303 lt_4194304us=3 3000 "$began"
between "$(col 10.1.0.1:1303 cookies_since_ms srv)" 3000 "$(most "$began" 3500)" \
	"cookies began three seconds ago"
sleep 62
is "$(col 10.1.0.1:1303 cookies_since_ms srv)" - "and have ended when none went out for a minute"

began=$(_now)
server fast srv 10.1.0.1 1304 64 --fastopen 16
ns cli traffic connect 10.1.0.1 1304 1 --fastopen --send 10 >/dev/null
ns cli traffic connect 10.1.0.1 1304 2 --fastopen --send 10 >/dev/null
matches "$(waits 10.1.0.1:1304 handshake)" '^unknown=2 lt_[0-9]+us=1$' "nor one by fast open"
sleep 3
tell fast 'accept 3' >/dev/null
accept_waited "whose wait for accept() is known as well" 10.1.0.1:1304 lt_4194304us=3 3000 "$began"

server bytes srv 10.1.0.1 1305 64
start sender cli connect 10.1.0.1 1305 3 --hold --send 1000
sleep 1
sum=$(ns srv ss -Htnm state established 'sport = :1305' | grep -o 'skmem:(r[0-9]*' |
	tr -dc '0-9\n' | awk '{ n += $1 } END { print n }')
is "$(col 10.1.0.1:1305 acceptq_bytes srv)" "$sum" "the bytes held are what ss says of the three ($sum)"
between "$sum" 3000 100000 "which is not nothing"
stop sender

# The walk along the queue, which keeps its lock, goes so far (listeners.c): for
# users 64 connections, and root's 4097.
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
nobody() { ns srv su -s /bin/sh nobody -c "$*"; }
# theirs: the bytes as users read them; theirs_costs: instructions of their open()
theirs() {
	nobody cat /proc/net/listenq >"$tmp/theirs"
	col 10.1.0.1:1307 acceptq_bytes '' "$tmp/theirs"
}
theirs_costs() { nobody traffic open /proc/net/listenq 20; }
sysctl_in srv net.core.somaxconn=5000
server deep srv 10.1.0.1 1307 5000
ns cli traffic connect 10.1.0.1 1307 1 --send 1000 >/dev/null
ns cli traffic connect 10.1.0.1 1307 63 >/dev/null
is "$(theirs)" "$(col 10.1.0.1:1307 acceptq_bytes srv)" "a user reads as much as root of 64"
few=$(theirs_costs)
ns cli traffic connect 10.1.0.1 1307 1 >/dev/null
is "$(theirs)" - "with one more he does not know"
ns cli traffic connect 10.1.0.1 1307 4032 >/dev/null
is "$(ss_acceptq 1307 srv)" 4097 "4097 connections wait"
# waiting_bytes: what ss says of the 4097 that no program holds. Where others in the
# kernel's table end while it reads, it may leave one out, and is asked again.
waiting_bytes() {
	local try
	for try in 1 2 3 4 5; do
		ns srv ss -HtnmeO 'sport = :1307' | grep 'ino:0 ' | grep -o 'skmem:(r[0-9]*' |
			tr -dc '0-9\n' >"$tmp/bytes"
		[ "$(grep -c . "$tmp/bytes")" != 4097 ] || break
		note "ss sees $(grep -c . "$tmp/bytes") of 4097, try $try"
	done >&2
	awk '{ n += $1 } END { print n }' "$tmp/bytes"
}
sum=$(waiting_bytes)
is "$(col 10.1.0.1:1307 acceptq_bytes srv)" "$sum" "the bytes held are what ss says of all ($sum)"
# A connection more that is looked at takes six instructions or more.
between "$(theirs_costs)" 1 $((few + 4000)) "a user's open() of 4097 takes no longer than of 64 ($few)"
ns cli traffic connect 10.1.0.1 1307 1 >/dev/null
is "$(col 10.1.0.1:1307 acceptq srv)/$(col 10.1.0.1:1307 acceptq_bytes srv)" 4098/- \
	"with one more they are not known"
tell deep 'accept 1' >/dev/null
is "$(col 10.1.0.1:1307 acceptq srv)/$(col 10.1.0.1:1307 acceptq_bytes srv)" \
	"4097/$(waiting_bytes)" "and are again when accept() has taken one"
stop deep

sysctl_in srv net.core.somaxconn=100
server asked srv 10.1.0.1 1306 5000
is "$(col 10.1.0.1:1306 backlog_asked srv)/$(col 10.1.0.1:1306 backlog srv)" 5000/100 \
	"the program asked for 5000 and got 100"
is "$(ss_backlog 1306 srv)" 100 "as ss says"
tell asked 'listen 7' >/dev/null
is "$(col 10.1.0.1:1306 backlog_asked srv)/$(col 10.1.0.1:1306 backlog srv)" 7/7 \
	"listen() again asks again"
done_testing
