# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests that want something in every table; after lib.sh, in its topology and
# with the module loaded.
# shellcheck disable=SC2154 # whose `tmp` it uses

debugfs=/sys/kernel/debug/listenq
# shellcheck disable=SC2034 # for the tests
proc_tables="/proc/net/listenq /proc/net/listenq_states /proc/net/listenq_netstat"
debugfs_tables="$debugfs/listeners $debugfs/states $debugfs/latency $debugfs/transitions
	$debugfs/drops $debugfs/probes $debugfs/module"
# shellcheck disable=SC2034
all_tables="$proc_tables $debugfs_tables"

# fill: in srv, by both families, connections that were accepted, that wait, that
# were dropped, that got a cookie, that were given up; and what is left of a
# listener that closed. None is half-open in the end, so nothing changes by itself
# but how long ago it all was.
fill() {
	local addr ns
	sysctl_in srv net.ipv4.tcp_synack_retries=1
	for addr in 10.1.0.1 fd01::1; do
		server "full-$addr" srv "$addr" 1101 2
		server "served-$addr" srv "$addr" 1102 64
		server "flooded-$addr" srv "$addr" 1103 4
		server "closed-$addr" srv "$addr" 1104 8
		ns cli traffic connect "$addr" 1101 3 >/dev/null
		start "clients-$addr" cli connect "$addr" 1102 5 --hold
		tell "served-$addr" "accept 5" >/dev/null
		start "left-$addr" cli connect "$addr" 1104 2 --hold
		tell "closed-$addr" "accept 2" >/dev/null
		tell "closed-$addr" "close 0" >/dev/null
		ns cli traffic syn "$addr" 1103 10 >/dev/null
		ns cli traffic syn "$addr" 1101 80 >/dev/null
	done
	for ns in '' srv cli; do
		ns "$ns" ss -tane >/dev/null # gives sockets their cookies
	done
	wait_until 30 '[ "$(total synq srv)" = 0 ]' ||
		bail "connections are half-open for longer than they may"
}

# lacking: the tables in which something is not, of what `fill` has done
lacking() {
	local table words
	while read -r table words; do
		ns srv grep -qE -- "$words" "$table" || echo "$table: no '$words'"
	done <<-END
		/proc/net/listenq ^10\.1\.0\.1:1101 +ipv4
		/proc/net/listenq ^\[fd01::1\]:1101 +ipv6
		/proc/net/listenq_states ^\[fd01::1\]:1102 +listener +[0-9]+ +5
		/proc/net/listenq_states ^\[fd01::1\]:1104 +closed +[0-9]+ +2
		/proc/net/listenq_netstat ^TcpExtListenDrops +[1-9][0-9]* +[1-9]
		$debugfs/listeners ^\[fd01::1\]:1101 +ipv6
		$debugfs/states ^10\.1\.0\.1:1104 +closed +[0-9]+ +2
		$debugfs/latency ^\[fd01::1\]:1102 .* handshake .* [1-9]
		$debugfs/transitions SYN_RECV +ESTABLISHED +[1-9]
		$debugfs/drops 10\.1\.0\.1:1101 +10\.128\..* syn_acceptq_full
		$debugfs/drops \[fd01::1\]:1101 +\[fd02::.* syn_acceptq_full
		$debugfs/drops \[fd01::1\]:1103 .* expired
		$debugfs/probes planted +[1-9]
		$debugfs/module ^ *([^ ]+ +){5}[1-9][0-9]* +0( |$)
	END
	[ "$(total cookies srv)" -gt 0 ] || echo "no cookies"
}

# timeless: a table on stdin, of its columns those that do not change by themselves;
# all of it as it is, if none does
timeless() {
	awk 'NR == 1
		NR == 2 {
			for (i = 1; i <= NF; i++)
				if ($i ~ /_[mu]s$|_peak60$/) { moves[i] = 1; some = 1 }
		}
		NR > 1 && !some
		NR > 1 && some {
			for (i = 1; i <= NF; i++) if (!(i in moves)) printf "%s ", $i
			print ""
		}'
}
