#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The module's columns are those of uapi/listenq.h in its order, which the
# command prints in its help; and readers of large pieces, or who jump, miss nothing.
# 21-slow-readers has those of small ones.
. "$(dirname "$0")/lib.sh"

table=/proc/net/listenq

# Older than the module and idle: nothing in their rows moves.
start idle '' listen 127.0.0.1 1001 8 --count 40
load_module

listenq list --help | sed -n '/^Columns:$/,/^$/s/^  \([A-Z0-9-]*\) .*/\1/p' |
	tr 'A-Z-' 'a-z_' >"$tmp/help"
sed -n 2p $table | tr -s ' ' '\n' >"$tmp/header"
between "$(wc -l <"$tmp/header")" 40 100 "the table has its columns"
is "$(head -n "$(wc -l <"$tmp/header")" "$tmp/help")" "$(cat "$tmp/header")" \
	"they are the header's, in its order"

cat $table >"$tmp/whole"
is "$(wc -l <"$tmp/whole")" 42 "a title, a header, and a row for each listener"
for size in 4095 65536; do
	dd if=$table bs=$size 2>/dev/null >"$tmp/pieces"
	holds "the text is the same in pieces of $size bytes" cmp "$tmp/whole" "$tmp/pieces"
done
dd if=$table bs=1000 skip=7 2>/dev/null >"$tmp/rest"
tail -c +7001 "$tmp/whole" >"$tmp/expected"
holds "and after a jump" cmp "$tmp/expected" "$tmp/rest"
done_testing
