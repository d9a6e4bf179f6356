#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The text itself: title, header, rows, modes, and readers of a long table; 21-slow-readers
# has those who take their time, 67-permissions who writes.
. "$(dirname "$0")/lib.sh"
. "$here/filled.sh"

table=/proc/net/listenq

# grammar FILE TITLE: as uapi/listenq.h says
grammar() {
	is "$(head -n 1 "$1")" "# listenq-$2 1" "$1 has its title"
	is "$(awk 'NR == 2 { n = NF } NR > 2 && NF != n' "$1")" "" "as many values as columns in each row"
	is "$(awk 'NR == 2' "$1" | tr -s ' ' '\n' | grep -v '^$' | sort | uniq -d)" "" "no column twice"
}

load_module transitions=always
for i in 1 22 333 4444; do
	start s$i '' listen 127.0.0.1 $i 8
done
start v6 '' listen ::1 55555 8

grammar $table listeners
grammar /proc/net/listenq_netstat netstat
grammar /proc/net/listenq_episodes episodes
grammar /proc/net/listenq_clients clients
for file in clients connections episodes listeners latency drops probes module; do grammar $debugfs/$file $file; done
is "$(awk 'NR > 1 { print length($0) }' $table | sort -u | wc -l)" 1 "header and rows are lined up"
is "$(timeless <$debugfs/listeners)" "$(timeless <$table)" \
	"with one namespace, debugfs has the same rows"

is "$(stat -c %a $table)/$(stat -c %a /proc/net/listenq_netstat)" 444/444 "everybody may read in /proc, nobody write"
is "$(stat -c %a $debugfs/* | sort -u)" 400 "only root in debugfs"

is "$(dd if=$table bs=7 skip=11 count=20 2>/dev/null)" "$(tail -c +78 $table | head -c 140)" \
	"the middle alone reads the same"
many=$(for i in $(seq 5000); do echo "$i"; done | wc -l)
start many '' listen 127.0.0.1 10000 8 --count "$many"
is "$(sed 1,2d $table | wc -l)" $((many + 5)) "5,000 listeners more are 5,000 rows more"
is "$(awk 'NR > 1 && !seen[$1]++ { n++ } END { print n - 1 }' $table)" $((many + 5)) "each once"
is "$(dd if=$table bs=100 2>/dev/null | wc -l)" $((many + 7)) "however they are read"
done_testing
