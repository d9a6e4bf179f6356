#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=1G timeout=400
# A user chooses what to listen at so that a plain hash of it is the same for all:
# addresses and ports, and reading the states must not cost more for that, nor
# closing; inode numbers of MPTCP sockets, and accept() must not. By the guest's
# clock, which counts instructions.
. "$(dirname "$0")/lib.sh"

LISTENERS=6000

# reading OPTION...: instructions for a table of that many listeners; sets $rows
reading() {
	server many srv fd01::1 20000 5 --count $LISTENERS "$@"
	rows=$(ns srv grep -c ' listener ' /proc/net/listenq_states)
	cost=$(ns srv traffic cost cat /proc/net/listenq_states)
	before=$(_now)
	stop many
	note "$rows rows: $cost instructions to read, $(($(_now) - before)) hundredths of a second to close"
}

topology
load_module
reading
is "$rows" $LISTENERS "as many listeners as there are ports"
usual=$cost
reading --chosen
between "$rows" $((LISTENERS - LISTENERS / 50)) $LISTENERS "and as many at chosen addresses"
between $((cost * 100 / usual)) 50 200 "which cost no more than twice as much to read"

# accepting OPTION...: instructions for a hundred calls of accept() by the first of
# some MPTCP listeners; sets $took
accepting() {
	server web srv 10.1.0.1 20000 200 --mptcp "$@"
	start c cli connect 10.1.0.1 20000 100 --hold
	said c >/dev/null
	took=$(tell web 'cost 100 0')
	note "$* $took instructions"
	is "${took% in *}" "accepted 100" "all are accepted"
	took=${took#* in }
	stop c && stop web
}

if has_mptcp; then
	accepting
	usual=$took
	accepting --count 1000 --chosen
	between $((took * 100 / usual)) 50 120 "and accept() costs no more among 1000 MPTCP listeners with chosen inodes"
else
	skip "accept() among MPTCP listeners with chosen inodes" "this kernel has no MPTCP"
fi
done_testing
