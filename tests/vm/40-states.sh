#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=200
# Connections by state for each listening endpoint, against ss -tan: every state
# made on purpose, IPv4, IPv6 and v4-mapped, in the table of connections that
# namespaces share and in one of their own.
. "$(dirname "$0")/lib.sh"

# in_ss NETNS [FILTER]: "ESTABLISHED=2 ..." without those that are 0. SYN-RECV
# stands for two states there.
in_ss() {
	local ns=$1
	shift
	ns "$ns" ss -Htan "$@" | awk '
		{ n[$1]++ }
		END {
			split("ESTAB SYN-SENT SYN-RECV FIN-WAIT-1 FIN-WAIT-2 TIME-WAIT CLOSE-WAIT LAST-ACK LISTEN CLOSING", name)
			split("ESTABLISHED SYN_SENT SYN_RECV FIN_WAIT1 FIN_WAIT2 TIME_WAIT CLOSE_WAIT LAST_ACK LISTEN CLOSING", as)
			for (i = 1; i in name; i++) {
				if (n[name[i]]) line = line " " as[i] "=" n[name[i]]
				delete n[name[i]]
			}
			for (i in n) line = line " " i "=" n[i]
			print substr(line, 2)
		}'
}

# in_table NETNS LOCAL ROW [FILE [NETNS-INODE]]: the same of our row
in_table() {
	ns "$1" awk -v local="$2" -v row="$3" -v netns="${5:-}" '
		NR == 2 { for (i = 1; i <= NF; i++) { at[$i] = i; token[i] = $i } }
		NR > 2 && $at["local"] == local && $at["row"] == row &&
		(netns == "" || $at["netns"] == netns) {
			line = ""
			for (i = at["netns"] + 1; i <= NF; i++) {
				n = $i
				if (token[i] == "NEW_SYN_RECV" || token[i] == "CLOSE" || token[i] !~ /^[A-Z]/) continue
				if (token[i] == "SYN_RECV") n += $at["NEW_SYN_RECV"]
				if (n) line = line " " token[i] "=" n
			}
			print substr(line, 2)
		}' "${4:-/proc/net/listenq_states}"
}

# agree NAME NETNS LOCAL ROW [FILTER]: the row says what ss says, and something
agree() {
	local name=$1 ns=$2 local=$3 row=$4 told
	shift 4
	told=$(in_ss "$ns" "$@")
	is "$(in_table "$ns" "$local" "$row")" "${told:-nothing}" "$name"
}

# state LOCAL ROW STATE [NETNS]: one number
state() {
	ns "${4:-srv}" awk -v local="$1" -v row="$2" -v token="$3" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local && $at["row"] == row { print $at[token] }' \
		/proc/net/listenq_states
}

# crowd SERVER ADDR PORT N SRC STEP...: N invented clients shake hands with the
# server, which accepts them; then each STEP: "close" by the server, or what the
# clients do
crowd() {
	local server=$1 addr=$2 port=$3 n=$4 src=$5 step
	shift 5
	client crowd cli "$addr" "$port" --src "$src"
	tell crowd "syn $n" >/dev/null
	tell crowd "ack $n" >/dev/null
	tell "$server" "accept $n" >/dev/null
	for step; do
		case $step in
		close) tell "$server" close-accepted >/dev/null ;;
		*) tell crowd "$step $n" >/dev/null ;;
		esac
	done
	stop crowd
}

# every_state SHOWN LISTEN-ADDR ADDR PORT SRC: SRC is a pattern for the clients
every_state() {
	local shown=$1 addr=$3 port=$4 src=$5
	server "web$port" srv "$2" "$port" 100 --fastopen 100
	# shellcheck disable=SC2059
	from() { printf "$src" "$1"; }
	crowd "web$port" "$addr" "$port" 2 "$(from 1)" fin close
	crowd "web$port" "$addr" "$port" 5 "$(from 2)" close fin
	crowd "web$port" "$addr" "$port" 3 "$(from 3)" close
	crowd "web$port" "$addr" "$port" 4 "$(from 4)" close ackfin
	crowd "web$port" "$addr" "$port" 6 "$(from 5)" close finack
	crowd "web$port" "$addr" "$port" 7 "$(from 6)" fin
	crowd "web$port" "$addr" "$port" 8 "$(from 7)"
	client half cli "$addr" "$port" --src "$(from 8)"
	tell half "syn 9" >/dev/null
	stop half
	ns cli traffic syn "$addr" "$port" 10 --src "$(from 9)" --payload 1 >/dev/null
	agree "$shown: as ss counts" srv "$shown" listener "sport = :$port"
	is "$(in_table srv "$shown" listener)" \
		"ESTABLISHED=8 SYN_RECV=19 FIN_WAIT1=3 FIN_WAIT2=4 TIME_WAIT=6 CLOSE_WAIT=7 LAST_ACK=2 LISTEN=1 CLOSING=5" \
		"$shown: as they were made"
	is "$(state "$shown" listener SYN_RECV)/$(state "$shown" listener NEW_SYN_RECV)" 10/9 \
		"$shown: fast opens and half-open ones told apart"
	is "$(state "$shown" listener CLOSE)" - "$shown: how many are in CLOSE nobody knows"
}

# Those that nobody answers, and some that closed in one direction.
outgoing() {
	ns srv traffic connect 10.128.0.78 99 11 --parallel 11 --timeout 900000 >/dev/null &
	silent=$!
	at_exit "kill $silent 2>/dev/null || :"
	server there cli 10.1.0.2 70 10
	start shut srv connect 10.1.0.2 70 3 --hold
	tell there "accept 3" >/dev/null
	tell shut shut >/dev/null
	wait_until 5 '[ "$(ns srv ss -Htn state syn-sent | grep -c .)" = 11 ]'
	agree "outgoing: as ss counts" srv - none "dport = :99 or dport = :70"
	is "$(in_table srv - none)" "SYN_SENT=11 FIN_WAIT2=3" "outgoing: as they were made"
	agree "the other end" cli 10.1.0.2:70 listener "sport = :70"
	is "$(in_table cli 10.1.0.2:70 listener)" "CLOSE_WAIT=3 LISTEN=1" "and as they were made"
}

# One port, five listeners, the most specific one has the connection.
one_port() {
	local at
	server wild srv 0.0.0.0 90 10 --reuseport 2
	server four srv 10.1.0.1 90 10 --reuseport 1
	server six srv fd01::1 90 10 --reuseport 3
	server wild6 srv :: 90 10 --reuseport 1 --v6only
	start a cli connect 10.1.0.1 90 2 --hold
	start b srv connect 127.0.0.1 90 3 --hold
	start c cli connect fd01::1 90 4 --hold
	start d srv connect ::1 90 5 --hold
	agree "one port, a specific IPv4 address" srv 10.1.0.1:90 listener "src 10.1.0.1:90"
	agree "one port, a specific IPv6 address" srv '[fd01::1]:90' listener 'src [fd01::1]:90'
	agree "one port, any other IPv4 address" srv 0.0.0.0:90 listener \
		"src 127.0.0.1:90 or src 0.0.0.0:90"
	agree "one port, any other IPv6 address" srv '[::]:90' listener \
		'src [::1]:90 or src [::]:90'
	for at in 10.1.0.1:90/2/1 0.0.0.0:90/3/2 '[fd01::1]:90/4/3' '[::]:90/5/1'; do
		is "${at%%/*}/$(state "${at%%/*}" listener ESTABLISHED)/$(state "${at%%/*}" listener LISTEN)" \
			"$at" "one port, ${at%%/*}: connections and sockets that listen"
	done
}

# MPTCP's subflows are TCP connections.
multipath() {
	server multi srv 10.1.0.1 91 10 --mptcp
	start m cli connect 10.1.0.1 91 3 --hold --mptcp
	agree "MPTCP" srv 10.1.0.1:91 listener "sport = :91"
	is "$(in_table srv 10.1.0.1:91 listener)" "ESTABLISHED=3 LISTEN=1" "MPTCP: as they were made"
	stop multi && stop m
}

# So is what TLS took over.
tls() {
	server tls srv 10.1.0.1 92 10
	start t srv connect 10.1.0.1 92 4 --hold --tls
	agree "TLS" srv 10.1.0.1:92 listener "sport = :92"
	is "$(in_table srv - none)" "ESTABLISHED=$((4 + 3 + 5)) SYN_SENT=11 FIN_WAIT2=3" \
		"TLS: outgoing ones are of no listener"
	stop tls && stop t
}

others() {
	if has_mptcp; then multipath; else skip "MPTCP" "this kernel has no MPTCP"; fi
	if has_tls; then tls; else skip "TLS" "this kernel has no TLS"; fi
}

# A listener closes: what it leaves is shown as such, also when another one
# listens there again; and the new one takes over what is no longer half-open. The
# kernel drops half-open ones of a closed listener when their SYN-ACK is due again:
# after the one at 31 s that is at 63 s.
closing() {
	server brief srv 10.1.0.1 93 100
	client left cli 10.1.0.1 93
	tell left "syn 9" >/dev/null
	sleep 32
	tell left "ack 4" >/dev/null
	tell brief "accept 4" >/dev/null
	is "$(in_table srv 10.1.0.1:93 listener)" "ESTABLISHED=4 SYN_RECV=5 LISTEN=1" "while it listens"
	tell brief "close 0" >/dev/null
	agree "a closed listener's" srv 10.1.0.1:93 closed "sport = :93"
	is "$(in_table srv 10.1.0.1:93 closed)" "ESTABLISHED=4 SYN_RECV=5" "as it left them"
	is "$(in_table srv 10.1.0.1:93 listener)" "" "it is no listener any more"
	server again srv 10.1.0.1 93 100
	is "$(in_table srv 10.1.0.1:93 listener)" "ESTABLISHED=4 LISTEN=1" "the next listener there"
	is "$(in_table srv 10.1.0.1:93 closed)" "SYN_RECV=5" "half-open ones are still the old one's"
	stop again
	unload_module
	load_module
	is "$(in_table srv 10.1.0.1:93 closed)" "" "a module that came later does not know where it listened"
	is "$(in_table srv - closed)" "SYN_RECV=5" "but that it did"
	tell brief close-accepted >/dev/null
	tell left "kill 4" >/dev/null
	tell left "rst 5" >/dev/null
	is "$(in_table srv - closed)" "" "nothing is left, and nothing is shown"
	stop brief && stop left
}

begin() {
	topology
	sysctl_in srv net.ipv4.tcp_fastopen=$((0x203)) net.ipv4.tcp_syncookies=0 \
		net.ipv4.tcp_orphan_retries=15 net.ipv4.tcp_synack_retries=15
	closing
	every_state 10.1.0.1:80 10.1.0.1 10.1.0.1 80 '10.128.%d.1'
	every_state '[::]:84' :: fd01::1 84 'fd02::%d:1'
	outgoing
}

totals() {
	agree "the total" srv - total
	agree "the clients' total" cli - total
	is "$(in_table '' - total /sys/kernel/debug/listenq/states "$(inum srv)")" "$(in_ss srv)" \
		"the total, in the table of all namespaces"
	is "$(in_table '' 10.1.0.1:80 listener /sys/kernel/debug/listenq/states "$(inum srv)")" \
		"$(in_ss srv "sport = :80")" "a listener, in the table of all namespaces"
}

inum() { stat -L -c %i "/run/netns/$1"; }

over() {
	kill $silent
	for name in "$tmp"/*.pid; do
		name=${name##*/}
		stop "${name%.pid}"
	done
	no_topology
}

load_module
note "one table of connections for all"
begin
every_state 0.0.0.0:81 0.0.0.0 10.1.0.1 81 '10.128.%d.1'
every_state '[fd01::1]:82' fd01::1 fd01::1 82 'fd02::%d:1'
every_state '[::]:83' :: 10.1.0.1 83 '10.128.%d.1'
one_port
others
totals
over
note "a table of their own"
if [ -e /proc/sys/net/ipv4/tcp_child_ehash_entries ]; then
	sysctl_in '' net.ipv4.tcp_child_ehash_entries=512
	at_exit 'sysctl_in "" net.ipv4.tcp_child_ehash_entries=0'
	begin
	totals
	is "$(ns srv sysctl -n net.ipv4.tcp_ehash_entries)" 512 "it is one of their own"
else
	skip "it is one of their own" "this kernel has one for all namespaces"
fi
done_testing
