#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Namespaces: each reads its own listeners, root reads all of them in debugfs,
# and nothing outlives its namespace.
# shellcheck disable=SC2317 # wait_until calls functions by name
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

all=/sys/kernel/debug/listenq/listeners
inum() { stat -L -c %i "/run/netns/$1"; }
records() { total records '' /sys/kernel/debug/listenq/module; }
in_all() { column netns '' "$all" | grep -cx "$1"; }

topology
load_module
server here srv 0.0.0.0 80 10
server there cli 0.0.0.0 80 20
is "$(ns cli traffic syn 10.1.0.1 80 5)" "sent 5" "SYNs go to one of two namespaces"
counted "its listener has them" 0.0.0.0:80 srv syns=5 queued=5
counted "the other's, of the same address and port, has none" 0.0.0.0:80 cli ''
shows "a row says which namespace it is of" 0.0.0.0:80 srv netns="$(inum srv)" backlog=10
shows "the other says the other" 0.0.0.0:80 cli netns="$(inum cli)" backlog=20
is "$(column local)" "" "a third namespace sees neither"
is "$(column netns '' "$all" | sort)" "$({ inum srv; inum cli; } | sort)" \
	"debugfs shows both, with their namespaces"
is "$(records)" 2 "there is a record of each"

# A namespace lives as long as a process is in it.
ip netns add gone
ns gone ip link set lo up
gone=$(inum gone)
server last gone 127.0.0.1 90 10
exec 5<"/proc/$(pid last)/net/listenq" 6<"$all"
IFS= read -r title <&5
is "$(in_all "$gone")" 1 "a third namespace's listener is in debugfs"
ip netns del gone
is "$(in_all "$gone")" 1 "also when the namespace has no name any more"
stop last
it_is_gone() { [ "$(in_all "$gone")" = 0 ]; }
holds "it is gone with its process" wait_until 10 it_is_gone
is "$(records)" 2 "so is its record"
is "$(cat <&6 | awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
	$at["netns"] == "'"$gone"'" { print $at["local"] }')" 127.0.0.1:90 \
	"who had opened debugfs before still reads it"
is "$title" "# listenq-listeners 1" "so had somebody in /proc"
# Its files go last, some time after its listeners.
file_is_gone() { ! head -c 1 <&5 >/dev/null 2>&1; }
holds "whose file ends when its namespace does" wait_until 10 file_is_gone
is "$(cat <&5 2>&1 >/dev/null | sed 's/.*: //')" "Input/output error" "by EIO"
exec 5<&- 6<&-

# An open file keeps what was there while its namespace lives.
exec 5<"/proc/$(pid here)/net/listenq"
exec 6<"/proc/$(pid here)/net/listenq"
stop here
is "$(column local srv)" "" "a listener closes"
is "$(cat <&5 | awk 'NR > 2 { print $1 }')" 0.0.0.0:80 "who had opened before still reads it"
exec 5<&-

# Made and destroyed 50 times: before or after the listener closes, with and
# without half-open connections that outlive it.
mkfifo "$tmp/stay"
exec 7<>"$tmp/stay"
for i in $(seq 50); do
	ip netns add "n$i"
	(exec 7<&- && ns "n$i" traffic listen 0.0.0.0 80 "$i" <"$tmp/stay" >/dev/null) &
	[ $((i % 5)) != 0 ] || ns "n$i" ip link set lo up
done
all_listen() { [ "$(column backlog '' "$all" | sort -n | uniq | wc -l)" = 50 ]; }
holds "50 namespaces come, each with a listener" wait_until 10 all_listen
for i in $(seq 5 5 50); do ns "n$i" traffic syn 127.0.0.1 80 3; done >"$tmp/sent"
is "$(column syns '' "$all" | grep -cx 3)" 10 "10 of them get SYNs"
for i in $(seq 2 2 50); do ip netns del "n$i"; done
exec 7<&- # the listeners come to the end of their input
for i in $(seq 1 2 50); do ip netns del "n$i"; done
all_left() { [ "$(column netns '' "$all")" = "$(inum cli)" ]; }
holds "they go" wait_until 70 all_left
none_left() { [ "$(records)" = 1 ]; }
holds "no record is left of them" wait_until 5 none_left
is "$(wc -l <&6)" 3 "a file that was open all the while can still be read"
exec 6<&-
stop there
unload_module
holds "the module can be unloaded" test ! -e /proc/net/listenq
load_module
ip netns add after
is "$(ns after head -n 1 /proc/net/listenq)" "# listenq-listeners 1" \
	"a namespace made after the module has the file"
ns after ip link set lo up
ns after ip addr add 10.2.0.1/32 dev lo
ns after ip route add default dev lo
sysctl_in after net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
b8=$(synq_holds 8)
server newer after 10.2.0.1 80 8
ns after traffic syn 10.2.0.1 80 20 >/dev/null
counted "its listener counts" 10.2.0.1:80 after syns=20 queued="$b8" cookies=$((20 - b8))
agrees after "as nstat says, from the namespace's beginning"
stop newer
ip netns del after
done_testing
