#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq -A: the listeners of all network namespaces, whose they are, and what
# the namespaces are called; groups of SO_REUSEPORT as a tree.
. "$(dirname "$0")/lib.sh"

# row WORD...: the rows that begin so
row() { squeezed listenq -A -n | grep "^$* "; }

topology
status 2 "without the module: status 2" listenq -A
matches "$(cat "$tmp/err")" 'the module is not loaded.*modprobe listenq' "and a sentence that says what to type"
is "$(cat "$tmp/out")" "" "and nothing else"

synq_holds 0 >/dev/null # asked before the module is there
load_module
server here '' 127.0.0.1 80 10 --name here
server web srv 10.1.0.1 80 128 --name web
server jam cli 10.1.0.2 80 5 --name jam
ns srv traffic connect 10.1.0.2 80 6 >/dev/null
ip netns add nameless
ns nameless ip link set lo up
server lost nameless 127.0.0.1 80 16 --name lost
inode=$(stat -L -c %i /run/netns/nameless)
ip netns del nameless

is "$(row 10.1.0.1:80)" "10.1.0.1:80 srv 0/$(synq_holds 128) 0 0/129 0 0 0 $(pid web) web" "a namespace by its name, and the owner in it"
is "$(row 10.1.0.2:80)" "10.1.0.2:80 cli 0/$(synq_holds 5) 1 6/6 6 0 0 $(pid jam) jam" "another one"
is "$(row 127.0.0.1:80 lost)" "127.0.0.1:80 lost 0/$(synq_holds 16) 0 0/17 0 0 0 $(pid lost) lost" \
	"one without a name by its first process"
is "$(row 127.0.0.1:80 init)" "127.0.0.1:80 init 0/$(synq_holds 10) 0 0/11 0 0 0 $(pid here) here" \
	"that of the machine likewise"
is "$(squeezed listenq -A -r -n -o netns,netns-name 127.0.0.1 | sort)" \
	"$(printf '%s\n' "$(stat -L -c %i /proc/1/ns/net) init" "$inode lost" | sort)" "names beside numbers"
is "$(squeezed listenq -A -n -o local --troubled)" "10.1.0.2:80" "--troubled, of all of them"
is "$(LISTENQ_DIR=/sys/kernel/debug/listenq squeezed listenq)" "$(squeezed listenq -A)" \
	"LISTENQ_DIR shows the same"
is "$(squeezed listenq -n)" "127.0.0.1:80 0/$(synq_holds 10) 0 0/11 0 0 0 $(pid here) here" \
	"without -A those of the reader's, and no name"
is "$(ns srv listenq -n -r -o netns-name,local)" "srv 10.1.0.1:80" "which -o shows"
matches "$(listenq -A -J -o local,netns-name 10.1.0.1 | tr -d ' \n')" \
	'"local":"10.1.0.1:80","netns_name":"srv"' "JSON"

is "$(squeezed listenq -n -o local netns=srv)" "10.1.0.1:80" "a filter by a namespace's name looks at all"
is "$(squeezed listenq -n -o local "netns=$inode")" "127.0.0.1:80" "or by its number"
is "$(squeezed listenq -n -o local netns=srv netns=cli 80 | sort)" "10.1.0.1:80
10.1.0.2:80" "two of them, and a port"
status 1 "no listener of that namespace at that port: status 1" listenq netns=srv 81
status 0 "check: of this namespace" listenq check
status 1 "check -A: of all, one of which is full" listenq check -A
status 0 "check of one namespace" listenq check netns=srv
is "$(squeezed listenq states -A -r -n -o local,row,LISTEN 80 | sort)" "$(printf '%s\n' \
	'10.1.0.1:80 listener 1' '10.1.0.2:80 listener 1' '127.0.0.1:80 listener 1' '127.0.0.1:80 listener 1')" \
	"states -A: of all"
is "$(squeezed listenq states -r -n -o local,row netns=cli 80)" "10.1.0.2:80 listener" "states of one namespace"
is "$(squeezed listenq states -r -n -o local,row 80)" "127.0.0.1:80 listener" "states: of this one"

# ---- groups

# Any member can take all nine that come.
server group srv 10.1.0.1 81 16 --reuseport 3 --name group
ns cli traffic connect 10.1.0.1 81 9 >/dev/null
ns srv listenq -J -o local,acceptq,acceptq-limit,completed,inode --tree 81 | tr -d ' \n' >"$tmp/json"
matches "$(cat "$tmp/json")" '"local":"10.1.0.1:81","acceptq":9,"acceptq_limit":51,"completed":9,"inode":null,"children":\[' \
	"--tree: a group's sums"
is "$(grep -oE '"inode":[0-9]+' "$tmp/json" | tr -cd '0-9\n' | sort)" "$(said group | tr ' ' '\n' | sed 1d | sort)" \
	"and its members below"
is "$(squeezed ns srv listenq --tree -n 81 | head -n 1 | cut -d' ' -f 1,2,4,8,9)" \
	"10.1.0.1:81 0/$((3 * $(synq_holds 16))) 9/51 $(pid group) group" "with its owner"
is "$(squeezed ns srv listenq --tree -n -o local)" "10.1.0.1:80
10.1.0.1:81
|-10.1.0.1:81
|-10.1.0.1:81
\`-10.1.0.1:81" "who is alone is a plain line"
is "$(squeezed listenq -A --tree -n -o netns-name,acceptq 81 | head -n 1)" "srv 9" "all of it with -A too"

# ---- names

# A container's process is in a cgroup that has its whole id in its name.
id=$(printf '%064d' 0 | tr 0 c)
mkdir "$tmp/cgroup"
if mount -t cgroup2 cgroup2 "$tmp/cgroup"; then
	at_exit "umount '$tmp/cgroup'"
	mkdir "$tmp/cgroup/docker-$id.scope"
	at_exit "rmdir '$tmp/cgroup/docker-$id.scope'"
	pid lost >"$tmp/cgroup/docker-$id.scope/cgroup.procs"
	is "$(squeezed listenq -A -n -r -o netns-name lost)" cccccccccccc "a container by its id"
	pid lost >"$tmp/cgroup/cgroup.procs"
else
	skip "a container by its id" "there is no cgroup2"
fi

# As nobody: setpriv is not here, but busybox su is.
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
nobody() { su -s /bin/sh nobody -c "$*"; }
status 3 "as nobody: status 3" nobody listenq -A
matches "$(cat "$tmp/err")" 'no permission.*root' "and a sentence"
is "$(nobody listenq -n -r -o netns-name)" "$(stat -L -c %i /proc/1/ns/net)" \
	"nobody cannot tell what the namespace is called"

umount /sys/kernel/debug
status 2 "without debugfs: status 2" listenq -A
matches "$(cat "$tmp/err")" 'debugfs, which is not mounted.*mount -t debugfs' "and a sentence that says what to type"
# What an older module's debugfs looks like.
mount -t tmpfs tmpfs /sys/kernel/debug
mkdir /sys/kernel/debug/listenq
status 4 "an older module: status 4" listenq -A
matches "$(cat "$tmp/err")" 'older than this command and has no /sys/kernel/debug/listenq/listeners' \
	"and a sentence that says so"
umount /sys/kernel/debug
mount -t debugfs debugfs /sys/kernel/debug
done_testing
