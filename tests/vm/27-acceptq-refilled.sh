#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: cpus=2
# A full accept queue that another CPU fills again before accept() has returned: it
# was never deeper than it can be.
. "$(dirname "$0")/lib.sh"

# The script and the clients on one CPU, the server on the other.
taskset -p 2 $$ >/dev/null
topology
load_module
server full srv 10.1.0.1 80 4
taskset -p 1 "$(pid full)" >/dev/null
client late cli 10.1.0.1 80
tell late 'syn 1' >/dev/null
ns cli traffic connect 10.1.0.1 80 5 >/dev/null
tell late 'ack 1' >/dev/null
is "$(ss_half_open 80 srv)/$(ss_acceptq 80 srv)" 1/5 "five wait for accept(), one more for a place"

insmod /lib/slowprobe.ko us=1500000 returns=inet_csk_accept || bail "slowprobe could not be loaded"
at_exit 'rmmod slowprobe'
echo 'accept 1' >"$tmp/full.in"
wait_until 1 '[ "$(ss_acceptq 80 srv)" = 4 ]'
tell late 'push 1' >/dev/null
is "$(grep -c accepted "$tmp/full.out")" 0 "accept() takes one, and has not returned"
is "$(ss_half_open 80 srv)/$(ss_acceptq 80 srv)" 0/5 "when the other has the place"
is "$(_answer full)" "accepted 1" "then it does"
shows "the queue was never deeper than it can be" 10.1.0.1:80 srv \
	acceptq=5 acceptq_limit=5 acceptq_peak=5 acceptq_peak60=5
done_testing
