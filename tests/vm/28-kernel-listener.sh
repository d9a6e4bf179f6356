#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A listener of the kernel's own, as nfsd has one: no process holds it, nobody
# called listen(2) for it, and somaxconn does not cut its backlog.
. "$(dirname "$0")/lib.sh"

at=0.0.0.0:80
# The ids of statements, not those of the judgement before them.
explained() {
	ns srv listenq explain -J :80 | sed '1,/"statements":/d' | grep -oE '"id": *"[^"]*"' | cut -d '"' -f 4
}
is_said() { is "$(explained | grep -cx "$1")" "$2" "$3"; }

topology
load_module
sysctl_in srv net.core.somaxconn=3
ns srv insmod /lib/ofkernel.ko port=80 backlog=4 || bail "the listener's module could not be loaded"
at_exit '! grep -q "^ofkernel " /proc/modules || rmmod ofkernel'

shows "it is in the table" $at srv uid=0 backlog=4 backlog_asked=- acceptq=0 acceptq_limit=5
inode=$(col $at inode srv)
is "$(ns srv ss -Hltne | grep -o 'ino:[0-9]*')" "ino:$inode" "with the inode that ss shows"
is "$(find /proc/[0-9]*/fd -lname "socket:\[$inode\]" 2>/dev/null)" "" "which no process holds"
is "$(ns srv listenq -n -r -o local,pid,process,inode)" "$at - - $inode" "nor has one for the command"

is "$(ns cli traffic connect 10.1.0.1 80 5)" "connected=5 failed=0 timeouts=0" "five clients connect"
shows "they wait for the kernel's accept()" $at srv syns=5 completed=5 acceptq=5 accepted=0
is "$(ns cli traffic syn 10.1.0.1 80 2)" "sent 2" "two more find it full"
shows "and are dropped" $at srv syns=7 syn_acceptq_full=2
sleep 5
is_said acceptq-full 1 "explain says that it is full"
is_said somaxconn-was-lowered 0 "and not that somaxconn will cut its backlog"
is_unknown accepted ||
	matches "$(ns srv listenq explain :80 | tr -s ' \n' ' ')" \
		"shows which one holds inode $inode; if it shows none, the listener may be the kernel's own[.]" \
		"nor whose it is, as nobody's may be the kernel's"

holds "the kernel takes one" sh -c 'echo 1 >/sys/module/ofkernel/parameters/accept'
shows "which is an accept() like any" $at srv acceptq=4 accepted=1
rmmod ofkernel
is "$(row $at srv inode)" "" "it closes, and its row is gone"
done_testing
