#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Readers who take their time: every table one byte at a time, in odd pieces and
# line by line is what it is in one piece, with something in each of them; also while
# what it shows changes.
. "$(dirname "$0")/lib.sh"
. "$here/filled.sh"

# slowly TABLE HOW...: the same, read in such a way, as before and after that in one
# piece. If it has changed meanwhile by itself, again.
slowly() {
	local table=$1 tries=5
	shift
	while [ $((tries -= 1)) -ge 0 ]; do
		ns srv cat "$table" | timeless >"$tmp/before"
		# shellcheck disable=SC2016 # which is opened there
		ns srv sh -c 'exec <"$0" "$@"' "$table" "$@" 2>/dev/null | timeless >"$tmp/slowly"
		ns srv cat "$table" | timeless >"$tmp/after"
		! cmp "$tmp/before" "$tmp/after" >/dev/null || break
	done
	cmp "$tmp/before" "$tmp/slowly"
}

topology
load_module transitions=always
fill
is "$(lacking)" "" "there is something in every table"
for table in $all_tables; do
	for size in 1 7; do
		holds "$table is the same in pieces of $size bytes" slowly "$table" dd bs=$size
	done
	# bash reads ahead and seeks back to the end of the line.
	# shellcheck disable=SC2016 # for bash to expand
	holds "and line by line, with a step back after each" slowly "$table" \
		bash -c 'while IFS= read -r line; do printf "%s\n" "$line"; done'
done

# ---- while it changes

# change N: something in each table
change() {
	ns cli traffic connect 10.1.0.1 1102 1 >/dev/null
	ns cli traffic syn 10.1.0.1 1101 3 --seed "$1" >/dev/null
	server "late$1" srv 10.1.0.1 $((1200 + $1)) 5
}

n=0
for table in $all_tables; do
	n=$((n + 1))
	# A table is of the moment of its open(), or of the first read().
	ns srv sh -c "exec 5<'$table' 6<'$table'
		dd bs=1 count=1 <&5; cat <&6 >'$tmp/whole'
		dd bs=1 count=600 <&5; echo >'$tmp/read'
		while [ ! -e '$tmp/changed' ]; do sleep 0.01; done
		dd bs=1 <&5" >"$tmp/slowly" 2>"$tmp/err" &
	reader=$!
	wait_until 20 '[ -e "$tmp/read" ]'
	change $n
	echo >"$tmp/changed"
	wait $reader
	for file in whole slowly; do timeless <"$tmp/$file" >"$tmp/$file.timeless"; done
	holds "$table is of one moment for who has read half of it before it changed" \
		cmp "$tmp/whole.timeless" "$tmp/slowly.timeless"
	ns srv cat "$table" | timeless >"$tmp/now"
	holds "and it has changed" sh -c "! cmp '$tmp/whole.timeless' '$tmp/now' >'$tmp/err'"
	rm "$tmp/read" "$tmp/changed"
done

# ungrammatical: what is wrong with a table on stdin, by uapi/listenq.h
ungrammatical() {
	awk '
		BEGIN {
			address = "([0-9]+([.][0-9]+)+|[[][0-9a-f:.]+[]]):[0-9]+"
			is["local"] = is["remote"] = address "|-"
			is["family"] = "ipv4|ipv6|dual"
			is["proto"] = "tcp|mptcp"
			is["cookie"] = "[0-9a-f]+|-"
			is["row"] = "listener|closed|none|total"
			is["from"] = is["to"] = "[A-Z][A-Z_0-9]+|-"
			is["wait"] = "handshake|accept|connect"
			is["cause"] = "[a-z_]+"
			is["counter"] = "Tcp[A-Za-z]+"
			is["symbol"] = "[A-Za-z_][A-Za-z_0-9.]*"
			is["need"] = "needed|optional"
			is["state"] = "planted|no-symbol|other-prototype|rejected|off"
			is["via"] = "kprobe|ftrace|tracepoint|-"
			is["version"] = "[0-9][0-9a-z.~-]*"
		}
		NR == 1 && !/^# listenq-[a-z]+ 1$/ { print "title " $0 }
		NR == 2 { n = split($0, token) }
		NR > 2 && NF != n { print NF " values, not " n ": " $0; next }
		NR > 2 {
			for (i = 1; i <= n; i++) {
				form = token[i] in is ? is[token[i]] : "[0-9]+|-"
				if ($i !~ "^(" form ")$") print token[i] " " $i
			}
		}
		END { if (NR < 3) print "only " NR " lines" }'
}
is "$(printf '# listenq-x 1\nlocal n\n10.1.0.1:80 5\n' | ungrammatical)$(
	printf '# listenq-x 1\nlocal n\n10.1.0.1 5\n10.1.0.1:80 5x\n10.1.0.1:80\n' | ungrammatical | wc -l)" 3 \
	"(what is wrong would be seen)"

# Over and over until there is $tmp/enough; each time other clients are dropped, and
# two more connections stay in TIME-WAIT.
keep_changing() {
	local seed=100
	while [ ! -e "$tmp/enough" ]; do
		seed=$((seed + 1))
		ns srv traffic listen 10.1.0.1 1310 5 --count 20 </dev/null >/dev/null
		ns cli traffic connect 10.1.0.1 1302 2 >/dev/null
		ns cli traffic syn 10.1.0.1 1101 3 --seed $seed >/dev/null
		ns cli traffic syn fd01::1 1103 3 --seed $seed >/dev/null
		ip netns add passing && ip netns del passing
	done 2>/dev/null
}
server serving srv 10.1.0.1 1302 64 --auto
keep_changing &
changing=$!
for table in $all_tables; do
	ns srv cat "$table" | timeless >"$tmp/before"
	is "$(for _ in 1 2 3; do ns srv dd bs=1 if="$table" 2>/dev/null | ungrammatical; done)" "" \
		"$table: no row is cut while all changes and one reads slowly"
	ns srv cat "$table" | timeless >"$tmp/after"
	holds "and it did change" sh -c "! cmp '$tmp/before' '$tmp/after' >'$tmp/err'"
done
echo >"$tmp/enough"
wait $changing
done_testing
