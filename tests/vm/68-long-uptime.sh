#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot forgives=stall|workqueue.lockup
# What a machine shows that has been up for months: ages beyond the 50 days that
# 32 bits of milliseconds last, and histograms beyond four billion waits. The
# kernel takes the days that pass at once for days in which it stood still.
. "$(dirname "$0")/lib.sh"

day=86400000
# age TOKEN DAYS NAME: so long, and what the test takes
age() {
	if is_unknown "$1"; then
		is "$(col 10.1.0.1:80 "$1" srv)" - "$3"
	else
		between "$(col 10.1.0.1:80 "$1" srv)" $(($2 * day)) $(($2 * day + 60000)) "$3"
	fi
}

# sums: all counts of a listener's histograms, "handshake N accept N"
sums() {
	awk 'NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == "10.1.0.1:80" && $at["wait"] != "connect" {
			n = 0
			for (i = at["wait"] + 1; i <= NF; i++) n += $i
			line = line sprintf(" %s %.0f", $at["wait"], $at["unknown"] == "-" ? -1 : n)
		}
		END { print substr(line, 2) }' /sys/kernel/debug/listenq/latency
}

topology
load_module
server web srv 10.1.0.1 80 5
ns cli traffic connect 10.1.0.1 80 6 >/dev/null
ns cli traffic syn 10.1.0.1 80 3 >/dev/null
is "$(tell web 'accept 6')" "accepted 6" "connections come and are accepted, others dropped"
shows "which is counted" 10.1.0.1:80 srv completed=6 accepted=6 syn_acceptq_full=3 \
	acceptq_peak=6 acceptq_peak60=6
age listen_age_ms 0 "just now"
# The next packet on this CPU settles when the last SYN was dropped, in jiffies.
server next srv 10.1.0.1 81 5
ns cli traffic connect 10.1.0.1 81 1 >/dev/null
stop next

insmod /lib/later.ko days=60 || bail "later could not be loaded"
rmmod later
age listen_age_ms 60 "60 days later listen() was 60 days ago"
age accept_age_ms 60 "and so was the last accept()"
age drop_age_ms 60 "and the last drop"
shows "the counts are there, and the peak of the last minute is not" 10.1.0.1:80 srv \
	completed=6 accepted=6 syn_acceptq_full=3 acceptq_peak=6 acceptq_peak60=0
sleep 11
is "$(total records '' /sys/kernel/debug/listenq/module)" 1 "the listener is still known"
ns cli traffic connect 10.1.0.1 80 2 >/dev/null
is "$(tell web 'accept 2')" "accepted 2" "connections come again"
shows "and are counted" 10.1.0.1:80 srv completed=8 accepted=8 acceptq_peak60=2
age listen_age_ms 60 "listen() was as long ago as before"
is_unknown accepted || between "$(col 10.1.0.1:80 accept_age_ms srv)" 0 60000 "the last accept() was just now"

# More than a slot counts itself: the rest is in totals.
for n in $(seq 1 60); do
	ns cli traffic connect 10.1.0.1 80 5 >/dev/null
	tell web 'accept 5' >/dev/null
done
insmod /lib/later.ko full=1 || bail "later could not be loaded"
at_exit 'rmmod later 2>/dev/null'
sums >/dev/null
# N: in each of 29 counts 2^32 - 1, and so many
full() {
	local n=$((29 * 4294967295 + $1))
	if is_unknown accepted; then echo "handshake $n accept -1"; else echo "handshake $n accept $n"; fi
}
is "$(sums)" "$(full 0)" "so many have waited that a count has no room for more in 32 bits"
ns cli traffic connect 10.1.0.1 80 4 >/dev/null
is "$(tell web 'accept 4')" "accepted 4" "four more come"
is "$(sums)" "$(full 4)" "none of all is lost"
done_testing
