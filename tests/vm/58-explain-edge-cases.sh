#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq explain on live listeners, what 50-explain.sh has not: queues that are
# nearly full, half-open connections that end, what is not known, and who does
# not know it.
# vm: timeout=600
. "$(dirname "$0")/lib.sh"
. "$here/explained.sh"

# elsewhere PORT ID: whether a reader in another namespace is told so
elsewhere() {
	ns srv cat /proc/net/listenq >"$tmp/captured"
	LISTENQ_FILE=$tmp/captured listenq explain -J "$1" | tr -d ' \n' | grep -q "\"id\":\"$2\""
}

topology
knob net.core.somaxconn=64
server before srv 10.1.0.1 5801 64
server idle srv 10.1.0.1 5802 4
b64=$(synq_holds 64)
b16=$(synq_holds 16)
load_module

# ---- ended by ICMP: while no other SYN-ACKs take what the rate limit allows

server icmp srv 10.1.0.1 5809 64
sysctl_in cli net.ipv4.ip_forward=1
ns cli ip route add unreachable 10.128.0.0/9
first=1
while [ $first -le 10 ]; do # one answer a second is allowed
	flood 5809 1 --first $first
	sleep 2
	first=$((first + 1))
done
says "ended by ICMP" 5809 half-open-icmp "10 of 10 half-open connections were ended by an ICMP error"
ns cli ip route del unreachable 10.128.0.0/9
sysctl_in cli net.ipv4.ip_forward=0

# ---- listen() was not seen

flood 5801 70
says "it may have been cut" 5801 limit-unclear somaxconn-may-cut raise-either
knob net.core.somaxconn=4096
says "by what is more now it was not" 5801 somaxconn-is-above
arrive 5802 5
sleep 2
says_of_accept "accept() was not seen" 5802 accept-never-seen find-out

# ---- nearly full

server near srv 10.1.0.1 5803 64
client c cli 10.1.0.1 5803
tell c 'syn 60' >/dev/null
says "SYN queue nearly full" 5803 synq-near "nearly full: 60 half-open connections, limit $b64."
tell c 'rst 60' >/dev/null
says "then reset by the clients" 5803 synq-was-near-lately half-open-reset \
	"60 of 60 half-open connections were reset by the client" "Now there are 0."
stop c
server filled srv 10.1.0.1 5804 16
client c cli 10.1.0.1 5804
tell c "syn $b16" >/dev/null
tell c "rst $b16" >/dev/null
says "full, and reset" 5804 synq-was-full-lately
stop c
server queue srv 10.1.0.1 5805 10
arrive 5805 10 --send 100
says "accept queue nearly full" 5805 acceptq-near "nearly full: 10 connections wait for accept(), limit 11."
sleep 2
says "and data wait in it" 5805 accept-data-wait clients-gone limit-own-backlog
tell queue drain >/dev/null
says_of_accept "and taken" 5805 acceptq-was-near-lately accept-caught-up "Now 0 connections wait for accept()."

# ---- cookies

server choice srv 10.1.0.1 5806 128
knob net.ipv4.tcp_syncookies=2
flood 5806 6
knob net.ipv4.tcp_syncookies=1
says "cookies that the queue's depth does not explain" 5806 cookies-of-other-limit clients-cookies \
	"6 SYNs got a cookie although the SYN queue never got deeper than 0, below its limit of $(synq_holds 128)"
server bad srv 10.1.0.1 5807 16
flood 5807 "$b16" --src 10.200.0.1
client c cli 10.1.0.1 5807
tell c 'syn 5' >/dev/null
tell c 'badack 5' >/dev/null
sleep 0.5
says "ACKs without a cookie" 5807 cookies-bad "5 ACKs arrived while cookies were in use, but with no valid cookie"
stop c

# ---- fast opens

knob net.ipv4.tcp_fastopen=$((0x203)) # without a cookie
server fast srv 10.1.0.1 5814 64 --fastopen 3
flood 5814 2 --payload 1
says_not "a fast-open queue with room" 5814 fastopenq-full
flood 5814 3 --payload 1 --seed 2
says "one without" 5814 fastopenq-full clients-fastopenq raise-fastopen \
	"The fast-open queue is full: 3 connections, limit 3." \
	"while the fast-open queue is full (3 of 3)" "(TCP_FASTOPEN) above 3"

# ---- the limit that is lower since

server lowered srv 10.1.0.1 5808 64
flood 5808 70
knob net.core.somaxconn=32
says "somaxconn lowered since" 5808 limit-own-backlog somaxconn-was-lowered \
	"net.core.somaxconn has been lowered to 32 since: the next listen() will get no more than that."
knob net.core.somaxconn=4096

# ---- final ACKs without a way back

server noroute srv 10.1.0.1 5810 64
client c cli 10.1.0.1 5810
tell c 'syn 3' >/dev/null
ns srv ip route del default via 10.1.0.2
tell c 'ack 3' >/dev/null
sleep 0.5
says "no route at the final ACK" 5810 ack-dropped-other look-for-route
ns srv ip route add default via 10.1.0.2
stop c

server nocookie srv 10.1.0.1 5815 64
client c cli 10.1.0.1 5815
knob net.ipv4.tcp_syncookies=2
tell c 'syn 3' >/dev/null
knob net.ipv4.tcp_syncookies=1
ns srv ip route del default via 10.1.0.2
tell c 'ack 3' >/dev/null
sleep 0.5
says "no route at the final ACK with a cookie" 5815 cookie-dropped-other look-for-route-cookie \
	"3 final ACKs with a valid cookie were dropped for some other reason"
ns srv ip route add default via 10.1.0.2
stop c

# ---- who does not know

knob net.core.somaxconn=64
server cut srv 10.1.0.1 5811 511
flood 5811 70
holds "from elsewhere somaxconn is not read" elsewhere 5811 raise-somaxconn-unread
tell cut 'listen 4294967295' >/dev/null
holds "nor for who asks for all of it" elsewhere 5811 raise-somaxconn-for-all-unread
knob net.ipv4.tcp_syncookies=0 net.ipv4.tcp_max_syn_backlog=32
server quarter srv 10.1.0.1 5812 64
flood 5812 40
sleep 0.5
holds "nor tcp_max_syn_backlog" elsewhere 5812 limit-last-quarter-unread
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
is_unknown accepted || matches "$(ns srv su -s /bin/sh nobody -c 'listenq explain -J :5802')" '"find-out-who"' \
	"nobody sees no processes, but is told how to find the one"

# ---- a group of which one member is stuck

server trio srv 10.1.0.1 5813 5 --reuseport 3
for seed in 1 2; do # what the SYN queue holds may not fill the accept queue
	client c cli 10.1.0.1 5813 --seed $seed
	tell c 'syn 60' >/dev/null
	tell c 'ack 60' >/dev/null
	stop c
done
tell trio 'accept 6 1' >/dev/null
tell trio 'accept 6 2' >/dev/null
says "one of three is full" 5813 group-uneven leave-more-members \
	"Of the 3 sockets of this address and port, 1 has a full accept queue and 2 have an empty one."
is "$(explains 5813 | grep -o 'sockets of this address and port' | wc -l)" 1 "which is said of that one"
tell trio 'accept 6 0' >/dev/null
says_not "and no more when it is not" 5813 group-uneven

# ---- all namespaces

sysctl_in cli net.core.somaxconn=8
server other cli 10.1.0.2 5820 32 --name other
ns srv traffic connect 10.1.0.2 5820 9 >/dev/null
listenq explain -A 5820 >"$tmp/all"
matches "$(cat "$tmp/all")" "^10\.1\.0\.2:5820 \(other, pid $(pid other)\) in cli\$" "-A names the namespace"
matches "$(cat "$tmp/all")" 'net\.core\.somaxconn is still 8 in the' "and knows the settings there"
is "$(listenq explain -A | grep -cE '^10\.1\.0\.[12]:58')" 18 "it explains all of them"
matches "$(listenq explain -A 5812)" 'net\.ipv4\.tcp_max_syn_backlog \(32\): without' "each by its own settings"
is "$(listenq explain)" "" "and here there is none"

unload_module
module=/lib/listenq-missing-functions.ko load_module
matches "$(ns srv listenq explain :5810)" 'no trouble now\. SYN queue [0-9]+ of [0-9]+, accept queue 0 of 65; what happened before' \
	"no peaks without the probe: quiet-now"
done_testing
