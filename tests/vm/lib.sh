# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For the tests in this directory: . "$(dirname "$0")/lib.sh"
#
# A test runs as root, in the guest of `make check-vm` or on any machine where
# listenq.ko may be loaded, and prints TAP. In its first lines it can say
#
#	# vm: own-boot		no other test before it in the same machine
#	# vm: cpus=N		more than one CPU, and so real time
#	# vm: thread=multi	the CPUs really at once
#	# vm: timeout=SECONDS	of guest time (default 120)
#	# vm: mem=1G		(default 512M)
#	# vm: boot=NAME=VALUE	a parameter for the kernel
#	# vm: counts		QEMU's plugin counts instructions (tests/bench/plugin)
#	# vm: forgives=REGEX	lines of the kernel's log that are no failure
#	# vm: leaks=REGEX	and reports of leaks, by all that `leaks` prints of one
#
# Without cpus or thread the guest has one CPU and its clock jumps when it is
# idle: sleeping for a minute costs nothing, and each run is the same.

here=$(cd "$(dirname "$0")" && pwd)
module=${LISTENQ_MODULE:-/lib/listenq.ko}
hook=${LISTENQ_HOOK:-$(cat "$here/hook" 2>/dev/null || echo kprobe)}
tmp=$(mktemp -d /run/listenq-test.XXXXXX)
tests=0 failures=0 finished=
export LISTENQ_SCRATCH="$tmp"

# ---- results

# ok NAME: a test passed.
ok() {
	tests=$((tests + 1))
	echo "ok $tests - $1"
}

# not_ok NAME [DIAGNOSTIC...]: a test failed. What the machine looked like at
# the first failure is kept.
not_ok() {
	local line
	tests=$((tests + 1))
	failures=$((failures + 1))
	echo "not ok $tests - $1"
	shift
	for line; do printf '%s\n' "$line" | sed 's/^/#   /'; done
	[ "$failures" != 1 ] || _evidence "at the first failure, test $tests"
}

# is GOT EXPECTED NAME: both are the same text.
is() {
	if [ "$1" = "$2" ]; then ok "$3"; else not_ok "$3" "got '$1', expected '$2'"; fi
}

# status EXPECTED NAME COMMAND...: it exits so; what it wrote is in $tmp/out and
# $tmp/err.
status() {
	local expected=$1 name=$2
	shift 2
	"$@" >"$tmp/out" 2>"$tmp/err"
	is $? "$expected" "$name"
}

# squeezed COMMAND...: one blank between the words of what it prints
squeezed() { "$@" | tr -s ' ' | sed 's/ $//'; }

# holds NAME COMMAND...: the command succeeds.
holds() {
	local name=$1 out
	shift
	if out=$("$@" 2>&1); then ok "$name"; else not_ok "$name" "failed: $*" "$out"; fi
}

# between GOT LOW HIGH NAME: a number, limits included.
between() {
	case $1 in
	'' | *[!0-9]*) not_ok "$4" "got '$1', not a number" ;;
	*)
		if [ "$1" -ge "$2" ] && [ "$1" -le "$3" ]; then
			ok "$4"
		else
			not_ok "$4" "got $1, expected $2 to $3"
		fi
		;;
	esac
}

# matches TEXT REGEX NAME: grep -E finds it.
matches() {
	if printf '%s\n' "$1" | grep -qE -- "$2"; then
		ok "$3"
	else
		not_ok "$3" "does not match '$2':" "$1"
	fi
}

# skip NAME WHY: a test that cannot run here.
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# note TEXT: a line for the reader of the log.
note() { printf '%s\n' "$*" | sed 's/^/# /'; }

# skip_all WHY: ends the script, none of it can run here.
skip_all() {
	echo "1..0 # SKIP $*"
	finished=1
	exit 0
}

# done_testing: the plan; the last line of a test.
done_testing() {
	finished=1
	echo "1..$tests"
	[ "$failures" = 0 ]
	exit
}

# bail WHY: this script makes no sense from here on.
bail() {
	not_ok "$*"
	exit 1
}

_evidence() {
	[ -z "${LISTENQ_EVIDENCE:-}" ] || [ -d "$LISTENQ_EVIDENCE" ] ||
		"$here/evidence" "$LISTENQ_EVIDENCE" "$1"
}

# at_exit COMMAND: run in the end, the last one first.
at_exit() {
	_at_exit="$1
${_at_exit:-}"
}

_cleanup() {
	local status=$? pid
	trap '' INT TERM
	[ -n "$finished" ] || _evidence "when the script died"
	eval "${_at_exit:-}"
	for pid in "$tmp"/*.pid; do
		[ ! -f "$pid" ] || kill -9 "$(cat "$pid")" 2>/dev/null
	done
	no_topology
	unload_module
	rm -rf "$tmp"
	exit $status
}
trap _cleanup EXIT
trap 'exit 143' INT TERM HUP

# ---- waiting

# wait_until SECONDS COMMAND: until it succeeds; the command is a string.
wait_until() {
	local end
	end=$(($(_now) + $1 * 100))
	until eval "$2"; do
		[ "$(_now)" -lt "$end" ] || return 1
		sleep 0.05
	done
}

_now() { sed 's/ .*//;s/\.//' /proc/uptime; }

# slow: this kernel checks itself, and a command may take a second of its clock.
slow() { [ "$(cat "$here/slower" 2>/dev/null || echo 1)" != 1 ]; }

# ---- the module

# load_module [PARAMETER=VALUE...]
# shellcheck disable=SC2120
load_module() { insmod "$module" "hook=$hook" "$@" || bail "the module could not be loaded"; }

# unload_module: nothing happens if it is not loaded.
unload_module() { ! grep -q '^listenq ' /proc/modules || rmmod listenq; }

# ftrace_calls: ftrace has to do with the probes of the module, which is loaded.
ftrace_calls() { [ "$hook" = ftrace ] || kprobes_use_ftrace; }

# kprobes_use_ftrace: those of the module, which is loaded, sit on calls of ftrace,
# as on x86, and not on breakpoints, which serve them with interrupts off.
kprobes_use_ftrace() {
	grep -q ' tcp_conn_request+0x.*\[FTRACE\]' /sys/kernel/debug/kprobes/list
}

# ---- namespaces

# ns NETNS COMMAND...: runs it there; "" is where the script runs.
ns() {
	local ns=$1
	shift
	if [ -n "$ns" ]; then nsenter --net="/run/netns/$ns" "$@"; else "$@"; fi
}

# topology: netns srv (10.1.0.1, fd01::1) and cli (10.1.0.2, fd01::2), joined.
# Whatever srv sends goes to cli, which does not answer for addresses that it
# does not own: clients from 10.128.0.0/9 and fd02::/64 keep silent.
#
# Hundreds of SYN-ACKs that are due again at the same time come as one burst,
# which the backlog of a veth (1000 packets per CPU) would lose in part, and
# other packets with it.
topology() {
	local ns
	sysctl_in '' net.core.netdev_max_backlog=100000
	for ns in srv cli; do
		ip netns add "$ns"
		ns "$ns" ip link set lo up
		sysctl_in "$ns" net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
	done
	ip link add eth0 netns srv address 02:00:00:00:00:01 type veth \
		peer name eth0 netns cli address 02:00:00:00:00:02
	_end srv 1 2
	_end cli 2 1
	ns srv ip route add default via 10.1.0.2
	ns srv ip -6 route add default via fd01::2
	# An IPv6 host says so when it has no route back.
	ns cli ip -6 route add blackhole fd02::/64
	wait_until 5 'ns srv ip link show eth0 | grep -q "state UP"'
}

# _end NETNS ME PEER: permanent neighbours, so that no ARP or ND is waited for.
_end() {
	ns "$1" ip addr add "10.1.0.$2/24" dev eth0
	ns "$1" ip addr add "fd01::$2/64" dev eth0 nodad
	ns "$1" ip link set eth0 up
	ns "$1" ip neigh add "10.1.0.$3" lladdr "02:00:00:00:00:0$3" dev eth0
	ns "$1" ip -6 neigh add "fd01::$3" lladdr "02:00:00:00:00:0$3" dev eth0
}

no_topology() {
	local ns
	for ns in srv cli; do
		[ ! -e "/run/netns/$ns" ] || ip netns del "$ns"
	done
}

# sysctl_in NETNS NAME=VALUE...
sysctl_in() {
	local ns=$1
	shift
	ns "$ns" sysctl -qw "$@"
}

# ---- what differs by kernel, and what it is here

# Columns that nothing tells. Where __inet_accept() is missing (before 6.4, and
# not in all stable branches), inet_accept() knows the listener, and
# security_sock_graft() that it succeeds; the latter may be inlined away.
_asked=/run/listenq.kernel
[ -e $_asked.unknown ] || {
	grep -qE ' (__inet_accept|security_sock_graft)$' /proc/kallsyms ||
		echo "accepted accept_age_ms migrated_in_ready acceptq_peak60"
} >$_asked.unknown
unknown=$(cat $_asked.unknown)
# What `listenq status` ends with if nothing was lost, and what `balance` prints
# of books that do.
# shellcheck disable=SC2034 # for the tests
if [ -z "$unknown" ]; then complete=0 even="0 0 0"; else complete=6 even="0 0 -"; fi

# has_mptcp: by a kernel that has it, it is on
has_mptcp() { [ "$(sysctl -n net.mptcp.enabled 2>&1)" = 1 ]; }

# has_tls: by a kernel that has it, which Debian's 5.10 is built without
has_tls() { modprobe -q tls 2>/dev/null || grep -qw tls /proc/sys/net/ipv4/tcp_available_ulp; }

# is_unknown TOKEN
is_unknown() { case " $unknown " in *" $1 "*) ;; *) false ;; esac; }

# told TOKEN VALUE: the value, or "-" if that column is one of them
told() { if is_unknown "$1"; then echo -; else echo "$2"; fi; }

# synq_holds BACKLOG: how many connections a listener keeps half-open, which is
# its backlog or one more. Stable branches changed that: 5.10.223 and 5.10.262
# differ. So the kernel is asked once, without the module's help, by a full queue.
synq_holds() {
	[ -e $_asked.beyond ] || _ask_beyond
	echo $(($1 + $(cat $_asked.beyond)))
}
_ask_beyond() {
	ip netns add full
	ns full ip link set lo up
	ns full ip addr add 10.2.0.1/32 dev lo
	ns full ip route add default dev lo
	sysctl_in full net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
	server full full 10.2.0.1 1 1
	ns full traffic syn 10.2.0.1 1 3 >/dev/null
	echo $(($(ss_half_open 1 full) - 1)) >$_asked.beyond
	stop full
	ip netns del full
}

# ---- clients and servers: `traffic` lists what it can

# start NAME NETNS SUBCOMMAND ARGS...: an interactive traffic, which then does
# what `tell` says. Its stdin is a fifo that it holds open for writing itself,
# so that each tell can open and close it; its answers go to a file.
start() {
	local name=$1 ns=$2
	shift 2
	mkfifo "$tmp/$name.in"
	: >"$tmp/$name.out"
	echo 0 >"$tmp/$name.lines"
	{
		# shellcheck disable=SC2016
		ns "$ns" sh -c 'echo $$ >"$0.pid"; exec traffic "$@"' "$tmp/$name" "$@" \
			<>"$tmp/$name.in" >"$tmp/$name.out" 2>"$tmp/$name.err"
		echo $? >"$tmp/$name.status"
	} &
	_answer "$name" >/dev/null || bail "traffic $* did not start: $(cat "$tmp/$name.err")"
}

# server NAME NETNS ADDR PORT BACKLOG [OPTION...]: traffic listen
server() {
	local name=$1 ns=$2
	shift 2
	start "$name" "$ns" listen "$@"
}

# client NAME NETNS ADDR PORT [OPTION...]: traffic handshake
client() {
	local name=$1 ns=$2
	shift 2
	start "$name" "$ns" handshake "$@"
}

# tell NAME COMMAND: prints the answer, one line.
tell() {
	echo "$2" >"$tmp/$1.in"
	_answer "$1"
}

# said NAME: what it printed first: "ready" and the inodes of a server.
said() { head -n 1 "$tmp/$1.out"; }

# pid NAME: of its process
pid() { cat "$tmp/$1.pid"; }

# stop NAME: tells it to quit, and waits. That it lost packets, or else ended
# badly, is a failure of the test.
stop() {
	tell "$1" quit >/dev/null
	local status
	wait_until 60 "[ -s '$tmp/$1.status' ]" || bail "$1 does not quit"
	status=$(cat "$tmp/$1.status")
	[ "$status" = 0 ] || not_ok "$1 ends with status $status" "$(cat "$tmp/$1.err")"
	rm -f "$tmp/$1".*
	return "$status"
}

# The next line that it prints.
_answer() {
	local line
	line=$(($(cat "$tmp/$1.lines") + 1))
	echo "$line" >"$tmp/$1.lines"
	while [ "$(wc -l <"$tmp/$1.out")" -lt "$line" ]; do
		if [ -s "$tmp/$1.status" ]; then
			echo "died: $(cat "$tmp/$1.err")"
			return 1
		fi
		sleep 0.01
	done
	sed -n "${line}p" "$tmp/$1.out"
}

# ---- what is seen

# col LOCAL TOKEN [NETNS] [FILE]: that column of the row of LOCAL ("10.1.0.1:80"),
# one line for each such row, found by the header as every reader should. No row is
# an answer, no table is none.
col() {
	ns "${3:-}" awk -v local="$1" -v token="$2" '
		NR == 2 {
			for (i = 1; i <= NF; i++) at[$i] = i
			if (!(token in at)) { print "no column " token; exit }
		}
		NR > 2 && $at["local"] == local { print $at[token] }' "${4:-/proc/net/listenq}" ||
		echo "no table"
}

# column TOKEN [NETNS] [FILE]: of all rows, in their order
column() {
	ns "${2:-}" awk -v token="$1" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 { print token in at ? $at[token] : "no column " token }' "${3:-/proc/net/listenq}" ||
		echo "no table"
}

# row LOCAL NETNS TOKEN...: those columns of its row, "synq=3 acceptq=0"; one
# line for each such row
row() {
	local local=$1 ns=$2
	shift 2
	ns "$ns" awk -v local="$local" -v wanted="$*" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local {
			n = split(wanted, token, " ")
			for (i = 1; i <= n; i++)
				line = line " " token[i] "=" (token[i] in at ? $at[token[i]] : "?")
			print substr(line, 2)
			line = ""
		}' /proc/net/listenq || echo "no table"
}

# shows NAME LOCAL NETNS TOKEN=VALUE...: they hold these values, or "-" where
# this kernel does not tell
shows() {
	local name=$1 local=$2 ns=$3 pair tokens='' pairs=''
	shift 3
	for pair; do
		tokens="$tokens ${pair%%=*}"
		is_unknown "${pair%%=*}" && pair=${pair%%=*}=-
		pairs="$pairs $pair"
	done
	# shellcheck disable=SC2086
	is "$(row "$local" "$ns" $tokens)" "${pairs# }" "$name"
}

# total TOKEN [NETNS] [FILE]: the sum of that column over all rows.
total() {
	ns "${2:-}" awk -v token="$1" '
		NR == 2 {
			for (i = 1; i <= NF; i++) at[$i] = i
			if (!(token in at)) { print "no column " token; missing = 1; exit }
		}
		NR > 2 { sum += $at[token] }
		END { if (!missing) printf "%.0f\n", sum }' "${3:-/proc/net/listenq}"
}

# mib NAME [NETNS] [FILE]: a counter of the kernel by nstat's name, TcpExtListenDrops
mib() {
	# shellcheck disable=SC2086
	ns "${2:-}" awk -v name="$1" '
		$1 != group { group = $1; for (i = 2; i <= NF; i++) token[i] = $i; next }
		{
			sub(":", "", $1)
			for (i = 2; i <= NF; i++)
				if ($1 token[i] == name) { print $i; found = 1 }
			group = ""
		}
		END { if (!found) print "no counter " name }' ${3:-/proc/net/netstat /proc/net/snmp}
}

# grown NETNS COUNTER...: kernel counters that grew since the last call there,
# "TcpExtListenDrops=5 ...", by nstat, which takes patterns
grown() {
	local ns=$1
	shift
	NSTAT_HISTORY=$tmp/nstat.$ns ns "$ns" nstat "$@" |
		awk '!/^#/ { line = line " " $1 "=" $2 } END { print substr(line, 2) }'
}

# ss_count STATE PORT [NETNS]: connections of a local port in one of ss's states
ss_count() { ns "${3:-}" ss -Htn state "$1" "sport = :$2" | grep -c . || :; }

# ss_half_open PORT [NETNS]
ss_half_open() { ss_count syn-recv "$1" "${2:-}"; }

# ss_acceptq PORT [NETNS], ss_backlog PORT [NETNS]: Recv-Q and Send-Q of a
# listener, summed if there are several
ss_acceptq() { ns "${2:-}" ss -Hltn "sport = :$1" | awk '{ n += $2 } END { print n + 0 }'; }
ss_backlog() { ns "${2:-}" ss -Hltn "sport = :$1" | awk '{ n += $3 } END { print n + 0 }'; }

# kernel_says REGEX: since this script began, but for its own races
kernel_says() { "$here/log-since" "$_mark" | "$here/races" | grep -qE -- "$1"; }
_mark="listenq test script $$ begins"
echo "$_mark" >/dev/kmsg
