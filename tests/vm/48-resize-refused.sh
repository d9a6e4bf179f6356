#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot
# listenq resize where it cannot: it says who forbids it or what is missing, and
# leaves everything as it was. And without the module. Yama's strictest setting lasts
# until the next boot, so that comes last.
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/vm/terminal.sh
. "$here/terminal.sh"
at_exit no_terminal
at_exit "rm -rf /run/listenq"

resize() { ns srv listenq resize "$@"; }
said_so() { matches "$(cat "$tmp/err")" "$1" "$2"; }
backlogs() { ns srv ss -Hltn "sport = :$1" | awk '{ print $3 }' | sort -n | paste -sd' '; }
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
user() { ns srv su -s /bin/sh nobody -c "$*"; }
# as_it_was NAME
as_it_was() { is "$(backlogs 80)/$(ls /run/listenq/resized 2>/dev/null)" "5 5 5/" "$1: nothing was changed"; }

topology
sysctl_in srv net.core.somaxconn=4096
server web srv 10.1.0.1 80 5 --reuseport 3 --name web

# ---- without the module
status 0 "without the module" resize --yes :80 6
is "$(cat "$tmp/out" | grep -c 'the backlog was 5 and is 6$')" 3 "it does the same"
status 0 "and undoes it" resize --yes --undo
is "$(backlogs 80)" "5 5 5" "by sock_diag"
status 2 "auto needs the module: status 2" resize --yes :80 auto
said_so 'the module is not loaded' "and says so"
status 2 "-A needs the module: status 2" resize --yes -A :80 6
load_module

# ---- what the kernel lacks or is short of
if traffic deny listen EIO true 2>/dev/null; then
	faults="pidfd_open:ENOSYS:5 pidfd_getfd:ENOSYS:5 pidfd_getfd:EMFILE:5 pidfd_getfd:EPERM:3
		pidfd_getfd:EACCES:3 listen:EACCES:3 listen:EOPNOTSUPP:5"
	fds="4 5 6 7 8"
else
	faults='' fds=''
	skip "system calls that fail" "this kernel has no seccomp"
fi
for fault in $faults; do
	# shellcheck disable=SC2046
	set -- $(echo "$fault" | tr : ' ')
	status "$3" "$1 fails with $2: status $3" ns srv traffic deny "$1" "$2" listenq resize --yes :80 100
	case $fault in
	*ENOSYS*) said_so 'this kernel has no pidfd_getfd\(2\), which came with Linux 5.6; nothing was changed$' "it says that" ;;
	*EMFILE*) said_so 'Too many open files; nothing was changed$' "it says that" ;;
	pidfd*) said_so 'a security module or a seccomp filter forbids it \(active modules: .*\); nothing was changed$' "it says that" ;;
	*EACCES*) said_so 'listen\(2\): a security module or .*; everything is as it was$' "it says that" ;;
	*) said_so 'listen\(2\): Operation not supported; everything is as it was$' "it says that" ;;
	esac
	as_it_was "$fault"
done
# Each turn has one descriptor more, until there are enough.
short=0
for n in $(seq 6 24); do
	ns srv sh -c "ulimit -n $n; exec listenq resize --yes :80 100" >"$tmp/out" 2>"$tmp/err" && break
	[ "$(backlogs 80)/$(ls /run/listenq/resized 2>/dev/null)" = "5 5 5/" ] || not_ok "with $n descriptors it changes something"
	! grep -q ': Too many open files; nothing was changed$' "$tmp/err" || short=$((short + 1))
done
between $short 1 5 "short of descriptors: nothing is changed until there are $n, and it says why"
status 0 "then all is" resize --yes --undo
# The copies are one after the other: the last one's listen() fails.
for fd in $fds; do
	ns srv traffic deny listen:$fd EIO listenq resize --yes --somaxconn :80 5000 >"$tmp/out" 2>"$tmp/err" && break
	is "$(backlogs 80) $(ns srv sysctl -n net.core.somaxconn) $(ls /run/listenq/resized 2>/dev/null)" "5 5 5 4096 " \
		"listen() on descriptor $fd fails: those before it have their backlog again, and the namespace its somaxconn"
	said_so 'listen\(2\): Input/output error; everything is as it was$' "it says that"
done
[ -z "$fds" ] || resize --yes --undo >/dev/null
is "$(backlogs 80) $(ns srv sysctl -n net.core.somaxconn)" "5 5 5 4096" "what succeeded at last was undone"
mkdir -p /run/listenq/resized
status 5 "the file for --undo cannot be written" resize --yes :80 100
said_so '/run/listenq/resized, which --undo needs, cannot be written: .*; nothing was changed$' "it says that"
is "$(backlogs 80)" "5 5 5" "nothing was changed"
rmdir /run/listenq/resized

# ---- in the middle
server gone srv 10.1.0.1 81 5 --name gone
# in_terminal ARGUMENT...: until it asks
in_terminal() {
	no_terminal
	terminals=$((terminals + 1))
	rm -f "$tmp/status"
	LC_ALL=C.UTF-8 t new-session -d -x 100 -y 24 sh "$tmp/inside" \
		nsenter --net=/run/netns/srv listenq resize "$@"
	wait_until 20 "screen | grep -q 'y/N'"
}
in_terminal :81 100
matches "$(screen)" 'Change 1 listener\? \[y/N\]' "on a terminal it asks"
is "$(backlogs 81)" 5 "and has changed nothing yet"
t send-keys n Enter
wait_until 10 "test -s $tmp/status"
is "$(cat "$tmp/status") $(backlogs 81)" "5 5" "no: nothing is changed"
in_terminal :81 100
t send-keys y Enter
wait_until 10 "test -s $tmp/status"
is "$(cat "$tmp/status") $(backlogs 81)" "0 100" "yes: it is changed"
in_terminal :81 200
tell gone 'listen 9' >/dev/null
t send-keys y Enter
wait_until 10 "test -s $tmp/status"
is "$(cat "$tmp/status") $(backlogs 81)" "5 9" "the program calls listen() while it asks: that is kept"
matches "$(screen)" 'its backlog has become 9 meanwhile; nothing was changed' "it says that"
in_terminal :81 200
stop gone
server gone srv 10.1.0.1 81 5 --name gone
t send-keys y Enter
wait_until 10 "test -s $tmp/status"
is "$(cat "$tmp/status") $(backlogs 81)" "5 5" "the program ends while it asks, another has the port: that is left alone"
matches "$(screen | tr -s ' \n' ' ')" 'no process holds it any more; nothing was changed' "it says that"
in_terminal :81 200
tell gone shutdown >/dev/null
t send-keys y Enter
wait_until 10 "test -s $tmp/status"
is "$(cat "$tmp/status") $(backlogs 81)" "5 " "the program shuts it down while it asks: it does not listen again"
matches "$(screen)" 'it does not listen any more; nothing was changed' "it says that"
no_terminal

# ---- who may
rm -rf /run/listenq
chmod 755 /run
user "sleep 1000 | traffic listen 10.1.0.1 8080 5 --name own" >"$tmp/own.out" &
at_exit 'pkill -x own'
wait_until 10 'grep -q ready "$tmp/own.out"'
yama=$(sysctl -n kernel.yama.ptrace_scope 2>/dev/null || echo none)
note "kernel.yama.ptrace_scope is $yama"
[ "$yama" = none ] || sysctl_in '' kernel.yama.ptrace_scope=0
status 5 "an ordinary user: a listener of root's" user "listenq resize --yes :80 100"
said_so 'no process here holds this socket' "whose holder he does not see"
as_it_was "an ordinary user"
status 3 "one of his own" user "listenq resize --yes :8080 100"
said_so '/run/listenq/resized, which --undo needs, cannot be written: .*; nothing was changed' "lacks the file for --undo"
is "$(backlogs 8080)" 5 "nothing was changed"
mkdir -m 777 /run/listenq
status 5 "a directory for that file that others can write" resize --yes :80 100
said_so 'resized, which --undo needs, cannot be written: others can write its directory; nothing was changed$' "is not trusted"
status 5 "nor is a file in it" resize --yes --undo
as_it_was "a directory of others"
rmdir /run/listenq
if [ "$yama" != none ]; then
	sysctl_in '' kernel.yama.ptrace_scope=1
	status 3 "one of his own, with Yama" user "listenq resize --yes :8080 100"
	said_so 'it takes CAP_SYS_PTRACE, because kernel.yama.ptrace_scope is 1: try as root; nothing was changed$' "says that it is Yama"
	sysctl_in '' kernel.yama.ptrace_scope=3
	status 3 "with ptrace_scope 3 not even root may" resize --yes :80 100
	said_so 'Yama forbids it to everybody, root included: kernel.yama.ptrace_scope is 3 until the next boot; nothing was changed$' \
		"it says that it is Yama"
	as_it_was "Yama"
	status 3 "--dry-run says that as well" resize --dry-run :80 100
else
	skip "Yama" "this kernel is built without it"
fi
done_testing
