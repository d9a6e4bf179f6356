#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq explain on live listeners: each cause made, and what is said of it.
# vm: timeout=900
. "$(dirname "$0")/lib.sh"
. "$here/explained.sh"

topology
# Before the module: what it asked for is not seen.
server before srv 10.1.0.1 5001 16
b4=$(synq_holds 4) b16=$(synq_holds 16) beyond=$((150 - b16))
load_module
knob net.ipv4.tcp_max_syn_backlog=1024

server healthy srv 10.1.0.1 5002 128 --auto
arrive 5002 4
is "$(ns srv listenq explain 5002 | wc -l)" 1 "a healthy listener gets one line"
says "which says so" 5002 healthy \
	"): healthy. SYN queue peak 1 of $(synq_holds 128), accept queue peak" ", 0 dropped."

flood 5001 150
says "SYN queue full, asked before the module was loaded" 5001 synq-full cookies-go-out cookies-none-back clients-cookies limit-unclear limit-synq raise-either filter-flood leave-max-syn-backlog leave-ss leave-log \
	"The SYN queue is full: $b16 half-open connections, limit $b16." \
	"$beyond SYNs got a cookie instead of a place in the SYN queue; cookies have been sent for" \
	"0 of $beyond cookies came back" \
	"The effective limit is the backlog of 16 that listen() granted. How much the program asked for is not known." \
	"tcp_max_syn_backlog (1024): the kernel ignores it while tcp_syncookies is 1."

server own srv 10.1.0.1 5003 16
flood 5003 150
says "the program's own backlog" 5003 limit-own-backlog raise-backlog raise-backlog-over-somaxconn leave-somaxconn counted-since \
	"it asked listen() for 16 and got 16." "Set a backlog above 16 in the program's configuration and restart it" \
	"net.core.somaxconn (4096): it does not cap the 16 that the program asks for."
matches "$(ns srv listenq explain -J 5003 | tr -d ' \n')" \
	'"id":"limit-own-backlog","section":"limit","numbers":\{"backlog_asked":16,"backlog":16\}' "JSON: ids and numbers"
says "what somaxconn is" 5001 somaxconn-is-above
remember
says "also of a saved table" 5001 somaxconn-is-above
elsewhere=$(listenq explain -J :5001)
forget
is "$(echo "$elsewhere" | grep -c '"10.1.0.1:5001"')/$(echo "$elsewhere" | grep -c somaxconn-is)" 1/0 \
	"of another namespace's table, this namespace's somaxconn is not said"
ns cli traffic connect 10.1.0.1 5003 9 --parallel 9 >/dev/null
says "some cookies come back" 5003 cookies-few-back resize \
	"change Run 'listenq resize 10.1.0.1:5003 128' as root" \
	"9 of $((beyond + 9)) cookies came back: a mix of real clients and SYNs whose handshake nobody completed."
# The queue is full for 7 s more, until the first are given up; then a minute has
# to pass, which is known to within 4 s.
sleep 80
says "over, and told as the past" 5003 synq-was-full cookies-are-over look-for-final-acks \
	"The SYN queue has been full: it peaked at $b16 half-open connections, limit $b16." \
	"the last one more than a minute ago."
says_not "a larger queue is not asked for any more" 5003 raise-backlog

knob net.core.somaxconn=64
server cut srv 10.1.0.1 5004 511
flood 5004 70
says "somaxconn cut it" 5004 limit-somaxconn somaxconn-cuts-still raise-somaxconn resize-over-somaxconn \
	"change Run 'listenq resize --somaxconn 10.1.0.1:5004 128' as root" \
	"The effective limit is net.core.somaxconn as it was at listen(): the program asked for a backlog of 511 and got 64." \
	"net.core.somaxconn is still 64" "Run 'sysctl -w net.core.somaxconn=511' in the listener's network namespace, then restart the program"
server all srv 10.1.0.1 5016 4294967295 # listen(fd, -1)
flood 5016 70
says "somaxconn cuts what asks for all" 5016 limit-somaxconn raise-somaxconn-for-all \
	"The program asks for as much as net.core.somaxconn allows. Raise that above 64 in the listener's network namespace"
knob net.core.somaxconn=4096
says "and was raised since" 5016 listen-again-for-all \
	"it asks for as much as net.core.somaxconn allows, and its next listen() will get 4096."
says "somaxconn raised since" 5004 somaxconn-was-raised listen-again \
	"net.core.somaxconn has been raised to 4096 since, but it takes effect at listen()" \
	"Just restart the program: with net.core.somaxconn at 4096, its next listen() will get the 511"
tell cut 'listen 511' >/dev/null
flood 5004 1 --seed 2
says_not "after listen() again it has room" 5004 "is full"

knob net.ipv4.tcp_syncookies=0
server drop srv 10.1.0.1 5005 16
flood 5005 30
says "without cookies" 5005 syn-dropped-no-cookies clients-syn-dropped turn-cookies-on dropped-lately leave-max-syn-backlog-high leave-log-dropped \
	"$((30 - b16)) SYNs were dropped because the SYN queue was full and SYN cookies were off." \
	"gets no answer, and sends it again: 1, 3 and 7 s after the first" "'sysctl -w net.ipv4.tcp_syncookies=1' in the listener's network namespace (it is 0 now)"
knob net.ipv4.tcp_max_syn_backlog=64
server quarter srv 10.1.0.1 5006 128
flood 5006 60
sleep 0.5
says "the last quarter" 5006 syn-dropped-last-quarter limit-last-quarter raise-max-syn-backlog leave-backlog-quarter \
	"11 SYNs were dropped because only the last quarter of tcp_max_syn_backlog was left" \
	"The effective limit of the SYN queue comes from net.ipv4.tcp_max_syn_backlog (64): without SYN cookies (tcp_syncookies is 0 now)" \
	"That leaves 49; the backlog is 128."
knob net.ipv4.tcp_syncookies=2 net.ipv4.tcp_max_syn_backlog=1024
server always srv 10.1.0.1 5007 128 --auto
flood 5007 6
says "cookies by choice are no trouble" 5007 healthy-cookies-always \
	"healthy. The limit of its SYN queue is 0 because tcp_syncookies is 2, with which every SYN gets a cookie: 6 so far."
knob net.ipv4.tcp_syncookies=1
says "cookies came on" 5005 cookies-came-on \
	"No change is needed for cookies: tcp_syncookies is 1 now"

server early srv 10.1.0.1 5008 16
flood 5008 "$b16"
sleep 70
says "given up early" 5008 half-open-expired half-open-expired-early \
	"$b16 of $b16 half-open connections timed out before the handshake was complete" \
	"half-open connections timed out early: while the SYN queue is more than half full"
server defer srv 10.1.0.1 5009 16 --defer 5
client c cli 10.1.0.1 5009
tell c 'syn 15' >/dev/null
tell c 'ack 15' >/dev/null
tell c 'push 2' >/dev/null
says "put off until data come" 5009 half-open-deferred \
	"2 connections stayed in the SYN queue although the handshake was complete: the program set TCP_DEFER_ACCEPT"
stop c

server stuck srv 10.1.0.1 5010 5
arrive 5010 6
flood 5010 4
sleep 2
says "nobody accepts" 5010 acceptq-full syn-dropped-acceptq clients-gone limit-acceptq leave-max-syn-backlog-acceptq \
	"The accept queue is full: 6 connections wait for accept(), limit 6." \
	"4 SYNs were dropped because the accept queue was full." \
	"6 of 6 clients in the accept queue have closed or reset the connection already."
says_of_accept "and never did" 5010 accept-never find-out leave-backlog \
	"The program is not accepting connections: it has accepted 0 connections since it called listen()" \
	"'strace -f -p $(pid stuck)'" "The backlog (5): a larger accept queue would fill up too"
! is_unknown accepted || says "or may have: that is not told" 5010 accept-untold find-out-whether \
	"Whether the program calls accept() is not known." \
	"Find out first whether the program calls accept(): 'strace -f -e accept,accept4 -p $(pid stuck)'"
tell stuck 'accept 1' >/dev/null
remember
says_of_accept "slow" 5010 accept-slow accept-faster \
	"The program accepts connections, the last one" "but slowly: the oldest of 5 has been waiting for"
forget
tell stuck 'accept 1' >/dev/null
arrive 5010 1
sleep 11
remember
says_of_accept "stopped" 5010 accept-stopped \
	"The program is not accepting connections: it accepted the last one 11 s ago"
forget
tell stuck drain >/dev/null
says_of_accept "caught up" 5010 acceptq-was-full-lately accept-caught-up \
	"was full within the last minute: it peaked at 6 connections, limit 6." "The program has caught up since"
sleep 70
was_full=acceptq-was-full
! is_unknown accepted || was_full=acceptq-was-full-once
says "not full any more" 5010 $was_full dropped-lately \
	"The accept queue has been full: it peaked at 6" "4 packets were dropped, the last one"

# ack_full PORT: 3 half-open, the accept queue full, then their final ACKs
ack_full() {
	server "s$1" srv 10.1.0.1 "$1" 4
	client "c$1" cli 10.1.0.1 "$1"
	tell "c$1" 'syn 3' >/dev/null
	arrive "$1" 5
	tell "c$1" 'ack 3' >/dev/null
	stop "c$1"
}
ack_full 5011
says "final ACKs dropped" 5011 ack-dropped-acceptq clients-ack-dropped \
	"3 final ACKs were dropped because the accept queue was full." \
	"A client whose final ACK is dropped believes that it is connected but gets no response" "so the 3 packets came from fewer clients, or as many."
knob net.ipv4.tcp_abort_on_overflow=1
ack_full 5012
says "final ACKs answered by a RST" 5012 half-open-aborted clients-aborted turn-abort-off \
	"3 half-open connections were reset because the accept queue was full and tcp_abort_on_overflow was set." \
	"gets 'connection reset by peer' at once" "'sysctl -w net.ipv4.tcp_abort_on_overflow=0' in the listener's network namespace (it is 1 now)"
knob net.ipv4.tcp_abort_on_overflow=0
server cookies srv 10.1.0.1 5013 4
flood 5013 "$b4" --src 10.200.0.1
client c cli 10.1.0.1 5013
tell c 'syn 8' >/dev/null
tell c 'ack 8' >/dev/null
says "cookies dropped" 5013 cookie-dropped-acceptq cookies-most-back clients-cookie-dropped \
	"3 final ACKs with a valid cookie were dropped because the accept queue was full." \
	"8 of 8 cookies came back, so most of these SYNs came from real clients"
stop c

server noroute srv 10.1.0.1 5014 64
ns srv ip route del default via 10.1.0.2
flood 5014 3
sleep 0.5
says "no route back" 5014 syn-dropped-other look-for-route \
	"3 SYNs were dropped for some other reason, such as no route back"
ns srv ip route add default via 10.1.0.2

server fewer srv 10.1.0.1 5015 8
arrive 5015 9
tell fewer 'listen 2' >/dev/null
says "more than it holds" 5015 acceptq-over \
	"9 is more than the limit of 3: listen() was called again with a smaller backlog"

is "$(ns srv listenq explain 81 2>&1)" "listenq: no listener matches '81'" "nothing matches"
arrive 5010 5
sleep 310
says "what was dropped is over" 5010 dropped-is-over "Nothing has been dropped for" "before that, 4 packets were."
says_not "so not told as what is" 5010 syn-dropped-acceptq
done_testing
