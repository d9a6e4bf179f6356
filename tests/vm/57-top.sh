#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq top on live listeners, in a terminal: what is on the screen is what
# traffic did. Captured tables on the screen: tests/golden/top.
# vm: timeout=300
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/vm/terminal.sh
. "$here/terminal.sh"
at_exit no_terminal

# top_in_srv SIZE [ARGUMENT...]
top_in_srv() {
	local size=$1
	shift
	terminal "$size" env LC_ALL=C nsenter --net=/run/netns/srv listenq top "$@"
}

# order: who is listed, troubled or not, from above
order() { screen | sed -nE 's/^([!+ ]) 10\.1\.0\.1:([0-9]+) .*/\1\2/p' | paste -sd' '; }

# rates PORT: SYNs, accepts, drops and cookies per second
rates() { screen | awk -v at="10.1.0.1:$1" '$1 == at || $2 == at { print $(NF - 4), $(NF - 3), $(NF - 2), $(NF - 1) }'; }

# rates_come NAME PORT RATES: to be seen, for one interval
rates_come() {
	if wait_until 10 "[ \"\$(rates $2)\" = '$3' ]"; then ok "$1"; else not_ok "$1" "not '$3':" "$(screen)"; fi
}

topology
load_module
server web srv 10.1.0.1 80 128 --auto --name web
server flooded srv 10.1.0.1 443 16 --name flooded
server stuck srv 10.1.0.1 8080 5 --name stuck
b16=$(synq_holds 16)
no_accepts=$(told accepted 0)
if is_unknown accepted; then
	why='The oldest of 6 connections in the accept queue has been'
	was_full='has been full: it peaked at 6 connections'
else
	why='The program is not accepting connections: it has accepted 0'
	was_full='was full within the last minute: it peaked at 6'
fi

top_in_srv 100x24 -i 4
is "$(order)" " 80  443  8080" "three listeners in no trouble, in the order of their ports"
rates_come "nothing happens to the first" 80 "0 $no_accepts 0 0"
rates_come "nor to the last" 8080 "0 $no_accepts 0 0"

# ---- a screen is what happened in the 4 s before it

ns cli traffic syn 10.1.0.1 80 40 >/dev/null
ns cli traffic connect 10.1.0.1 80 20 >/dev/null
rates_come "60 SYNs and 20 accepts in 4 s" 80 "15 $(told accepted 5.0) 0 0"
comes " 40/$(synq_holds 128) " "the 40 that nobody completed are in the SYN queue"
is "$(order)" " 80  443  8080" "which is no trouble"

ns cli traffic syn 10.1.0.1 443 $((b16 + 80)) >/dev/null
ns cli traffic connect 10.1.0.1 8080 6 >/dev/null
ns cli traffic syn 10.1.0.1 8080 6 >/dev/null
rates_come "80 cookies in 4 s" 443 "24 $no_accepts 0 20"
rates_come "12 SYNs and 6 drops in 4 s, and no accept()" 8080 "3.0 $no_accepts 1.5 0"
is "$(order)" "!8080 +443  80" "the listeners in trouble come first, that which drops before all"
comes '^listenq  3 listeners  1 critical  1 warning  by' "the title counts them"
comes "$b16/$b16" "the SYN queue that is full"
comes ' 6/6 ' "the accept queue that is full"
rates_come "the next interval has nothing of that" 8080 "0 $no_accepts 0 0"

# ---- one listener's page

press / 8 0 8 0 'filter: 8080'
press Enter 'q quit'
press Enter 'q back'
comes '^10.1.0.1:8080  tcp  stuck$' "Enter opens its page: whose it is"
comes "^pid $(pid stuck)" "and its process"
comes 'The accept queue is full: 6 connections' "explained"
comes "$why" "and why"
t resize-window -x 100 -y 200
comes '^Most recent drops' "who was dropped"
is "$(screen | grep -c ' 10\.12[89]\..* syn_acceptq_full  *0/.* 6/6')" 6 "all six of them"
comes '^handshake, 99% <' "how long handshakes took"
is "$(screen | awk '/^handshake/ { on = 1; next } /^[^ ]/ { on = 0 } on { n += $2 } END { print n + 0 }')" 6 \
	"the six of them, as a histogram"
comes '^CLOSE_WAIT  *6$' "connections by state"
comes '^SYN-ACCEPTQ-FULL  *6 ' "and every column"
tell stuck drain >/dev/null
comes "$was_full" "the page goes on by itself"
for size in 20x4 1x1 300x90 80x24; do t resize-window -x "${size%x*}" -y "${size#*x}"; done
press q 'q quit'
press Escape '3 listeners'
matches "$(order)" '^[!+]443 \+8080  80$' "one that has caught up is in less trouble, and all fits again"

# ---- without the module

holds "the module can be removed meanwhile" unload_module
comes '^listenq: \|the module is not loaded' "which is said"
goes ':8080' "and nothing old is shown"
load_module
comes ':8080' "it goes on when the module is back"
rates_come "then with rates" 80 "0 $no_accepts 0 0"
goes 'not loaded' "and nothing is said any more"

t send-keys q
restored 0 q
top_in_srv 80x24 -i 4
kill -TERM "$(top_pid)"
restored 0 SIGTERM
top_in_srv 80x24 -i 4
kill -INT "$(top_pid)"
restored 0 SIGINT
top_in_srv 80x24 -i 4
t send-keys C-c
restored 0 Ctrl-C
no_terminal
done_testing
