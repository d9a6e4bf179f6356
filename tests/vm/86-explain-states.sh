#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Who did not answer, who did, and who has gone: half-open connections by whether
# their final ACK came, closed ones by whether anybody accepted them, and what a
# socket dropped before the module was loaded.
# vm: timeout=300
. "$(dirname "$0")/lib.sh"
. "$here/explained.sh"

# state PORT TOKEN: that column of the states' table
state() { col "10.1.0.1:$1" "$2" srv /proc/net/listenq_states; }

# symptoms PORT ID REGEX NOT: what `states` says, and what it does not
symptoms() {
	is "$(ns srv listenq states -r -n -o symptoms ":$1" | tr -d ' ')" "$2" "$1: $2"
	ns srv listenq states ":$1" >"$tmp/states"
	matches "$(cat "$tmp/states")" "$3" "$1: so it says"
	is "$(grep -c "$4" "$tmp/states")" 0 "$1: and not: $4"
}

topology
server early srv 10.1.0.1 8101 64
ns srv ip route del default via 10.1.0.2
flood 8101 3
ns srv ip route add default via 10.1.0.2
load_module
is "$(col 10.1.0.1:8101 socket_drops srv)" 3 "dropped before the module was loaded"
is "$(ns srv ss -Hltm 'sport = :8101' | grep -o ',d[0-9]*' | tr -d ',d')" 3 "as ss shows it"
says "which is told" 8101 drops-before-module \
	"The kernel counted 3 dropped packets on this socket since listen(), 3 of which are not in the counts here"

server full srv 10.1.0.1 8102 20
client c cli 10.1.0.1 8102
tell c 'syn 18' >/dev/null
arrive 8102 21
tell c 'ack 18' >/dev/null
is "$(state 8102 NEW_SYN_RECV)/$(state 8102 half_open_acked)" 18/18 "they answered, and the accept queue was full"
symptoms 8102 closed-unaccepted,half-open-acked \
	'18 in NEW_SYN_RECV: the clients have answered the SYN-ACK' 'flood'
stop c

server defer srv 10.1.0.1 8103 20 --defer 30
client c cli 10.1.0.1 8103
tell c 'syn 18' >/dev/null
tell c 'ack 18' >/dev/null
is "$(state 8103 NEW_SYN_RECV)/$(state 8103 half_open_acked)" 18/18 "they answered, and their data is waited for"
symptoms 8103 half-open-acked '18 in NEW_SYN_RECV: the clients have answered the SYN-ACK' 'flood'
stop c

server flood srv 10.1.0.1 8104 20
flood 8104 18
is "$(state 8104 NEW_SYN_RECV)/$(state 8104 half_open_acked)" 18/0 "nobody answered"
symptoms 8104 half-open-unanswered \
	'18 in NEW_SYN_RECV: the clients do not answer the SYN-ACK: a SYN flood' 'have answered'

server left srv 10.1.0.1 8105 64
arrive 8105 20
ns cli traffic connect 10.1.0.1 8105 3 --reset >/dev/null
is "$(state 8105 CLOSE_WAIT)/$(state 8105 unaccepted)/$(state 8105 unaccepted_closed)" 20/20/20 \
	"closed while they waited"
is "$(col 10.1.0.1:8105 acceptq srv)/$(col 10.1.0.1:8105 acceptq_dead srv)" 23/23 "all that wait are gone, the three that reset it, too"
symptoms 8105 closed-unaccepted '20 in CLOSE_WAIT: the clients have closed while they waited for accept' 'close()'
sleep 1
says "nobody waits any more" 8105 clients-gone "23 of 23 clients in the accept queue have closed or reset the connection already."
says_not "so it is not said" 8105 clients-wait
tell left 'accept 23' >/dev/null
is "$(state 8105 CLOSE_WAIT)/$(state 8105 unaccepted)/$(state 8105 unaccepted_closed)" 20/0/0 "accepted, and not closed"
symptoms 8105 unclosed '20 in CLOSE_WAIT: the clients have closed, but the program has not called close()' 'waited for'
done_testing
