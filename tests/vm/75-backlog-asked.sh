#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The backlog that a program asked for is that of its own listen(), whoever listens
# by whatever means: never that of another socket, which is no TCP socket, or of the
# kernel's own.
. "$(dirname "$0")/lib.sh"

# shows_backlog NAME LOCAL BACKLOG ASKED
shows_backlog() { is "$(row "$2" srv backlog backlog_asked)" "backlog=$3 backlog_asked=$4" "$1"; }

topology
load_module
at_exit '! grep -q "^ofkernel " /proc/modules || rmmod ofkernel'

# of_kernel ASKED NAME: the task that listens at a socket of another family has
# the kernel listen with a backlog of 4.
of_kernel() {
	holds "the kernel listens for a task that asked for $1" \
		ns srv traffic unix "$1" insmod /lib/ofkernel.ko port=80 backlog=4
	shows_backlog "$2" 0.0.0.0:80 4 -
	rmmod ofkernel
}
of_kernel 777 "which was for another socket"
of_kernel 4 "though it would explain what was granted"
sysctl_in srv net.core.somaxconn=4
of_kernel 777 "likewise with somaxconn"

server own srv 10.1.0.1 81 777
shows_backlog "a program's own" 10.1.0.1:81 4 777
sysctl_in srv net.core.somaxconn=4096
tell own "listen 16" >/dev/null
shows_backlog "listen() again" 10.1.0.1:81 16 16
tell own "listen 5000" >/dev/null
shows_backlog "and more than somaxconn" 10.1.0.1:81 4096 5000
stop own

note "by io_uring"
if grep -q ' io_listen$' /proc/kallsyms; then
	sysctl_in '' kernel.io_uring_disabled=0
	server ring srv 10.1.0.1 82 5000 --uring
	shows_backlog "listens with 5000" 10.1.0.1:82 4096 5000
	tell ring "listen 7" >/dev/null
	shows_backlog "by the system call again" 10.1.0.1:82 7 7
	stop ring
else
	skip "listens with 5000" "this kernel's io_uring does not listen"
fi
done_testing
