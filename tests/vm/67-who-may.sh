#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What an ordinary user may see, and root of a user namespace: the listeners of
# their own network namespace, and nothing else. Nobody learns an address of the
# kernel's, nobody can write.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

proc="/proc/net/listenq /proc/net/listenq_states /proc/net/listenq_books"
debugfs=/sys/kernel/debug/listenq
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd

# Each runs a command line as such a user
user() { ns srv su -s /bin/sh nobody -c "$*"; }
root_here() { user "unshare -Ur sh -c '$*'"; }
root_apart() { user "unshare -Urn sh -c '$*'"; }
# whose /proc/net is his own, as he was root already when he made the namespace
root_owner() { user "unshare -Ur unshare -n sh -c '$*'"; }

inum() { stat -L -c %i "/run/netns/$1"; }

# pointers: numbers of a table on stdin that could be an address of the kernel's,
# which are all above 2^47
pointers() {
	tr -s ' :=,' '\n' | grep -xiE '(0x)?[0-9a-f]{16}|[0-9]{15,}' || :
}

topology
load_module
[ "$(root_here id -u 2>/dev/null)" = 0 ] || skip_all "users may not make user namespaces here"
server web srv 10.1.0.1 80 64 --name web
server other cli 10.1.0.2 81 5
server initial '' 127.0.0.1 82 5
ns cli traffic connect 10.1.0.1 80 5 >/dev/null
ns cli traffic syn 10.1.0.1 80 5 >/dev/null

server gone cli 10.1.0.2 83 5 --auto
ns srv traffic connect 10.1.0.2 83 2 >/dev/null
stop gone

# ---- what they see
for who in user root_here; do
	is "$($who cat /proc/net/listenq | awk 'NR > 2 { print $1 }')" 10.1.0.1:80 \
		"$who: the listener of this network namespace, and no other"
	is "$($who listenq -r -n -o local,synq,acceptq,pid,process)" "10.1.0.1:80 5 5 - -" \
		"how full it is, but not whose"
	status 0 "listenq: status 0" $who listenq
done
is "$(user cat /proc/net/listenq | awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 2 { print $at["uid"] }')" \
	0 "user: it is root's"
is "$(root_here cat /proc/net/listenq | awk "NR == 2 { for (i = 1; i <= NF; i++) at[\$i] = i } NR > 2 { print \$at[\"uid\"] }")" \
	65534 "root_here: it is nobody's whom they know"
is "$(root_apart 'cat /proc/net/listenq /proc/net/listenq_states' | awk 'NR > 2 && $1 ~ /:[0-9]/')" "" \
	"root_apart: no listener at all"
is "$(ns cli awk '$2 == "closed" { print $1 }' /proc/net/listenq_states)" 10.1.0.2:83 \
	"another namespace has something left of a listener that closed"
for who in user root_here; do
	is "$($who cat /proc/net/listenq_states | awk 'NR > 2 { print $1, $2, $3 }' | sort)" \
		"$(for row in "- none" "- total" "10.1.0.1:80 listener"; do echo "$row $(inum srv)"; done)" \
		"$who: the states of this network namespace, and no other"
done
for who in root_apart root_owner; do
	is "$($who "cat /proc/net/listenq_states" | awk 'NR > 2 {
		printf "%s %s", $1, $2; for (i = 4; i <= NF; i++) n += $i; print " " n + 0 }')" \
		"- none 0
- total 0" "$who: no connection at all"
	is "$($who "cat /proc/net/listenq_books" | awk 'NR > 2 { n += $2 + $3; rows++ } END { print rows, n + 0 }')" \
		"$BOOKS 0" "$who: nothing is counted"
done
for who in user root_here root_apart root_owner; do
	for file in $proc; do
		for whose in other initial; do
			is "$($who "cat /proc/$(pid $whose)/net/${file##*/}" 2>&1 | sed 's/.*: //')" "Permission denied" \
				"$who: not the ${file##*/} of /proc/PID/net that is $whose"
		done
	done
done
is "$(user "cat /proc/$(pid web)/net/listenq" | awk 'NR > 2 { print $1 }')" 10.1.0.1:80 \
	"but that of their own namespace"
is "$(root_apart "ip link set lo up; sleep 1 | traffic listen 127.0.0.1 90 5 >/dev/null & sleep 0.3
	listenq -r -n -o local,uid,process; wait")" "127.0.0.1:90 0 traffic" \
	"but their own, with their own user and process"

# ---- who gets another number between open() and read()
ns srv unshare -U sh -c "exec 3</proc/net/listenq; echo \$\$ >'$tmp/opened'
	while [ ! -e '$tmp/mapped' ]; do sleep 0.05; done; cat <&3" >"$tmp/table" &
wait_until 5 '[ -s "$tmp/opened" ]'
echo 4000000000 0 1 >"/proc/$(cat "$tmp/opened")/uid_map"
: >"$tmp/mapped"
wait $!
is "$(awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 2 { print $at["uid"], NF == length(at) }' "$tmp/table")" \
	"65534 1" "it is that of the moment when it was opened, as all there is in it"

# ---- what they do not
for who in user root_here root_apart; do
	for file in listeners states transitions latency refused probes module; do
		is "$($who cat $debugfs/$file 2>&1)" "cat: can't open '$debugfs/$file': Permission denied" \
			"$who: not debugfs $file"
	done
	for command in latency refused "refused -f" "list -A"; do
		status 3 "$who: listenq $command: status 3" $who listenq "$command"
		is "$(cat "$tmp/out")" "" "nothing shows"
		case $who in
		user) matches "$(cat "$tmp/err")" '^listenq: .*: no permission to .*: try as root$' "and what to do" ;;
		*) matches "$(cat "$tmp/err")" ': being root is not enough in a user namespace' "and why" ;;
		esac
	done
	status 0 "$who: listenq status: status 0" $who listenq status
	matches "$(tail -n 1 "$tmp/out")" '^unknown: only root can see' "and what is not known"
done

# ---- nobody writes
for who in user root_here root_apart; do
	for file in $proc /sys/module/listenq/parameters/max_listeners; do
		is "$($who "echo x >$file" 2>&1 | sed 's/.*: //')" "Permission denied" \
			"$who: cannot open ${file##*/} to write"
	done
	for file in $proc; do
		holds "nor make ${file##*/} writable" $who "! chmod 666 $file"
	done
done
for file in $proc; do
	is "$(root_owner "chmod 666 $file && echo x >$file" 2>&1 | sed 's/.*: //')" "I/O error" \
		"root_owner: may open ${file##*/}, which takes nothing"
done
is "$(stat -c %a $proc | sort -u)/$(stat -c %a $debugfs/* | sort -u)/$(stat -c %a $debugfs)" 444/400/755 \
	"the modes are as they were"
is "$(find /sys/module/listenq -type f -perm /0222 | sed 's,.*/,,' | sort | tr '\n' ' ')" "uevent " \
	"and in /sys/module, where uevent is the kernel's own"

# ---- nobody learns an address
ss -tane >/dev/null # gives sockets their cookies
ns srv ss -tane >/dev/null
for file in $proc; do
	is "$(ns srv cat "$file" | pointers)" "" "${file##*/} holds no address of the kernel's"
done
for file in "$debugfs"/*; do
	is "$(pointers <"$file")" "" "nor does debugfs ${file##*/}"
done
is "$(echo 'x ffff888003c8a000 18446612682131464192' | pointers | wc -l)" 2 "(the test would see one)"
holds "nor did the module log one" sh -c "! dmesg | grep 'listenq: ' | grep -qiE 'ffff[0-9a-f]{12}'"
formats=$(cat /sys/kernel/tracing/events/listenq/listenq_*/format)
is "$(echo "$formats" | grep -c '^print fmt')/$(echo "$formats" | grep -cE '\*|%p[^I]')" 2/0 \
	"nor is there one in its two tracepoints"

# ---- nobody takes all memory by opening tables and keeping them
# fact NAME: of /proc/meminfo, in KiB
fact() { awk -v name="$1:" '$1 == name { print $2 }' /proc/meminfo; }
server many srv 10.1.0.1 1000 5 --count 150
mkfifo "$tmp/hog.in"
available=$(fact MemAvailable)
user traffic hold /proc/net/listenq <"$tmp/hog.in" >"$tmp/hog.out" 2>&1 &
hog=$!
exec 9>"$tmp/hog.in"
holds "a user opens one over and over" wait_until 60 "[ -s '$tmp/hog.out' ]"
matches "$(cat "$tmp/hog.out")" '^opened=[1-9][0-9]*: (Cannot allocate|Out of) memory$' "until it may not"
note "$(cat "$tmp/hog.out"), $((available - $(fact MemAvailable))) of $(fact MemTotal) KiB"
between $((available - $(fact MemAvailable))) $(($(fact MemTotal) / 32)) $(($(fact MemTotal) / 10)) \
	"which takes about a sixteenth of the memory"
is "$(user cat /proc/net/listenq 2>&1 | sed 's/.*: //')" "$(sed 's/.*: //' "$tmp/hog.out")" "other users have to wait"
is "$(ns srv cat /proc/net/listenq | grep -c '^10')" 151 "root has not"
exec 9>&-
wait $hog
is "$(user cat /proc/net/listenq | grep -c '^10')" 151 "all can read when it has ended"
done_testing
