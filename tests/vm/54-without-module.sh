#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq list without the module: what the kernel tells by itself, and that
# this is not all. A module that is older than the command is another matter.
. "$(dirname "$0")/lib.sh"

in_srv() { ns srv listenq "$@"; }

topology
server web srv 10.1.0.1 80 128 --auto --name healthy
server jam srv 10.1.0.1 8080 5 --name stuck
server six srv fd01::1 80 64 --name six
server both srv :: 81 64 --name both
server group srv 10.1.0.1 82 16 --reuseport 2 --name group
server other cli 10.1.0.2 80 7 --name other
ns cli traffic connect 10.1.0.1 8080 6 >/dev/null

status 2 "status 2" in_srv
is "$(cat "$tmp/err")" \
	"listenq: the module is not loaded, there is no /proc/net/listenq: run 'modprobe listenq', or 'insmod module/listenq.ko' in the source tree" \
	"a sentence says that the module is not loaded and what to type"
tr -s ' ' <"$tmp/out" | sed 's/ $//' >"$tmp/table"
is "$(grep ':80 \|:8080 ' "$tmp/table")" "10.1.0.1:80 - - 0/129 - - - $(pid web) healthy
[fd01::1]:80 - - 0/65 - - - $(pid six) six
10.1.0.1:8080 - - 6/6 - - - $(pid jam) stuck" "the accept queues of this namespace and their owners show"
matches "$(cat "$tmp/table")" '^This is what the kernel reports on its own' "a line below says what is missing"
is "$(ns srv listenq 2>&1 | tail -n 1 | cut -c 1-35)" "listenq: the module is not loaded, " \
	"the sentence comes last"
is "$(in_srv -r -n -o acceptq,acceptq-limit,backlog 8080 2>/dev/null)" "6 6 5" "raw: columns of one's choice, and no line below"
is "$(in_srv -J -o local,synq,acceptq,drops,cookies 8080 2>/dev/null | tr -d ' \n')" \
	'{"listeners":[{"local":"10.1.0.1:8080","synq":null,"acceptq":6,"drops":null,"cookies":null}]}' \
	"JSON: null for what is missing"
is "$(in_srv -n -o local --troubled 2>/dev/null | tr -d ' ')" "10.1.0.1:8080" "a full accept queue is trouble"
is "$(squeezed in_srv -n --tree -o local,acceptq-limit 82 2>/dev/null)" "10.1.0.1:82 34
|-10.1.0.1:82 17
\`-10.1.0.1:82 17" "--tree: groups"
status 2 "nothing matches: status 2 all the same" in_srv 83
is "$(cat "$tmp/out")" "" "and no table"
status 2 "-A: status 2" listenq -A
is "$(cat "$tmp/out")" "" "and nothing of other namespaces"
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
is "$(ns srv su -s /bin/sh nobody -c 'listenq -r -n -o acceptq,pid 8080' 2>/dev/null)" "6 -" \
	"nobody sees the queues, and not whose they are"

# ---- what is there with and without it is the same

same=local,family,acceptq,acceptq-limit,backlog,uid,inode,cookie
in_srv -J -o $same >"$tmp/without" 2>/dev/null
load_module
status 0 "with the module: status 0" in_srv -J -o $same
is "$(cat "$tmp/out")" "$(cat "$tmp/without")" "it says the same of what the kernel tells"
ns srv cat /proc/net/listenq >"$tmp/listeners"
unload_module
status 5 "a copy that is not there is no reason to ask the kernel" env LISTENQ_FILE="$tmp/none" listenq
is "$(cat "$tmp/out")" "" "nothing shows"

# ---- an older module: a root whose /proc has the first file only

mkdir "$tmp/root"
mount --bind / "$tmp/root"
at_exit "umount '$tmp/root/proc' '$tmp/root'"
mount -t tmpfs tmpfs "$tmp/root/proc"
mkdir "$tmp/root/proc/net"
cp "$tmp/listeners" "$tmp/root/proc/net/listenq"
status 0 "an older module: list" chroot "$tmp/root" listenq
status 4 "states: status 4" chroot "$tmp/root" listenq states
matches "$(cat "$tmp/err")" 'the loaded module is older than this command and has no /proc/net/listenq_states' \
	"and a sentence that says so"
done_testing
