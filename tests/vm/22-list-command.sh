#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The command on live sockets: what README shows, filters, statuses.
. "$(dirname "$0")/lib.sh"

in_srv() { ns srv listenq "$@"; }

# row PORT [ARGUMENT...]: that listener's row, blanks squeezed
row() {
	local port=$1
	shift
	in_srv "$@" | tr -s ' ' | sed 's/ $//' | grep ":$port "
}

topology
status 2 "without the module: status 2" in_srv
matches "$(cat "$tmp/err")" 'the module is not loaded.*modprobe listenq' "and a sentence that says what to type"
status 2 "the same of status" in_srv status

b5=$(synq_holds 5) b16=$(synq_holds 16)
load_module
server web srv 10.1.0.1 80 128 --auto --name healthy
server jam srv 10.1.0.1 8080 5 --name stuck
server flood srv 10.1.0.1 443 16 --name flooded
server six srv fd01::1 80 64 --name six
ns cli traffic connect 10.1.0.1 80 40 >/dev/null
ns cli traffic connect 10.1.0.1 8080 6 >/dev/null
ns cli traffic syn 10.1.0.1 8080 4 >/dev/null
ns cli traffic syn 10.1.0.1 443 500 >/dev/null

is "$(row 8080)" "10.1.0.1:8080 0/$b5 1 6/6 6 0 4 $(pid jam) stuck" "a full accept queue, and who owns it"
is "$(row 443)" "10.1.0.1:443 $b16/$b16 $b16 0/17 0 $((500 - b16)) 0 $(pid flood) flooded" "a full SYN queue"
between "$(in_srv | awk '{ if (length($0) > n) n = length($0) } END { print n }')" 60 100 \
	"the table fits 100 characters"
is "$(in_srv --troubled -n -o LOCAL | tr -d ' ')" "10.1.0.1:443
10.1.0.1:8080" "--troubled: the two that are"
is "$(in_srv -n -o LOCAL 80 | tr -d ' ')" "10.1.0.1:80
[fd01::1]:80" "a filter by port"
is "$(in_srv -n -o LOCAL fd01::1 | tr -d ' ')" "[fd01::1]:80" "by address"
is "$(in_srv -n -o LOCAL 10.1.0.1:443 | tr -d ' ')" "10.1.0.1:443" "by both"
is "$(in_srv -n -o LOCAL stuck | tr -d ' ')" "10.1.0.1:8080" "by process"
is "$(in_srv -r -n -o LOCAL,SYNQ,SYNQ-LIMIT,COOKIES 443)" "10.1.0.1:443 $b16 $b16 $((500 - b16))" "raw, columns of one's choice"
matches "$(in_srv -J -o LOCAL,COOKIES,ACCEPTQ-OLDEST-US 443 | tr -d ' \n')" \
	"\"local\":\"10.1.0.1:443\",\"cookies\":$((500 - b16)),\"acceptq_oldest_us\":null" "JSON: numbers, and null for what is not known"
ns srv cat /proc/net/listenq >"$tmp/captured"
is "$(LISTENQ_FILE=$tmp/captured listenq -n -o LOCAL | sort)" "$(in_srv -n -o LOCAL | sort)" \
	"a captured table reads the same"

status 1 "nothing matches: status 1" in_srv 81
status 1 "a word that is no command and no process: status 1" in_srv lits
matches "$(cat "$tmp/err")" "lits" "which names it"
status 1 "an unknown option: status 1" in_srv --nonsense
status 1 "an unknown column: status 1" in_srv -o NONSENSE
head -c 300 "$tmp/captured" >"$tmp/cut"
status 4 "a truncated table: status 4" env LISTENQ_FILE="$tmp/cut" listenq
is "$(cat "$tmp/out")" "" "and no half of it"
sed 's/^# listenq-listeners 1/# listenq-listeners 2/' "$tmp/captured" >"$tmp/newer"
status 4 "a newer table: status 4" env LISTENQ_FILE="$tmp/newer" listenq

# As nobody: setpriv is not here, but busybox su is.
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
nobody() { ns srv su -s /bin/sh nobody -c "$*"; }
matches "$(nobody listenq 8080 | tr -s ' ')" "10.1.0.1:8080 0/$b5 1 6/6 6 0 4 - -" \
	"nobody sees the queues, and not whose they are"
is "$(nobody cat /sys/kernel/debug/listenq/drops 2>/dev/null)" "" "nor who was dropped"
matches "$(nobody listenq status | tail -n 1)" 'root' "status says what takes root"
done_testing
