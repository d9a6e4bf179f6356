#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# SO_REUSEPORT: a row for each member, though they share address and port.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# by_inode TOKEN...: "INODE VALUE..." of each member, in the order of inodes
by_inode() {
	row "$local" srv inode "$@" | sed 's/[a-z_]*=//g' | sort
}

# Recv-Q of each member as ss shows it, beside its inode
ss_by_inode() {
	ns srv ss -Hltne "sport = :$port" | sed 's/^[A-Z]* *\([0-9]*\) .* ino:\([0-9]*\) .*/\2 \1/' | sort
}

sum() { awk '{ n += $1 } END { print n }'; }

# group ADDR SHOWN PORT
group() {
	addr=$1 local=$2:$3 port=$3
	server members srv "$addr" "$port" 128 --reuseport 4
	is "$(by_inode)" "$(said members | tr ' ' '\n' | sed 1d | sort)" \
		"$addr: a row for each member, with its own inode"
	client clients cli "$addr" "$port"
	is "$(tell clients 'syn 200')" "syn 200 synack 200" "$addr: 200 clients send a SYN"

	is "$(col "$local" syns srv | sum)" 200 \
		"$addr: the members' SYNs add up"
	is "$(col "$local" syns srv | grep -cv '^0$')" 4 "$addr: each member got some"
	is "$(by_inode synq)" "$(by_inode syns)" "$addr: each holds half-open what came to it"
	is "$(ss_half_open "$port" srv)" "$(col "$local" synq srv | sum)" \
		"$addr: ss shows as many"
	is "$(ns srv ss -Htne state syn-recv "sport = :$port" | grep -c 'ino:0 ')" 200 \
		"$addr: but not whose they are"

	half_open=$(by_inode synq)
	is "$(tell clients 'ack 200')" "ack 200" "$addr: all complete the handshake"
	is "$(ss_by_inode)" "$half_open" "$addr: by ss each member got those that it held half-open"
	is "$(by_inode acceptq)" "$half_open" "$addr: which its own row shows"
	is "$(by_inode completed acceptq_peak)" "$(by_inode acceptq acceptq)" \
		"$addr: as completed and as the peak"

	# Members answer in the order in which they were made.
	member=0
	for inode in $(said members | cut -d' ' -f2-); do
		n=$(ss_by_inode | sed -n "s/^$inode //p")
		tell members "accept $((n - member)) $member" >/dev/null
		echo "$inode $(told accepted $((n - member)))"
		member=$((member + 1))
	done | sort >"$tmp/accepted"
	is "$(by_inode accepted)" "$(cat "$tmp/accepted")" \
		"$addr: each accepted as many as the server says"
	is "$(col "$local" acceptq srv | sort | tr '\n' ' ')" "0 1 2 3 " \
		"$addr: and has left what it left"
	is "$(balance "$local" srv | sort -u)" "$even" "$addr: the counters of all add up"

	others=$(by_inode syns completed accepted | sed 1d)
	first=$(by_inode | sed -n 1p)
	member=$(said members | tr ' ' '\n' | sed 1d | grep -nx "$first" | cut -d: -f1)
	is "$(tell members "close $((member - 1))")" "closed $((member - 1))" \
		"$addr: one member closes"
	is "$(by_inode syns completed accepted)" "$others" "$addr: the others keep what they had"
	stop clients
	stop members
	is "$(col "$local" syns srv)" "" "$addr: no row is left when all have closed"
}

topology
load_module
group 10.1.0.1 10.1.0.1 80
group fd01::1 '[fd01::1]' 81
done_testing
