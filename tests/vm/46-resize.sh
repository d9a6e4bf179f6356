#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq resize: another backlog for listeners of all kinds, while they run. ss shows
# the backlog that was asked for, and the counters are those from before.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

undo=/run/listenq/resized
at_exit "rm -rf ${undo%/*}"
resize() { ns srv listenq resize "$@"; }
# said_so REGEX NAME: on stderr, of what `status` ran
said_so() { matches "$(cat "$tmp/err")" "$1" "$2"; }
backlogs() { ns srv ss -Hltn "sport = :$1" | awk '{ print $3 }' | sort -n | paste -sd' '; }

topology
sysctl_in srv net.core.somaxconn=4096
load_module
server web srv 10.1.0.1 80 5 --name web
ns cli traffic connect 10.1.0.1 80 6 >/dev/null
ns cli traffic syn 10.1.0.1 80 3 >/dev/null
shows "the accept queue is full" 10.1.0.1:80 srv acceptq=6 acceptq_limit=6 syn_acceptq_full=3

# ---- what it would do, and does not
status 0 "--dry-run" resize --dry-run :80 1000
is "$(cat "$tmp/out")" "10.1.0.1:80 (web, pid $(pid web))
  backlog: 5 -> 1000
  net.core.somaxconn: 4096 in its network namespace, which allows it" "it says what it would change"
is "$(backlogs 80)" 5 "and changes nothing"
is "$(ls $undo 2>/dev/null)" "" "nor is there anything to undo"
status 1 "nobody can be asked" sh -c 'nsenter --net=/run/netns/srv listenq resize :80 1000 </dev/null'
said_so '^listenq: nobody can be asked here: --yes ' "and a sentence says what to type"
is "$(backlogs 80)" 5 "nothing has changed"

# ---- longer
status 0 "--yes" resize --yes :80 1000
is "$(head -n 1 "$tmp/out")" "10.1.0.1:80 (web, pid $(pid web)): the backlog was 5 and is 1000" "before and after"
is "$(ss_acceptq 80 srv)/$(ss_backlog 80 srv)" 6/1000 "ss sees it, and who waits"
shows "the table has it, and all that was counted" 10.1.0.1:80 srv backlog=1000 backlog_asked=1000 \
	acceptq=6 acceptq_limit=1001 synq_limit="$(synq_holds 1000)" syn_acceptq_full=3
is "$(ns cli traffic connect 10.1.0.1 80 4)" "connected=4 failed=0 timeouts=0" "four more clients come in"
shows "the queue has room for them" 10.1.0.1:80 srv acceptq=10 syn_acceptq_full=3
is "$(stat -c '%a %U' $undo)" "600 root" "the file for --undo is root's"
status 0 "once more" resize --yes :80 1000
is "$(cat "$tmp/out")" "10.1.0.1:80 (web, pid $(pid web)): no change: its backlog is 1000" "there is nothing to change"

# ---- shorter
status 0 "a shorter one" resize -J -y :80 3
is "$(tr -d ' \n' <"$tmp/out" | sed 's/.*"state"/"state"/')" \
	'"state":"done","reason":null,"backlog_before":1000,"backlog_wanted":3,"backlog_after":3,"somaxconn":4096,"somaxconn_wanted":null}]}' \
	"JSON says the same"
is "$(ss_acceptq 80 srv)/$(ss_backlog 80 srv)" 10/3 "who waits stays"
resize --dry-run :80 4 >"$tmp/out"
matches "$(cat "$tmp/out")" '^  10 connections wait for accept\(\), more than the 5 that the queue will hold:$' "which it says before"

# ---- undo: what the last one changed
status 0 "--undo" resize --yes --undo
is "$(backlogs 80)" 1000 "it has the backlog that the last resize found"
is "$(ls $undo 2>/dev/null)" "" "and there is nothing more to undo"
status 5 "--undo again" resize --yes --undo
said_so 'there is nothing to undo' "says that"
resize --yes :80 50 >/dev/null
tell web 'listen 7' >/dev/null
status 5 "--undo after the program has called listen() itself" resize --yes --undo
matches "$(cat "$tmp/out")" 'not resized: its backlog is not the 50 that it got: the program has called listen\(\) since' \
	"sees that"
is "$(backlogs 80)" 7 "and leaves it alone"
shows "the table has what the program asked for" 10.1.0.1:80 srv backlog=7 backlog_asked=7
tell web 'listen 50' >/dev/null
sed -i '3s/^\([^ ]* [^ ]*\) [0-9]*/\1 12345/' $undo
status 5 "--undo of another socket with that inode" resize --yes --undo
matches "$(cat "$tmp/out")" 'another socket than the one that was resized' "sees that, by the cookie"
sed -i '3s/[^ ]*$/0000/' $undo
status 5 "--undo after another boot" resize --yes --undo
said_so 'that was before the last boot' "sees that"
echo nonsense >$undo
status 4 "--undo of a damaged file" resize --yes --undo
is "$(backlogs 80)" 50 "nothing was changed by any of these"
rm $undo
stop web

# ---- somaxconn
server low srv 10.1.0.1 81 5 --name low
sysctl_in srv net.core.somaxconn=128
other=$(sysctl -n net.core.somaxconn)
status 5 "more than somaxconn" resize --yes :81 1000
said_so 'net.core.somaxconn is 128 in its network namespace, to which listen\(\) would cut 1000: with --somaxconn' "is not cut silently"
is "$(backlogs 81)" 5 "nothing was changed"
status 0 "--somaxconn" resize --yes --somaxconn :81 1000
matches "$(cat "$tmp/out")" '^  net.core.somaxconn was 128 and is 1000 in its network namespace$' "says so"
is "$(backlogs 81) $(ns srv sysctl -n net.core.somaxconn) $(sysctl -n net.core.somaxconn)" "1000 1000 $other" \
	"both are raised, in that namespace only"
status 0 "--undo" resize --yes --undo
is "$(backlogs 81) $(ns srv sysctl -n net.core.somaxconn)" "5 128" "restores both"
resize --yes --somaxconn :81 1000 >/dev/null
sysctl_in srv net.core.somaxconn=2000
status 0 "--undo when somebody has changed somaxconn" resize --yes --undo
is "$(backlogs 81) $(ns srv sysctl -n net.core.somaxconn)" "5 2000" "leaves that alone"
stop low
sysctl_in srv net.core.somaxconn=4096

# ---- of all kinds
server six srv fd01::1 82 5
server both srv :: 83 5
server group srv 10.1.0.1 84 5 --reuseport 4 --name group
server fork srv 10.1.0.1 85 5 --prefork 3 --name fork
ns cli traffic connect fd01::1 82 2 >/dev/null
ns cli traffic connect 10.1.0.1 83 2 >/dev/null
status 0 "IPv6, and both" resize --yes :82 :83 100
is "$(backlogs 82) $(backlogs 83) $(ss_acceptq 82 srv) $(ss_acceptq 83 srv)" "100 100 2 2" "both have it"
status 0 "four members of a group" resize --yes group 100
is "$(backlogs 84)" "100 100 100 100" "each has it"
is "$(grep -c 'the backlog was 5 and is 100$' "$tmp/out")" 4 "each is named"
status 0 "a socket that four processes hold" resize --yes fork 100
is "$(sed -n 1p "$tmp/out")" "10.1.0.1:85 (fork, pid $(pid fork) and 3 more): the backlog was 5 and is 100" \
	"it says how many hold it"
is "$(backlogs 85)" 100 "it has it"
if has_mptcp; then
	server multi srv 10.1.0.1 86 5 --mptcp
	ns cli traffic connect 10.1.0.1 86 3 --mptcp >/dev/null
	status 0 "an MPTCP listener" resize --yes :86 100
	shows "it has it, and who waits" 10.1.0.1:86 srv proto=mptcp backlog=100 acceptq=3
	is "$(ns cli traffic connect 10.1.0.1 86 9 --mptcp)" "connected=9 failed=0 timeouts=0" "nine more clients come in"
	is "$(tell multi 'accept 12')" "accepted 12" "and it accepts all"
	status 0 "--undo" resize --yes --undo
	is "$(backlogs 86)" 5 "restores that"
	stop multi
else
	skip "an MPTCP listener" "this kernel has no MPTCP"
fi

# ---- elsewhere
server there cli 10.1.0.2 87 5
sysctl_in cli net.core.somaxconn=64
status 1 "a listener of another namespace" resize --yes :87 50
said_so "no listener matches ':87'" "does not match"
status 5 "with -A it does" resize -A --yes :87 100
said_so 'net.core.somaxconn is 64 in its network namespace' "the socket's namespace decides, not the caller's"
status 0 "within that" resize -A --yes :87 50
matches "$(cat "$tmp/out")" '^10.1.0.2:87 \(traffic, pid [0-9]*\) in cli: the backlog was 5 and is 50$' "its namespace is named"
is "$(ss_backlog 87 cli)" 50 "it has it"
status 0 "--undo" resize --yes --undo
is "$(ss_backlog 87 cli)" 5 "finds it there"
mkfifo "$tmp/inner.fifo"
ns srv unshare -fp --kill-child traffic listen 10.1.0.1 89 5 --name inner <>"$tmp/inner.fifo" >"$tmp/inner.said" &
wait_until 10 'grep -q ready "$tmp/inner.said"'
status 0 "a listener of another pid namespace" resize --yes inner 100
is "$(backlogs 89)" 100 "has it"
status 5 "seen from there, a process outside" ns srv unshare -fp --mount-proc listenq resize --yes :85 200
said_so 'no process here holds this socket, whose inode is [0-9]*: it is the kernel.s own, or .*outside this pid namespace; nothing was changed' \
	"cannot be reached"
is "$(backlogs 85)" 100 "nothing was changed"
echo quit >"$tmp/inner.fifo"
wait $!
ns srv insmod /lib/ofkernel.ko port=90 backlog=4 || bail "the listener's module could not be loaded"
status 5 "a socket of the kernel's own" resize --yes :90 100
said_so "the kernel's own, " "cannot be"
is "$(backlogs 90)" 4 "nothing was changed"
rmmod ofkernel
ns srv insmod /lib/ofkernel.ko port=90 backlog=4
status 5 "one that can and one that cannot" resize --yes :90 :85 200
is "$(backlogs 90) $(backlogs 85)" "4 100" "neither is changed"
rmmod ofkernel

# ---- auto: what measured demand calls for
server jam srv 10.1.0.1 91 5 --name jam
server calm srv 10.1.0.1 92 5
status 0 "auto, where nothing is wrong" resize --yes :92 auto
matches "$(cat "$tmp/out")" 'no change: neither queue was above 80 % of its limit: at worst 0 of [56] half-open and 0 of 6 ' \
	"says with which numbers"
ns cli traffic connect 10.1.0.1 91 6 >/dev/null
ns cli traffic syn 10.1.0.1 91 4 >/dev/null
sleep 4
status 8 "auto, where nobody accepts: status 8" resize --yes :91 auto
matches "$(cat "$tmp/out")" "not resized: the program $(if is_unknown accepted; then echo accepts too slowly; else echo does not accept; fi): " "says that"
is "$(backlogs 91)" 5 "and changes nothing"
tell jam drain >/dev/null
tell jam 'accept 0' >/dev/null
status 0 "auto, after a burst" resize --yes :91 auto
is "$(backlogs 91)" 16 "6 had room, and 4 had none: that makes 16"
status 0 "once more" resize --yes :91 auto
matches "$(cat "$tmp/out")" 'no change: (its backlog of 16 is what its demand calls for|neither queue was)' "needs no more"
is "$(backlogs 91)" 16 "nothing was changed"
sysctl_in srv net.ipv4.tcp_syncookies=1
server flood srv 10.1.0.1 93 16
ns cli traffic syn 10.1.0.1 93 200 >/dev/null
status 8 "auto, in a flood: status 8" resize --yes :93 auto
matches "$(cat "$tmp/out")" 'not resized: none of 18[34] cookies came back: that is a flood, which fills any queue' "says that"
done_testing
