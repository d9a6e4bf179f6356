#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Readers of all habits: who seek, read odd pieces, read on when the module or
# the namespace has gone, or open and never read. 21-slow-readers has those who read
# slowly, 18-reload who keep the module from being unloaded.
. "$(dirname "$0")/lib.sh"
. "$here/filled.sh"

# says COMMAND...: what it writes to stderr after its name
says() { "$@" 2>&1 >/dev/null | sed 's/.*: //'; }
fails() { ! "$@"; }
users() { awk '$1 == "listenq" { print $3 }' /proc/modules; }

topology
load_module transitions=always
fill
is "$(lacking)" "" "there is something in every table"

# rereads FILE [OPTION...]: seeks and reads pieces
rereads() {
	local file=$1
	status 0 "${file##*/}: by pieces, by lseek() and pread() it is the same" \
		ns srv traffic reread "$@"
	note "$(cat "$tmp/out" "$tmp/err")"
}

# What `probes` and the books show grows whenever a half-open connection's timer
# runs: there is none yet. Where one goes back in a row of `drops`, it has grown
# older; its age is a column of ten.
for file in $all_tables; do
	case $file in
	*/drops) rereads "$file" --clock 10 ;;
	*) rereads "$file" ;;
	esac
done
# `drops` has been more than a page; so are these now.
server many srv 10.1.0.1 2000 5 --count 150
ns cli traffic syn 10.1.0.1 2000 20 >/dev/null
for file in /proc/net/listenq /proc/net/listenq_states $debugfs/listeners $debugfs/states $debugfs/latency; do
	rereads "$file"
done

# Open and never read
is "$(users)" 0 "nobody uses the module"
for file in $debugfs/*; do
	exec 5<"$file"
	is "$(users)" 1 "${file##*/}: who has it open uses it"
	exec 5<&-
done
is "$(users)" 0 "not any longer when they have closed it, unread"

# Keep it open across rmmod: /proc lets the module go
exec 5</proc/net/listenq 6</proc/net/listenq_states 7</proc/net/listenq_netstat 8</proc/net/listenq
IFS= read -r title <&5
is "$title" "# listenq-listeners 1" "one has read a line, the others nothing"
holds "the module can be unloaded" rmmod listenq
for fd in 5 6 7 8; do
	is "$(says cat <&$fd)" "Input/output error" "descriptor $fd: reading on is EIO"
done
holds "the file is not there any more" fails test -e /proc/net/listenq
load_module
is "$(says cat <&5)" "Input/output error" "nor does it read the next module's table"
is "$(head -n 1 /proc/net/listenq)" "# listenq-listeners 1" "who opens it anew does"
exec 5<&- 6<&- 7<&- 8<&-
is "$(users)" 0 "closing them harms nobody"

# Keep it open across the namespace's end
ip netns add gone
ns gone ip link set lo up
server last gone 127.0.0.1 90 5
at="/proc/$(pid last)/net"
exec 5<"$at/listenq" 6<"$at/listenq_states" 7<"$at/listenq_netstat" 8<$debugfs/listeners
exec 9<"$at/listenq"
IFS= read -r title <&5
ip netns del gone
stop last
# Its files go last, some time after its listeners.
it_is_gone() { fails head -c 1 <&9 >/dev/null 2>&1; }
holds "a namespace ends while its files are open" wait_until 10 it_is_gone
for fd in 5 6 7; do
	is "$(says cat <&$fd)" "Input/output error" "descriptor $fd: reading on is EIO"
done
matches "$(cat <&8)" '^127.0.0.1:90 ' "who opened debugfs before reads what there was"
exec 5<&- 6<&- 7<&- 8<&- 9<&-

# Memory that nobody provides: who reads into it stays in read() until he is killed
userfaultfd() { grep -q ' handle_userfault$' /proc/kallsyms; }
what="who does not come back from read()"
for file in listenq listenq_states listenq_netstat; do
	if ! userfaultfd; then
		skip "$what of $file holds up the end of no other namespace" "this kernel has no userfaultfd()"
		continue
	fi
	for name in mine next; do
		ip netns add $name
		ns $name ip link set lo up
		server $name $name 127.0.0.1 90 5
	done
	start stuck '' stuck "/proc/$(pid mine)/net/$file"
	exec 5<"/proc/$(pid mine)/net/$file" 9<"/proc/$(pid next)/net/listenq"
	sleep 0.5
	for name in mine next; do
		ip netns del $name
		stop $name
	done
	holds "$what of $file holds up the end of no other namespace" wait_until 10 it_is_gone
	matches "$(head -n 1 <&5)" "^# listenq-" "his own lives as long"
	kill -9 "$(pid stuck)"
	exec 9<&5
	holds "and ends with him" wait_until 10 it_is_gone
	exec 5<&- 9<&-
	wait_until 10 "[ -s '$tmp/stuck.status' ]"
	rm -f "$tmp"/stuck.*
done

if userfaultfd; then
	start stuck '' stuck /proc/net/listenq
	sleep 0.5
	is "$(users)" 1 "nor does he hold up rmmod: he uses the module"
	is "$(says timeout 5 rmmod listenq)" "Resource temporarily unavailable" "which it says at once"
	is "$(head -n 1 /proc/net/listenq)" "# listenq-listeners 1" "and leaves the tables as they are"
	holds "nor who makes a namespace" timeout 5 ip netns add new
	ip netns del new
	kill -9 "$(pid stuck)"
	unused() { [ "$(users)" = 0 ]; }
	holds "until he is killed" wait_until 5 unused
	wait_until 10 "[ -s '$tmp/stuck.status' ]"
	rm -f "$tmp"/stuck.*
else
	skip "nor does he hold up rmmod" "this kernel has no userfaultfd()"
fi
rmmod listenq
holds "the module can be unloaded" fails test -e /proc/net/listenq
done_testing
