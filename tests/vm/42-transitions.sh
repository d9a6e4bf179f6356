#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot
# How often each state followed another, against the kernel's own histogram of
# the same tracepoint; and the parameter that says when this is counted.
. "$(dirname "$0")/lib.sh"

table=/sys/kernel/debug/listenq/transitions
event=/sys/kernel/tracing/events/sock/inet_sock_set_state

# The tracepoint writes its states by number, the table by name.
names="ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE CLOSE_WAIT LAST_ACK LISTEN CLOSING NEW_SYN_RECV"

# "CLOSE LISTEN 3" for each pair, of all namespaces
in_kernel() {
	awk -v names="$names" '
		BEGIN { split(names, name) }
		/oldstate:/ {
			gsub(/[{},:]/, " ")
			for (i = 1; i < NF; i++) {
				if ($i == "oldstate") from = $(i + 1)
				if ($i == "newstate") to = $(i + 1)
				if ($i == "hitcount") n = $(i + 1)
			}
			if (from != to) print name[from], name[to], n
		}' $event/hist | sort
}

in_table() {
	awk 'NR > 2 { n[$2 " " $3] += $4 } END { for (i in n) print i, n[i] }' $table | sort
}

# of NETNS FROM TO
of() {
	awk -v netns="$(stat -L -c %i "/run/netns/$1")" -v from="$2" -v to="$3" '
		NR > 2 && $1 == netns && $2 == from && $3 == to { print $4 }' $table
}

# its_probe: state, hits and means of the tracepoint's row among the probes
its_probe() { awk '$1 == "inet_sock_set_state" { print $3, $4, $6 }' /sys/kernel/debug/listenq/probes; }
its_hits() { its_probe | cut -d " " -f 2; }

topology
load_module transitions=always
if [ -e $event/hist ]; then
	echo 'hist:keys=oldstate,newstate if protocol == 6' >$event/trigger
	at_exit "echo '!hist:keys=oldstate,newstate if protocol == 6' >$event/trigger"
fi
is "$(in_table)" "" "nothing has happened yet"

server web srv 10.1.0.1 80 100
ns cli traffic connect 10.1.0.1 80 7 >/dev/null
tell web "accept 7" >/dev/null
tell web close-accepted >/dev/null
start held cli connect 10.1.0.1 80 5 --hold
tell web "accept 5" >/dev/null
tell web close-accepted >/dev/null
tell held close >/dev/null
start gone cli connect 10.1.0.1 80 3 --hold
tell gone reset >/dev/null
ns cli traffic connect 10.1.0.1 81 4 >/dev/null
stop web && stop held && stop gone
ns cli traffic churn 127.0.0.1 80 --count 1 >/dev/null 2>&1
sleep 1
if [ -e $event/hist ]; then
	is "$(in_table)" "$(in_kernel)" "each pair as often as the kernel's tracepoint says"
else
	skip "each pair as often as the kernel's tracepoint says" "this kernel has no histograms"
fi
is "$(of srv CLOSE LISTEN)/$(of srv LISTEN SYN_RECV)/$(of srv SYN_RECV ESTABLISHED)" 1/15/15 \
	"fifteen came"
is "$(of srv ESTABLISHED CLOSE_WAIT)/$(of srv CLOSE_WAIT LAST_ACK)/$(of srv LAST_ACK CLOSE)" 7/7/7 \
	"seven were closed by the client first"
is "$(of srv ESTABLISHED FIN_WAIT1)/$(of srv FIN_WAIT1 FIN_WAIT2)" 5/5 "five by the server"
is "$(of srv ESTABLISHED CLOSE)/$(of cli ESTABLISHED CLOSE)" 3/3 "three were reset"
is "$(of cli SYN_SENT CLOSE)" 5 "four found nobody, and one more"
is "$(of cli TIME_WAIT CLOSE)$(of srv TIME_WAIT CLOSE)" "" "small sockets pass no tracepoint"
matches "$(its_probe)" '^planted [1-9][0-9]* tracepoint$' "its row among the probes"
unload_module

# By default they are counted while somebody has the table open.
load_module
is "$(its_probe)" "off 0 -" "nobody has it open: no probe"
ns srv listenq status >"$tmp/status"
is $? "$complete" "which is nothing that listenq status complains about"
connect_to_nobody() { ns cli traffic connect 10.1.0.1 81 "$1" >/dev/null; }
connect_to_nobody 4
is "$(its_probe)$(in_table)" "off 0 -" "and nothing is counted"
exec 8<$table
matches "$(its_probe)" '^planted [0-9]+ tracepoint$' "somebody opens it: a probe"
connect_to_nobody 5
is "$(of cli SYN_SENT CLOSE)" 5 "what happens meanwhile is counted"
exec 9<$table 8<&-
connect_to_nobody 6
is "$(of cli SYN_SENT CLOSE)" 11 "also if another one keeps it open"
exec 9<&-
hits=$(its_hits)
is "$(its_probe)" "off $hits -" "when nobody has it open any more the probe has gone"
connect_to_nobody 7
is "$(its_hits)/$(of cli SYN_SENT CLOSE)" "$hits/11" "and nothing is counted"
exec 8<$table
connect_to_nobody 8
is "$(of cli SYN_SENT CLOSE)" 19 "the counts go on from there"
exec 8<&-
for _ in 1 2 3 4 5 6 7 8; do
	sh -c 'for i in $(seq 50); do cat "$0"; done' $table >/dev/null &
	readers="${readers:-} $!"
done
# shellcheck disable=SC2086
wait $readers
matches "$(its_probe)" '^off [0-9]+ -$' "many come and go at once, and none is left"
unload_module

load_module transitions=0
holds "turned off: no table" test ! -e $table
is "$(awk '$1 == "inet_sock_set_state" { print $3, $4 }' /sys/kernel/debug/listenq/probes)" "off 0" \
	"and it says so"
ns cli traffic connect 10.1.0.1 81 4 >/dev/null
ns srv listenq status >"$tmp/status"
is $? "$complete" "which is nothing that listenq status complains about"
is "$(awk '$1 == "inet_sock_set_state" { print $4 }' /sys/kernel/debug/listenq/probes)" 0 \
	"nothing is counted"
done_testing
