#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq drops: the table, and following what happens.
. "$(dirname "$0")/lib.sh"

instances=/sys/kernel/tracing/instances

ours() { find $instances -mindepth 1 -maxdepth 1 -name 'listenq-*' | wc -l; }

# follow NAME [ARGUMENT...]: in the background, but with SIGINT, which a shell
# lets its background ignore; bash, unlike dash, can take that back.
follow() {
	local name=$1
	shift
	rm -f "$tmp/$name.status"
	# shellcheck disable=SC2016
	bash -c '( trap - INT
		sh -c "echo \$\$ >$0.pid; exec listenq drops -A -f \"\$@\"" sh "$@" >$0.out 2>$0.err
		echo $? >$0.status ) &' "$tmp/$name" "$@"
	wait_until 10 "[ -s '$tmp/$name.pid' ]" || bail "$name did not start"
	wait_until 10 "grep -qs 1 $instances/listenq-$(cat "$tmp/$name.pid")/events/listenq/listenq_expire/enable" ||
		bail "$name does not listen" "$(cat "$tmp/$name.err")"
}

# ended NAME SIGNAL: its exit status
ended() {
	kill -"$2" "$(cat "$tmp/$1.pid")"
	wait_until 10 "[ -s '$tmp/$1.status' ]" || { echo "still running"; return; }
	rm "$tmp/$1.pid"
	cat "$tmp/$1.status"
}

# lines NAME N: it comes to have that many
lines() { wait_until 10 "[ \$(wc -l <'$tmp/$1.out') -ge $2 ]"; wc -l <"$tmp/$1.out"; }

topology
mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null
status 2 "without the module: status 2" listenq drops
status 2 "the same with -f" listenq drops -f
matches "$(cat "$tmp/err")" 'not loaded.*modprobe listenq' "and what to type"
is "$(ours)" 0 "and no tracing instance is left"

b2=$(synq_holds 2)
load_module
is "$(listenq drops -n)" "" "nothing was dropped yet"
server full srv 10.1.0.1 1501 2
server six srv fd01::1 1502 2
ns cli traffic connect 10.1.0.1 1501 3 >/dev/null
ns cli traffic connect fd01::1 1502 3 >/dev/null
ns cli traffic syn 10.1.0.1 1501 5 --src 10.130.0.1 >/dev/null
ns cli traffic syn fd01::1 1502 2 >/dev/null

is "$(listenq drops -A -n | wc -l)" 7 "seven drops are seven rows"
is "$(listenq drops -n)" "" "none of them is of this namespace"
is "$(ns srv listenq drops -n | wc -l)" 7 "all are of the listeners'"
is "$(listenq drops -n netns=srv | wc -l) $(listenq drops -n netns=cli | wc -l)" "7 0" "a filter by its name"
is "$(listenq drops -A -n -4 | wc -l) $(listenq drops -A -n -6 | wc -l)" "5 2" "a filter by the family"
is "$(listenq drops -A -n 10.130.0.0/16 | wc -l) $(listenq drops -A -n 1502-1600 | wc -l)" "5 2" \
	"a filter by a network, and by a range of ports"
is "$(listenq drops -A -r -n -o local,cause,synq,syn-queue,accept-queue 1501 | sort -u)" \
	"10.1.0.1:1501 syn_acceptq_full 0 0/$b2 3/3" "where, why and how full"
is "$(listenq drops -A -n [fd01::1]:1502 | wc -l)" 2 "a filter by the listener"
is "$(listenq drops -A -r -n -o remote 10.130.0.4 | sed 's/:[0-9]*$//')" "10.130.0.4" "by the client"
is "$(listenq drops -A -rn --by listener | cut -d' ' -f 1-3)" "10.1.0.1:1501 5 5
[fd01::1]:1502 2 $(listenq drops -A -rn -o remote 1502 | sed 's/:[0-9]*$//' | sort -u | wc -l)" "added up by listener, with the clients"
is "$(listenq drops -A -rn --by network 1501 | cut -d' ' -f 1-3)" "10.130.0.0/24 5 5" "by the clients' network"
is "$(listenq drops -A -rn --by cause | cut -d' ' -f 1,2)" "syn_acceptq_full 7" "by cause"
is "$(listenq drops -A -n --cause expired | wc -l) $(listenq drops -A -n --since 3600 | wc -l)" "0 7" "of a cause, and lately"
status 1 "not by a process: status 1" listenq drops traffic
matches "$(listenq drops -A -J 10.130.0.5 | tr -d ' \n')" \
	'"local":"10.1.0.1:1501","remote":"10.130.0.5:[0-9]+","cause":"syn_acceptq_full","synq":0,"synq_limit":'"$b2"',"acceptq":3' \
	"JSON"

follow all
follow one netns=srv 1502
follow json -J :1501
is "$(ours)" 3 "each that follows has an instance of its own"
ns cli traffic syn 10.1.0.1 1501 7 --src 10.131.0.1 >/dev/null
ns cli traffic syn fd01::1 1502 4 --seed 2 >/dev/null
is "$(lines all 12)" 12 "eleven drops are eleven lines below the headings"
is "$(lines one 5)" 5 "of which four are the filter's"
is "$(lines json 7)" 7 "and seven the other's, without headings"
matches "$(sed -n 2p "$tmp/all.out")" \
	'^[0-9:]{8}\.[0-9]{3} 10\.1\.0\.1:1501 +10\.131\.0\.1:[0-9]+ +syn_acceptq_full +0/'"$b2"' +3/3$' "a line"
matches "$(tail -n 1 "$tmp/one.out")" ' \[fd01::1\]:1502 +\[fd02::[0-9a-f]+\]:[0-9]+ +syn_acceptq_full ' "an IPv6 line"
matches "$(head -n 1 "$tmp/json.out")" \
	'^\{"timestamp":"[-0-9]+T[0-9:.]+\+00:00","netns":[0-9]+,"local":"10.1.0.1:1501","remote":"10.131.0.1:[0-9]+","cause":"syn_acceptq_full","synq":0,"synq_limit":'"$b2"',"acceptq":3,"acceptq_limit":3\}$' \
	"an object"
said=$(date -d "$(sed -n 's/.*"timestamp":"\([^.]*\)T\([^.]*\)\..*/\1 \2/;1p' "$tmp/json.out")" +%s)
between "$said" $(($(date +%s) - 60)) "$(date +%s)" "the time is the wall's"

is "$(ended one INT)" 0 "SIGINT ends it, with status 0"
is "$(ended json TERM)" 0 "and so does SIGTERM"
is "$(ours)" 1 "and neither leaves an instance behind"
is "$(cat "$tmp/one.err" "$tmp/json.err")" "" "nothing was lost"

holds "the module can be removed meanwhile" unload_module
wait_until 10 "grep -q 'was removed' '$tmp/all.err'"
sleep 2
is "$(grep -c 'the module was removed' "$tmp/all.err")" 1 "which is said once"
load_module
wait_until 10 "grep -q 'is loaded again' '$tmp/all.err'"
is "$(grep -c 'is loaded again' "$tmp/all.err")" 1 "and that it is back"
ns cli traffic syn 10.1.0.1 1501 3 --src 10.132.0.1 >/dev/null
is "$(lines all 15)" 15 "what is dropped from then on shows"
is "$(ended all TERM)" 0 "status 0"
is "$(ours)" 0 "no instance is left"

client late cli 10.1.0.1 1503
server gone srv 10.1.0.1 1503 8
tell late 'syn 2' >/dev/null
follow expired
sleep 70
is "$(lines expired 3)" 3 "half-open connections that expire are followed too"
matches "$(tail -n 1 "$tmp/expired.out")" ' expired ' "by that name"

# Stopped, it does not read, and the kernel's buffer overflows.
kill -STOP "$(cat "$tmp/expired.pid")"
ns cli traffic syn 10.1.0.1 1501 9000 --src 10.133.0.1 >/dev/null
kill -CONT "$(cat "$tmp/expired.pid")"
wait_until 20 "grep -q ' lost' '$tmp/expired.err'"
matches "$(cat "$tmp/expired.err")" '^listenq: [0-9]+ events lost' "a loss is said"
sleep 3
is "$(ended expired TERM)" 6 "and is status 6"
shown=$(grep -c ' 10\.133\.' "$tmp/expired.out")
lost=$(sed -n 's/.* \([0-9]*\) events* lost.*/\1/p' "$tmp/expired.err")
is $((shown + lost)) 9000 "what was shown and what was lost is all there was"

follow pipe
kill -KILL "$(cat "$tmp/pipe.pid")"
wait_until 10 "[ -s '$tmp/pipe.status' ]"
is "$(ours)" 1 "SIGKILL leaves an instance behind"
follow next
is "$(ours)" 1 "which the next one removes"
is "$(ended next HUP)" 0 "SIGHUP ends it"
listenq drops -A -f 2>/dev/null | head -n 2 >"$tmp/head" &
head=$!
wait_until 10 '[ "$(ours)" = 1 ]'
sleep 1
ns cli traffic syn 10.1.0.1 1501 3 --src 10.134.0.1 >/dev/null
wait $head
wait_until 10 '[ "$(ours)" = 0 ]'
is "$(ours)" 0 "nor does it survive a reader who has enough"

nobody() { echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd; su -s /bin/sh nobody -c "$*"; }
status 3 "nobody may not follow: status 3" nobody listenq drops -f
status 3 "nor see the table" nobody listenq drops
done_testing
