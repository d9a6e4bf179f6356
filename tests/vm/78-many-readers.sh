#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=300
# Users who open the tables over and over take memory and time from nobody else.
. "$(dirname "$0")/lib.sh"

cat >>/etc/passwd <<EOT
nobody:x:65534:65534::/:/bin/sh
other:x:65533:65533::/:/bin/sh
EOT
# as WHO NETNS COMMAND...
as() {
	local who=$1 ns=$2
	shift 2
	ns "$ns" su -s /bin/sh "$who" -c "$*"
}

topology
load_module

# ---- memory
# fact NAME: of /proc/meminfo, in KiB
fact() { awk -v name="$1:" '$1 == name { print $2 }' /proc/meminfo; }
mkfifo "$tmp/hog.in"
# hogs NETNS: a user opens the table there over and over, and keeps them
hogs() {
	available=$(fact MemAvailable)
	as nobody "$1" traffic hold /proc/net/listenq <"$tmp/hog.in" >"$tmp/hog.out" 2>&1 &
	hog=$!
	exec 9>"$tmp/hog.in"
	wait_until 60 "[ -s '$tmp/hog.out' ]"
	note "$(cat "$tmp/hog.out"), $((available - $(fact MemAvailable))) of $(fact MemTotal) KiB"
}
# gives_up: and closes them all
gives_up() {
	exec 9>&-
	wait $hog
}
# reads WHO NETNS: how many listeners, or why not
reads() { as "$1" "$2" cat /proc/net/listenq 2>&1 | awk '/^cat: / { sub(".*: ", ""); print } /^10[.]/ { n++ } END { if (n) print n }'; }

server many srv 10.1.0.1 2000 5 --count 150
hogs srv
matches "$(cat "$tmp/hog.out")" '^opened=[1-9][0-9]*: (Cannot allocate|Out of) memory$' \
	"a user opens a table until he may not"
# The kernel gives memory in powers of two, up to twice of what is asked for, and a file takes some.
between $((available - $(fact MemAvailable))) $(($(fact MemTotal) / 128)) $(($(fact MemTotal) / 32 + 2048)) \
	"which takes about a sixty-fourth of the memory"
is "$(reads nobody srv)" "$(sed 's/.*: //' "$tmp/hog.out")" "he himself has to wait"
is "$(reads other srv)" 150 "another user has not"
is "$(as nobody cli cat /proc/net/listenq | head -n 1)" "# listenq-listeners 1" \
	"nor who has the same number in another namespace"
is "$(reads root srv)" 150 "nor root"
gives_up
is "$(reads nobody srv)" 150 "nor he when he has closed them"
stop many

# A table of no listener takes less than of those that there is room for at first.
hogs cli
opened=$(sed 's/opened=\([0-9]*\):.*/\1/' "$tmp/hog.out")
between "$opened" 1001 1000000 "a thousand empty tables are not too many"
gives_up
done_testing
