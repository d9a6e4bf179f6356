# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests that assert all of a listener's counters at once; after lib.sh.
# shellcheck disable=SC2154 # whose `unknown` it uses
#
# nstat is the referee: the namespaces are made before the module is loaded and
# see no traffic until then, so what the kernel has counted in them since they
# were made it has counted since the module came; or since reopen(), if the module
# is loaded once more.

counters="syns queued cookies fastopens completed cookies_ok accepted
syn_acceptq_full syn_synq_full syn_last_quarter syn_other
ack_acceptq_full cookie_acceptq_full ack_other cookie_other cookies_bad
syn_duplicate deferred
synack_retrans expired expired_early reset aborted ended_icmp ended_admin
joined migrated_in migrated_in_ready"

# settle: what became of a packet that no probe saw succeed is only known when
# the next one comes, or within half a second.
settle() { sleep 0.5; }

# counts LOCAL NETNS: "syns=8 queued=5 ...", every counter that is not 0, nor "-"
# where this kernel does not tell
counts() {
	ns "$2" cat /proc/net/listenq | awk -v local="$1" -v wanted="$(echo $counters)" \
		-v unknown=" $unknown " '
		function none(token) { return index(unknown, " " token " ") ? "-" : "0" }
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local {
			n = split(wanted, token, " ")
			for (i = 1; i <= n; i++)
				if ($at[token[i]] != none(token[i]))
					line = line " " token[i] "=" $at[token[i]]
			print substr(line, 2)
			line = ""
		}'
}

# counted NAME LOCAL NETNS TOKEN=N...: these, in the order above, and no other;
# but a kernel that checks itself may take a second from the SYN to this, and then
# has repeated SYN-ACKs. agrees() compares those with the kernel's count.
counted() {
	local name=$1 local=$2 ns=$3 pair pairs='' got='' left_out=''
	shift 3
	! slow || left_out=synack_retrans
	for pair; do
		is_unknown "${pair%%=*}" || [ "${pair%%=*}" = "$left_out" ] || pairs="$pairs $pair"
	done
	for pair in $(counts "$local" "$ns"); do
		[ "${pair%%=*}" = "$left_out" ] || got="$got $pair"
	done
	is "${got# }" "${pairs# }" "$name"
}

# balance LOCAL NETNS: what each of the books of uapi/listenq.h is out by, or "-"
# if this kernel does not tell one of its columns; $even if they balance
balance() {
	ns "$2" cat /proc/net/listenq | awk -v local="$1" '
		function v(token) { return $at[token] }
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local {
			print v("syns") - v("queued") - v("cookies") - v("fastopens") \
				- v("syn_acceptq_full") - v("syn_synq_full") \
				- v("syn_last_quarter") - v("syn_other") - v("syn_duplicate"), \
			      v("queued") + v("migrated_in") - v("completed") - v("joined") \
				- v("expired") - v("reset") - v("aborted") \
				- v("ended_icmp") - v("ended_admin") - v("synq"), \
			      v("accepted") == "-" ? "-" : v("completed") + v("cookies_ok") + v("fastopens") \
				+ v("migrated_in_ready") - v("accepted") - v("acceptq")
		}'
}

# reopen NETNS: what the kernel counts there from now on, its books are to hold
reopen() {
	ns "$1" cat /proc/net/netstat /proc/net/snmp >"$tmp/opened"
}

# since COUNTER NETNS: what the kernel has counted since reopen()
since() {
	local before=0
	[ ! -e "$tmp/opened" ] || before=$(mib "$1" "" "$tmp/opened")
	echo $(($(mib "$1" "$2") - before))
}

# agrees NETNS NAME [COUNTER=GAP...]: ours equal nstat's, but for these gaps, "-" if
# ours is not known. If anything was counted between the two readings both are read
# again.
agrees() {
	local ns=$1 name=$2 wrong='' before=
	shift 2
	while [ "$before" != "$(_kernels_counters "$ns")" ]; do
		before=$(_kernels_counters "$ns")
		wrong=$(_gaps "$ns" "$@")
	done
	is "$wrong" "" "$name"
}

_kernels_counters() { ns "$1" cat /proc/net/netstat | grep ^TcpExt; }

# How many listenq_netstat has, a counter of the kernel's each.
BOOKS=11

# _books NETNS: its rows without the headings, in $tmp/books; says if some are missing
_books() {
	local n
	ns "$1" sed 1,2d /proc/net/listenq_netstat >"$tmp/books"
	n=$(grep -c . "$tmp/books")
	[ "$n" = $BOOKS ] || echo "$n books, not $BOOKS;"
}

# _are_near N KERNEL OURS [GAP]: they are numbers, and out by the gap, but for up to N
_are_near() {
	local out
	case $2-$3 in
	-* | *- | *[!0-9-]* | *--*) return 1 ;;
	esac
	out=$(($2 - $3 - ${4:-0}))
	[ ${out#-} -le "$1" ]
}

# _is_off KERNEL OURS GAP: by that; "-": ours is not known
_is_off() {
	if [ "$3" = - ]; then [ "$2" = - ]; else _are_near 0 "$@"; fi
}

_gaps() {
	local ns=$1 known counter ours gap kernel
	shift
	_books "$ns"
	for known; do
		grep -q "^${known%=*} " "$tmp/books" || echo "no book of ${known%=*};"
	done
	while read -r counter _ ours; do
		gap=0
		for known; do
			[ "${known%=*}" != "$counter" ] || gap=${known#*=}
		done
		kernel=$(since "$counter" "$ns")
		_is_off "$kernel" "$ours" "$gap" ||
			echo "$counter: kernel $kernel, ours $ours;"
	done <"$tmp/books"
}

# module_fact TOKEN: a value of debugfs listenq/module
module_fact() {
	awk -v token="$1" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR == 3 { print $at[token] }' /sys/kernel/debug/listenq/module
}
