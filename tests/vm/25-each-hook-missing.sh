#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=400
# Of the functions that the module hooks one is missing, each in its turn: what
# that one tells is "-", and every other number is what it was with all of them.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
. "$here/hooks.sh"

probes=/sys/kernel/debug/listenq/probes

# What this kernel never tells.
always=$unknown

# lost FAMILY SYMBOL: those of a listener
lost() {
	# shellcheck disable=SC2046
	words $always $(without "$1" "$2")
}

# unknown_waits: of the latencies' table, the waits that are not known; "?" if a
# row is neither known nor unknown
unknown_waits() {
	awk 'NR > 2 {
		n = 0
		for (i = 5; i <= NF; i++) n += $i == "-"
		if (n) print $4 (n == NF - 4 ? "" : "?")
	}' /sys/kernel/debug/listenq/latency | sort -u | tr '\n' ' '
}

# waits: those that are to be so: of connections that are not counted
waits() { echo "$(! is_unknown accepted || echo "accept ")$(! is_unknown completed || echo "handshake ")"; }

# scene SERVER PORT IP_OPTION ROUTE: most of what can become of a SYN, a half-open
# connection and a final ACK; ROUTE makes the client's machine answer by ICMP. What
# takes time comes first.
scene() {
	local addr=$1 port=$2 ip=$3 route=$4

	sysctl_in srv net.ipv4.tcp_synack_retries=1
	server web srv "$addr" "$port" 4
	client c cli "$addr" "$port"
	ns cli traffic syn "$addr" "$port" 1 --seed 2 >/dev/null
	sleep 4
	ns cli traffic syn "$addr" "$port" 1 --seed 2 --first 1 >/dev/null
	ns srv ss -K state syn-recv "sport = :$port" >/dev/null
	sysctl_in cli net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
	# shellcheck disable=SC2086
	ns cli ip $ip route add $route
	ns cli traffic syn "$addr" "$port" 1 --seed 2 --first 2 >/dev/null
	wait_until 5 "[ \"\$(ss_half_open $port srv)\" = 0 ]"
	# Those that follow stay, however long this kernel takes.
	sysctl_in srv net.ipv4.tcp_synack_retries=5
	# shellcheck disable=SC2086
	ns cli ip $ip route del $route
	sysctl_in cli net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
	tell c 'syn 2' >/dev/null
	tell c 'rst 1' >/dev/null
	tell c 'ack 1' >/dev/null
	sysctl_in srv net.ipv4.tcp_syncookies=2
	tell c 'syn 2' >/dev/null
	tell c 'ack 1' >/dev/null
	tell c 'badack 1' >/dev/null
	tell c 'rst 1' >/dev/null
	sysctl_in srv net.ipv4.tcp_syncookies=1
	settle

	tell c 'syn 2' >/dev/null
	ns cli traffic connect "$addr" "$port" 3 >/dev/null
	tell c 'ack 1' >/dev/null
	sysctl_in srv net.ipv4.tcp_abort_on_overflow=1
	tell c 'ack 1' >/dev/null
	sysctl_in srv net.ipv4.tcp_abort_on_overflow=0
	ns cli traffic syn "$addr" "$port" 2 --seed 2 --first 3 >/dev/null
	tell web 'accept 1' >/dev/null
	# Then each socket has a cookie, as ss calls it.
	ns srv ss -Hltne >/dev/null
}

# known TOKEN=N...: those that are
known() {
	local pair known=
	for pair; do is_unknown "${pair%%=*}" || known="$known $pair"; done
	# shellcheck disable=SC2086
	words $known
}

# found NAME FAMILY SYMBOL LOCAL: that became of it
found() {
	unknown=$(lost "$2" "$3")
	is "$(dashes "$4" srv)" "$unknown" "$1 what it tells of an $2 listener is not known, all else is"
	counted "$1 and right" "$4" srv syns=14 queued=10 cookies=2 completed=4 cookies_ok=1 \
		accepted=1 syn_acceptq_full=2 ack_acceptq_full=2 cookies_bad=1 \
		synack_retrans=1 expired=1 reset=1 aborted=1 ended_icmp=1 ended_admin=1
	is "$(row "$4" srv synq acceptq)" "synq=1 acceptq=4" "$1 as are the depths"
	is "$(noted "$4")" "$(known syn_acceptq_full=2 ack_acceptq_full=2 expired=1)" \
		"$1 and one by one each drop that is known to be one"
	unknown=$always
}

# each NAME SYMBOL PORT: the module is loaded; everything that depends on hooks
each() {
	scene 10.1.0.1 "$3" -4 'unreachable 10.128.0.0/9'
	found "$1" IPv4 "$2" "10.1.0.1:$3"
	# shellcheck disable=SC2046
	agrees srv "$1 and with the kernel's counters, but where it tells" $(unbalanced "$2")
	stop c && stop web
	scene fd01::1 "$3" -6 'prohibit fd02::/96'
	found "$1" IPv6 "$2" "[fd01::1]:$3"
	# shellcheck disable=SC2046
	agrees srv "$1 and both together" $(unbalanced "$2") $(unbalanced "6:$2")
	stop c
}

topology
# An answer by ICMP for each SYN-ACK, not one a second (ip_error() in route.c).
cost=$(sysctl -n net.ipv4.route.error_cost)
at_exit "sysctl_in '' net.ipv4.route.error_cost=$cost"
sysctl_in '' net.ipv4.route.error_cost=0
sysctl_in cli net.ipv6.icmp.ratelimit=0
load_module transitions=always
awk 'NR > 2 { print $1, $3 }' $probes >"$tmp/all"
is "$(awk '$2 != "planted"' "$tmp/all")" "${always:+security_sock_graft other-prototype}" \
	"all hooks that this kernel has are planted"
each "all hooks:" "" 1000
stop web
unload_module

port=1001
while read -r symbol state; do
	[ "$state" = planted ] || continue
	reopen srv
	lack "$symbol"
	is "$(awk 'NR > 2 { print $1, $3 }' $probes)" \
		"$(sed "s/^$symbol planted\$/X${symbol#?} no-symbol/" "$tmp/all")" \
		"$symbol: the table of probes says that it is missing, and nothing else"
	each "$symbol:" "$symbol" $port
	status 6 "$symbol: listenq status: incomplete" ns srv listenq status
	is "$(sed -n 's/^INCOMPLETE: no probe on \([^ ]*\) (no-symbol); columns that need it show -$/\1/p' "$tmp/out" | sort)" \
		"$({ echo "X${symbol#?}"; sed -n 's/ no-symbol$//p;s/ other-prototype$//p' "$tmp/all"; } | sort)" "$symbol: for want of it"
	unknown=$(lost IPv6 "$symbol")
	is "$(unknown_waits)" "$(waits)" "$symbol: how long it was waited for what it tells"
	unknown=$always
	is "$(dashes "[fd01::1]:$port" srv /proc/net/listenq_states)" "CLOSE " \
		"$symbol: the states are known, but for the one that nobody knows"
	is "$([ -e /sys/kernel/debug/listenq/transitions ] || echo none)" \
		"$([ "$symbol" != inet_sock_set_state ] || echo none)" "$symbol: so are the transitions, but for its own"
	stop web
	# shellcheck disable=SC2046
	agrees srv "$symbol: the books stay what they are when the listeners have closed" \
		$(unbalanced "$symbol") $(unbalanced "6:$symbol")
	unload_module
	port=$((port + 1))
done <"$tmp/all"
done_testing
