#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Listeners that are bound to a device, by SO_BINDTODEVICE, to a VRF or by the scope
# of a link-local address: each has a row of its own, and its own connections,
# as ss shows both.
. "$(dirname "$0")/lib.sh"

# in_ss STATE LOCAL: connections whose local end ss shows so
in_ss() { ns srv ss -Htan state "$1" | awk -v local="$2" '$3 == local' | grep -c . || :; }

# state LOCAL ROW TOKEN: of the states
state() {
	ns srv awk -v local="$1" -v row="$2" -v token="$3" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local && $at["row"] == row { print $at[token] }' \
		/proc/net/listenq_states
}

# as_ss NAME PORT: our local addresses of that port are those that ss shows
as_ss() {
	is "$(ns srv awk -v port=":$2\$" 'NR > 2 && $1 ~ port { print $1 }' /proc/net/listenq | sort)" \
		"$(ns srv ss -Hltn "sport = :$2" | awk '{ sub(/^\*/, "[::]", $4); print $4 }' | sort)" "$1"
}

topology
ns srv ip link add eth1 address 02:00:00:00:01:01 type veth \
	peer name eth1 netns cli address 02:00:00:00:01:02
for end in srv/1 cli/2; do
	ns "${end%/*}" ip addr add "10.2.0.${end#*/}/24" dev eth1
	ns "${end%/*}" ip link set eth1 up
done
load_module

note "two devices, one port"
server onetho srv 0.0.0.0 80 10 --dev eth0
server onlo srv 0.0.0.0 80 2 --dev lo
as_ss "two rows, as ss shows them" 80
is "$(col 0.0.0.0%eth0:80 dev srv)/$(col 0.0.0.0%lo:80 dev srv)" eth0/lo "with the device of each"
is "$(col 0.0.0.0%eth0:80 backlog srv)/$(col 0.0.0.0%lo:80 backlog srv)" 10/2 "and its backlog"
start a cli connect 10.1.0.1 80 3 --hold
start b srv connect 127.0.0.1 80 2 --hold
client half cli 10.1.0.1 80
tell half "syn 4" >/dev/null
is "$(in_ss established 10.1.0.1%eth0:80)/$(in_ss established 127.0.0.1%lo:80)" 3/2 "by ss they have 3 and 2"
is "$(state 0.0.0.0%eth0:80 listener ESTABLISHED)/$(state 0.0.0.0%lo:80 listener ESTABLISHED)" 3/2 "by us too"
is "$(state 0.0.0.0%eth0:80 listener NEW_SYN_RECV)/$(state 0.0.0.0%lo:80 listener NEW_SYN_RECV)" 4/0 \
	"half-open ones"
ns srv traffic connect 127.0.0.1 80 1 >/dev/null
ns srv traffic syn 127.0.0.1 80 5 --src 127.1.0.1 >/dev/null
is "$(listenq drops -A -n -r -o local,cause | sort | uniq -c | awk '{ $1 = $1; print }')" \
	"5 0.0.0.0%lo:80 syn_acceptq_full" "drops say whose they are"
is "$(ns srv listenq -n -o dev,drops %lo:80 | squeezed cat)" "lo 5" "a filter by device"
is "$(ns srv listenq -n -o local :80 | sort | tr '\n' ' ')" "0.0.0.0%eth0:80 0.0.0.0%lo:80 " "one by port has both"
is "$(listenq drops -A -n %eth0 | wc -l)/$(listenq drops -A -n %lo:80 | wc -l)" 0/5 "the same of drops"
is "$(ns srv listenq latency -n -r -o local,wait %eth0 | sort | tr '\n' ' ')" \
	"0.0.0.0%eth0:80 accept 0.0.0.0%eth0:80 handshake " "of latency"
is "$(ns srv listenq states -n -r -o local,ESTABLISHED %lo)" "0.0.0.0%lo:80 2" "of states"
matches "$(ns srv listenq explain %lo)" '^0\.0\.0\.0%lo:80' "explain speaks of that one"
is "$(ns srv listenq explain %lo | grep -c '%eth0:80')" 0 "and of no other"
matches "$(ns srv listenq metrics)" 'listenq_acceptq\{.*local="0.0.0.0%lo:80".*\} 3$' "metrics have it in a label"
matches "$(ns srv listenq -J -o local,dev %lo | tr -d ' \n')" '"local":"0.0.0.0%lo:80","dev":"lo"' "and so has JSON"

note "closed listeners"
tell onetho "accept 3" >/dev/null
tell onetho "close 0" >/dev/null
is "$(state 0.0.0.0%eth0:80 closed ESTABLISHED)/$(state 0.0.0.0%lo:80 listener ESTABLISHED)" 3/2 \
	"what a closed one leaves is its own"
stop half && stop a && stop b && stop onetho && stop onlo

note "groups"
server g1 srv :: 84 10 --reuseport 2 --dev eth0
server g2 srv :: 84 10 --reuseport 3 --dev lo
server g3 srv :: 84 10 --reuseport 1
as_ss "three groups at one port" 84
is "$(state '[::]%eth0:84' listener LISTEN)/$(state '[::]%lo:84' listener LISTEN)/$(state '[::]:84' listener LISTEN)" \
	2/3/1 "are three rows of states"
start a cli connect 10.1.0.1 84 4 --hold
start b srv connect ::1 84 5 --hold
is "$(state '[::]%eth0:84' listener ESTABLISHED)/$(in_ss established '[::ffff:10.1.0.1]%eth0:84')" 4/4 "IPv4 connections of dual ones"
is "$(state '[::]%lo:84' listener ESTABLISHED)/$(in_ss established '[::1]%lo:84')" 5/5 "IPv6 ones"
is "$(ns srv listenq --tree -n -o local,acceptq :84 | grep -cE '^\[::\]%(eth0:84 +4|lo:84 +5)$')" 2 \
	"the tree sums up by device"
stop a && stop b && stop g1 && stop g2 && stop g3

note "link-local addresses"
ll=fe80::ff:fe00:1
for end in srv cli; do
	wait_until 10 "! ns $end ip -6 addr show dev eth0 | grep -q tentative"
done
server link srv $ll%eth0 82 10
server any6 srv :: 83 10
as_ss "a scope is a device" 82
is "$(col "[$ll]%eth0:82" dev srv)" eth0 "which has its column"
start a cli connect $ll%eth0 82 3 --hold
start b cli connect $ll%eth0 83 4 --hold
is "$(state "[$ll]%eth0:82" listener ESTABLISHED)/$(in_ss established "[$ll]%eth0:82")" 3/3 "its connections"
is "$(state "[::]:83" listener ESTABLISHED)/$(in_ss established "[$ll]%eth0:83")" 4/4 \
	"a link-local client of a listener that is bound to none"
is "$(state - none ESTABLISHED)" 0 "nothing is of no listener"
stop a && stop b && stop link && stop any6

note "a VRF"
if ns srv ip link add blue type vrf table 10 2>"$tmp/err"; then
	ns srv ip link set blue up
	ns srv ip link set eth1 master blue
	server inside srv 0.0.0.0 81 10 --reuseport 1 --dev blue
	server member srv 0.0.0.0 85 10 --reuseport 1 --dev eth1
	server vrf2 srv 0.0.0.0 85 10 --reuseport 1 --dev blue
	server outside srv 0.0.0.0 81 20 --reuseport 1
	as_ss "inside and outside" 81
	start a cli connect 10.2.0.1 81 3 --hold
	start b cli connect 10.1.0.1 81 4 --hold
	is "$(state 0.0.0.0%blue:81 listener ESTABLISHED)/$(in_ss established 10.2.0.1%blue:81)" 3/3 "a VRF's connections"
	is "$(state 0.0.0.0:81 listener ESTABLISHED)/$(in_ss established 10.1.0.1:81)" 4/4 "and those outside"
	tell inside "accept 3" >/dev/null
	tell inside "close 0" >/dev/null
	is "$(state 0.0.0.0%blue:81 closed ESTABLISHED)/$(state 0.0.0.0:81 listener ESTABLISHED)" 3/4 \
		"a VRF's listener that has closed"
	unload_module
	load_module
	is "$(state - none ESTABLISHED)/$(state 0.0.0.0:81 listener ESTABLISHED)" 3/4 \
		"that of a listener that the module did not see cannot be the other's"
	sysctl_in srv net.ipv4.tcp_l3mdev_accept=1
	start c cli connect 10.2.0.1 81 2 --hold
	is "$(state 0.0.0.0:81 listener ESTABLISHED)/$(in_ss established 10.2.0.1%blue:81)" 9/5 \
		"with tcp_l3mdev_accept they could, and the new ones are"
	start d cli connect 10.2.0.1 85 6 --hold
	for dev in eth1 blue; do
		is "$(state 0.0.0.0%$dev:85 listener ESTABLISHED)" "$(in_ss established 10.2.0.1%$dev:85)" \
			"bound to the VRF or to its member: %$dev"
	done
	is "$(($(state 0.0.0.0%eth1:85 listener ESTABLISHED) + $(state 0.0.0.0%blue:85 listener ESTABLISHED)))" 6 \
		"all of them"
	stop a && stop b && stop c && stop d
	stop inside && stop outside && stop member && stop vrf2
else
	skip "a VRF" "$(cat "$tmp/err")"
fi

note "names"
ns srv ip link add old type dummy
server named srv 0.0.0.0 86 10 --dev old
index=$(ns srv cat /sys/class/net/old/ifindex 2>/dev/null || ns srv ip -o link show old | cut -d: -f1)
as_ss "a device" 86
ns srv ip link set old name new
as_ss "renamed" 86
is "$(col 0.0.0.0%new:86 dev srv)" new "the new name"
ns srv ip link set dev new name 'a\b'
# awk reads backslashes, too
is "$(col '0.0.0.0%a\\134b:86' dev srv)" 'a\134b' "a backslash is escaped"
is "$(ns srv listenq -n -o backlog '%a\b' | tr -d ' ')" 10 "a filter takes it as it is"
is "$(ns srv listenq -n -o backlog '0.0.0.0%a\134b:86' | tr -d ' ')" 10 "or as it is shown"
ns srv ip link set dev 'a\b' name -
is "$(col '0.0.0.0%-:86' dev srv)" '\055' "a device called - is not none"
ns srv ip link del dev -
as_ss "a device that is gone" 86
is "$(col "0.0.0.0%if$index:86" dev srv)" "if$index" "has its index"
stop named
unload_module
ns srv ip link add dim0 type dummy
server without srv 0.0.0.0 87 10 --dev dim0
is "$(ns srv listenq -n -o local,dev 2>/dev/null | squeezed grep :87)" \
	"0.0.0.0%dim0:87 dim0" "without the module, by sock_diag"
stop without
done_testing
