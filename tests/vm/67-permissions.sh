#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What an ordinary user may see, and root of a user namespace: the listeners of
# their own network namespace, and nothing else. Nobody learns an address of the
# kernel's, nobody can write.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
. "$here/filled.sh"

echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd

# Each runs a command line as such a user
user() { ns srv su -s /bin/sh nobody -c "$*"; }
root_here() { user "unshare -Ur sh -c '$*'"; }
root_apart() { user "unshare -Urn sh -c '$*'"; }
# whose /proc/net is his own, as he was root already when he made the namespace
root_owner() { user "unshare -Ur unshare -n sh -c '$*'"; }

inum() { stat -L -c %i "/run/netns/$1"; }

# forbidden: that nobody may make user namespaces, if the kernel says so
forbidden() {
	if [ ! -e /proc/self/ns/user ]; then
		echo "this kernel has no user namespaces"
	elif [ "$(sysctl -n user.max_user_namespaces)" = 0 ] ||
		[ "$(sysctl -n kernel.unprivileged_userns_clone 2>/dev/null)" = 0 ]; then
		echo "users may not make user namespaces here"
	fi
}

# pointers: words of stdin that are, or could be, an address of the kernel's: above
# 2^47 as all are, or hashed, as %p prints it, with eight zeros before; or what it
# prints as long as it cannot hash.
pointers() {
	tr -cs '[:alnum:]_' '\n' |
		grep -xiE '(0x)?[0-9a-f]{16}|0x[0-9a-f]{6,}|[0-9]{15,}|_*ptrval_*' || :
}

# The module says what it can: of parameters that are wrong, of probes that cannot be
# planted, of itself.
insmod "$module" hook=nothing 2>/dev/null
insmod "$module" max_listeners=0 hook=ftrace && rmmod listenq
topology
load_module transitions=always

forbidden=$(forbidden)
if [ -n "$forbidden" ]; then
	skip "root of a user namespace" "$forbidden"
else
	is "$(root_here id -u 2>&1)/$(root_apart id -u 2>&1)/$(root_owner id -u 2>&1)" 0/0/0 \
		"users can make user namespaces, and be root there"
fi
# those WHO...: those of them that there can be
those() {
	local who
	for who; do
		[ "$who" != user ] && [ -n "$forbidden" ] || echo "$who"
	done
}
server web srv 10.1.0.1 80 64 --name web
server other cli 10.1.0.2 81 5
server initial '' 127.0.0.1 82 5
ns cli traffic connect 10.1.0.1 80 5 >/dev/null
ns cli traffic syn 10.1.0.1 80 5 >/dev/null

# Who closes first has the TIME-WAIT.
server gone cli 10.1.0.2 83 5
start held srv connect 10.1.0.2 83 2 --hold
tell gone 'accept 2' >/dev/null
stop gone
stop held

# ---- what they see
for who in $(those user root_here); do
	is "$($who cat /proc/net/listenq | awk 'NR > 2 { print $1 }')" 10.1.0.1:80 \
		"$who: the listener of this network namespace, and no other"
	is "$($who listenq -r -n -o local,synq,acceptq,pid,process)" "10.1.0.1:80 5 5 - -" \
		"how full it is, but not whose"
	status 0 "listenq: status 0" $who listenq
done
is "$(user cat /proc/net/listenq | awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 2 { print $at["uid"] }')" \
	0 "user: it is root's"
[ -n "$forbidden" ] || is "$(root_here cat /proc/net/listenq | awk "NR == 2 { for (i = 1; i <= NF; i++) at[\$i] = i } NR > 2 { print \$at[\"uid\"] }")" \
	65534 "root_here: it is nobody's whom they know"
[ -n "$forbidden" ] || is "$(root_apart 'cat /proc/net/listenq /proc/net/listenq_states' | awk 'NR > 2 && $1 ~ /:[0-9]/')" "" \
	"root_apart: no listener at all"
is "$(ns cli awk '$2 == "closed" { print $1 }' /proc/net/listenq_states)" 10.1.0.2:83 \
	"another namespace has something left of a listener that closed"
for who in $(those user root_here); do
	is "$($who cat /proc/net/listenq_states | awk 'NR > 2 { print $1, $2, $3 }' | sort)" \
		"$(for row in "- none" "- total" "10.1.0.1:80 listener"; do echo "$row $(inum srv)"; done)" \
		"$who: the states of this network namespace, and no other"
done
for who in $(those root_apart root_owner); do
	is "$($who "cat /proc/net/listenq_states" | awk 'NR > 2 {
		printf "%s %s", $1, $2; for (i = 4; i <= NF; i++) n += $i; print " " n + 0 }')" \
		"- none 0
- total 0" "$who: no connection at all"
	is "$($who "cat /proc/net/listenq_netstat" | awk 'NR > 2 { n += $2 + $3; rows++ } END { print rows, n + 0 }')" \
		"$BOOKS 0" "$who: nothing is counted"
done
for who in $(those user root_here root_apart root_owner); do
	for file in $proc_tables; do
		for whose in other initial; do
			is "$($who "cat /proc/$(pid $whose)/net/${file##*/}" 2>&1 | sed 's/.*: //')" "Permission denied" \
				"$who: not the ${file##*/} of /proc/PID/net that is $whose"
		done
	done
done
is "$(user "cat /proc/$(pid web)/net/listenq" | awk 'NR > 2 { print $1 }')" 10.1.0.1:80 \
	"but that of their own namespace"
[ -n "$forbidden" ] || is "$(root_apart "ip link set lo up; sleep 1 | traffic listen 127.0.0.1 90 5 >/dev/null & sleep 0.3
	listenq -r -n -o local,uid,process; wait")" "127.0.0.1:90 0 traffic" \
	"but their own, with their own user and process"

# ---- who gets another number between open() and read()
gets_a_number() {
	ns srv unshare -U sh -c "exec 3</proc/net/listenq; echo \$\$ >'$tmp/opened'
		while [ ! -e '$tmp/mapped' ]; do sleep 0.05; done; cat <&3" >"$tmp/table" &
	wait_until 5 '[ -s "$tmp/opened" ]'
	echo 4000000000 0 1 >"/proc/$(cat "$tmp/opened")/uid_map"
	: >"$tmp/mapped"
	wait $!
	is "$(awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i } NR > 2 { print $at["uid"], NF == length(at) }' "$tmp/table")" \
		"65534 1" "it is that of the moment when it was opened, as all there is in it"
}
[ -n "$forbidden" ] || gets_a_number

# ---- what they do not
for who in $(those user root_here root_apart); do
	for file in listeners states transitions latency drops probes module; do
		is "$($who cat $debugfs/$file 2>&1)" "cat: can't open '$debugfs/$file': Permission denied" \
			"$who: not debugfs $file"
	done
	for command in latency drops "drops -f" "list -A"; do
		status 3 "$who: listenq $command: status 3" $who listenq "$command"
		is "$(cat "$tmp/out")" "" "nothing shows"
		case $who in
		user) matches "$(cat "$tmp/err")" '^listenq: .*: no permission to .*: try as root$' "and what to do" ;;
		*) matches "$(cat "$tmp/err")" ': root is not enough in a user namespace' "and why" ;;
		esac
	done
	status 0 "$who: listenq status: status 0" $who listenq status
	matches "$(tail -n 1 "$tmp/out")" '^unknown: only root can read' "and what is not known"
done

# ---- nobody writes
# This is where the tables have something that could be changed, and learnt.
trace-cmd start -e listenq >/dev/null 2>"$tmp/err" || bail "trace-cmd failed" "$(cat "$tmp/err")"
at_exit 'trace-cmd reset'
fill
trace-cmd stop
is "$(lacking)" "" "there is something in every table"

parameters=$(find /sys/module/listenq/parameters -type f | sort)
is "$(echo "$parameters" | sed 's,.*/,,' | tr '\n' ' ')" "hook max_clients max_episodes max_listeners root_only transitions " "there are six parameters"
# What they hold, but for how long ago that was
all_there_is() {
	local file
	for file in $all_tables $parameters; do
		echo "== $file"
		ns srv cat "$file" | timeless
	done
	ns srv stat -c '%n %a %u %s' $all_tables $parameters
}

# each COMMAND FILE...: a command line that does so with each of them, and tells the
# errors, one a line. By /bin/echo: that of dash has one word for all errors.
each() {
	local command=$1
	shift
	echo "for f in $(echo "$@"); do echo \"\${f##*/}: \$( ($command) 2>&1 | sed \"s/.*: //\")\"; done"
}
# not_so ANSWER FILE...: of lines that such a command line printed, those
# with another answer than that regex; and that there are as many as files
not_so() {
	local answer=$1
	shift
	awk -v answer="^($answer)\$" -v files=$# '
		substr($0, index($0, ": ") + 2) !~ answer
		END { if (NR != files) print NR " files, not " files }'
}

# A slow kernel forgets the clients that closed before all is tried: no more of them.
for _ in $(seq 20); do
	[ "$(total FIN_WAIT2 '' $debugfs/states)/$(total TIME_WAIT '' $debugfs/states)" != 0/0 ] || break
	sleep 5
done
all_there_is >"$tmp/before"
# Who opens debugfs to everybody has not opened its files.
chmod 755 /sys/kernel/debug
at_exit 'chmod 700 /sys/kernel/debug'
for who in $(those user root_here root_apart root_owner); do
	is "$($who "$(each 'cat $f' $debugfs_tables)" | not_so "Permission denied" $debugfs_tables)" "" \
		"$who: cannot read those in debugfs"
done
for who in $(those user root_here root_apart); do
	for command in '/bin/echo x >$f' '/bin/echo x >>$f' '/bin/echo x 1<>$f' 'truncate -s 0 $f'; do
		is "$($who "$(each "$command" $all_tables $parameters)" |
			not_so "Permission denied" $all_tables $parameters)" "" "$who: cannot $command"
	done
	is "$($who "$(each 'chmod 666 $f' $all_tables $parameters)" |
		not_so "Operation not permitted" $all_tables $parameters)" "" "$who: nor make one writable"
done
# His /proc/net is his own, so he may open its files; they take nothing.
for who in $(those root_owner); do
	for command in '/bin/echo x >$f' '/bin/echo x >>$f' '/bin/echo x 1<>$f' 'chmod 666 $f && /bin/echo x >$f'; do
		is "$($who "$(each "$command" $proc_tables)" | not_so "Input/output error" $proc_tables)" "" \
			"$who: $command is an error"
	done
	for command in '/bin/echo x >$f' '/bin/echo x >>$f' '/bin/echo x 1<>$f' 'truncate -s 0 $f'; do
		is "$($who "$(each "$command" $debugfs_tables $parameters)" |
			not_so "Permission denied" $debugfs_tables $parameters)" "" \
			"$who: cannot $command elsewhere"
	done
	is "$($who "$(each 'chmod 666 $f' $debugfs_tables $parameters)" |
		not_so "Operation not permitted" $debugfs_tables $parameters)" "" "$who: nor make one writable"
done
# Root may open all that there is, and make it writable. A parameter of mode 0444
# is none that root can write, as long as root does not change that.
root() { ns srv sh -c "$*"; }
for command in '/bin/echo x >$f' '/bin/echo x >>$f' '/bin/echo x 1<>$f' 'chmod 666 $f && /bin/echo x >$f'; do
	is "$(root "$(each "$command" $proc_tables)" | not_so "Input/output error" $proc_tables)" "" \
		"root: $command is an error in /proc"
	is "$(root "$(each "$command" $debugfs_tables)" | not_so "Invalid argument" $debugfs_tables)" "" \
		"and in debugfs"
done
root chmod 444 $proc_tables
root chmod 400 $debugfs_tables
for command in '/bin/echo x >$f' '/bin/echo x >>$f' '/bin/echo x 1<>$f'; do
	is "$(root "$(each "$command" $parameters)" | not_so "Permission denied" $parameters)" "" \
		"root: $command is an error of a parameter"
done
# What the kernel lets root do to any such file, and does not tell its owner of
note "root: $(root "$(each 'truncate -s 0 $f' $all_tables $parameters)" | tr '\n' ' ')"
all_there_is >"$tmp/after"
is "$(diff "$tmp/before" "$tmp/after")" "" "nothing has changed by all that"
is "$(ns srv stat -c %a $proc_tables | sort -u)/$(stat -c %a $debugfs/* | sort -u)/$(stat -c %a $debugfs)" 444/400/755 \
	"the modes are as they were"
is "$(find /sys/module/listenq -type f -perm /0222 | sed 's,.*/,,' | sort | tr '\n' ' ')" "uevent " \
	"and in /sys/module, where uevent is the kernel's own"

# ---- nobody learns an address
for file in $all_tables $parameters; do
	is "$(ns srv cat "$file" | pointers)" "" "${file##*/} holds no address of the kernel's"
done
seen="ffff888003c8a000 18446612682131464192 at=0xffffffffc0123000: <000000003c8a1b2c> (____ptrval____) 0x3c8a1b2c"
is "$(echo "$seen" | tr ' ' '\n' | pointers | wc -l)" 6 "(the test would see one, raw or hashed)"
matches "$(ns srv cat /proc/net/tcp | pointers | head -n 1)" '^[0-9a-f]{16}$' "(as in /proc/net/tcp)"
is "$(echo "[fd01::1]:80 [::ffff:10.128.0.1]:65535 4026531840 1f43 lt_67108864us 999999999999" | pointers)" "" \
	"(and takes nothing else for one)"
said=$("$here/log-since" "$_mark" | grep 'listenq: ')
matches "$said" 'listenq: hook=nothing:.*' "the module has said what it was not to be told"
matches "$said" 'listenq: max_listeners=0 is out of range' "and what it made of that"
is "$(echo "$said" | pointers)" "" "and no address"
formats=$(cat /sys/kernel/tracing/events/listenq/listenq_*/format)
is "$(echo "$formats" | grep -c '^print fmt')/$(echo "$formats" | grep -cE '\*|%p[^I]')" 2/0 \
	"nor is there one in its two tracepoints"
trace-cmd show >"$tmp/trace"
matches "$(grep -c 'listenq_drop: .*:1101 ' "$tmp/trace")/$(grep -c 'listenq_expire: .*:1103 ' "$tmp/trace")" \
	'^[1-9][0-9]*/[1-9]' "both have told something"
is "$(grep 'listenq_' "$tmp/trace" | pointers | head -n 5)" "" "and no address"

# ---- where only root may read them
stop web
unload_module
load_module root_only=1
is "$(stat -c '%a %u' $proc_tables | sort -u)" "400 0" "root_only=1: the tables are root's"
for who in $(those user root_here); do
	is "$($who "$(each 'cat $f' $proc_tables)" | not_so "Permission denied" $proc_tables)" "" \
		"root_only=1: not $who's"
	status 3 "$who: listenq: status 3" $who listenq
	matches "$(cat "$tmp/err")" 'no permission to ' "and why"
done
is "$(ns srv head -n 1 /proc/net/listenq)" "# listenq-listeners 1" "root_only=1: root reads them"
for who in $(those root_owner); do
	is "$($who "head -n 1 /proc/net/listenq")" "# listenq-listeners 1" "root_only=1: so does $who his own"
done
# As gid= with hidepid: a group, and in a namespace made later nobody again.
ns srv sh -c "chgrp 65534 $(echo $proc_tables); chmod 440 $(echo $proc_tables)"
is "$(user head -n 1 /proc/net/listenq)" "# listenq-listeners 1" "root can let a group read them"
ip netns add later
is "$(ns later su -s /bin/sh nobody -c 'cat /proc/net/listenq' 2>&1 | sed 's/.*: //')" "Permission denied" \
	"in that namespace only"
ip netns del later
done_testing
