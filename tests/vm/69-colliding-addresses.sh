#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=1G timeout=400
# A user chooses addresses and ports to listen at so that a plain hash of them is
# the same for all: reading the states must not cost more for that, nor closing.
# By the guest's clock, which counts instructions.
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
done_testing
