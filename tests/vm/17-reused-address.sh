#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Whose numbers they are: a new listener begins at zero, whatever had its
# address before; one that was there before the module is not known all about.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

records() { total records '' /sys/kernel/debug/listenq/module; }

everything="$counters synq synq_peak synq_peak60 acceptq acceptq_peak acceptq_peak60"

# one_line TOKEN=N...: all of `everything`, 0 but for these, or what is not told
one_line() {
	for token in $everything; do
		value=0
		for pair; do [ "${pair%=*}" != "$token" ] || value=${pair#*=}; done
		printf '%s=%s ' "$token" "$(told "$token" "$value")"
	done
}
unused=$(one_line)
used=$(one_line syns=3 queued=3 completed=3 accepted=3 synq_peak=1 synq_peak60=1 \
	acceptq_peak=1 acceptq_peak60=1)

# looks LINE: the listener on port 80 does; or how it looks is noted
looks() {
	local got
	# shellcheck disable=SC2086
	got=$(row 10.1.0.1:80 srv $everything)
	[ "$got " = "$1" ] || echo "looks '$got'" >>"$tmp/otherwise"
}

# three_connect: one after another, each accepted before the next one comes
three_connect() {
	for _ in 1 2 3; do
		ns cli traffic connect 10.1.0.1 80 1 >/dev/null
		tell web 'accept 1' >/dev/null
	done
	tell web close-accepted >/dev/null
}

topology
: >"$tmp/otherwise"

# Older than the module
server old srv 10.1.0.1 90 20
start waiting cli connect 10.1.0.1 90 5 --hold
ns cli traffic syn 10.1.0.1 90 7 >/dev/null
load_module
shows "an older listener's depths and limits are right" 10.1.0.1:90 srv \
	synq=7 synq_limit="$(synq_holds 20)" acceptq=5 acceptq_limit=21 backlog=20
shows "its peaks are no lower" 10.1.0.1:90 srv \
	synq_peak=7 synq_peak60=7 acceptq_peak=5 acceptq_peak60=5
counted "it has counted nothing" 10.1.0.1:90 srv ''
shows "what its program asked for, and when, is not known" 10.1.0.1:90 srv \
	backlog_asked=- listen_age_ms=- inode="$(said old | cut -d' ' -f2)"
is "$(ns cli traffic syn 10.1.0.1 90 2 --seed 2)/$(tell old 'accept 3')" \
	"sent 2/accepted 3" "two more come, three are accepted"
counted "from now on it counts" 10.1.0.1:90 srv syns=2 queued=2 accepted=3
shows "the peaks go on from there" 10.1.0.1:90 srv \
	synq=9 synq_peak=9 acceptq=2 acceptq_peak=5

# listen() again while it listens
is "$(tell old 'listen 50')" "$(said old | sed s/ready/listening/)" "it listens again, with 50"
shows "its limits are others" 10.1.0.1:90 srv \
	synq_limit="$(synq_holds 50)" acceptq_limit=51 backlog=50 backlog_asked=50
shows "all else stays" 10.1.0.1:90 srv \
	synq=9 synq_peak=9 acceptq=2 acceptq_peak=5 syns=2 accepted=3 listen_age_ms=-
tell old 'listen 100000' >/dev/null
shows "with more than somaxconn" 10.1.0.1:90 srv \
	backlog="$(ns srv sysctl -n net.core.somaxconn)" backlog_asked=100000
is "$(col 10.1.0.1:90 backlog srv)" "$(ss_backlog 90 srv)" "ss says the same"
tell old 'listen 1' >/dev/null
shows "with less than it holds" 10.1.0.1:90 srv \
	synq=9 synq_limit="$(synq_holds 1)" acceptq=2 acceptq_limit=2 backlog=1 backlog_asked=1

# A program that ends, and another at the same address
for _ in $(seq 10); do
	server web srv 10.1.0.1 80 10
	looks "$unused"
	three_connect
	looks "$used"
	stop web
done
is "$(cat "$tmp/otherwise")" "" "10 programs, one after another: each begins at zero"

# The same socket: shutdown() ends a listener, listen() makes a new one.
server web srv 10.1.0.1 80 10
for _ in $(seq 20); do
	looks "$unused"
	three_connect
	tell web shutdown >/dev/null
	tell web 'listen 10' >/dev/null
done
is "$(cat "$tmp/otherwise")" "" "a socket that listens 20 times: each time begins at zero"
shows "and is as old as its last listen()" 10.1.0.1:80 srv accept_age_ms=- drop_age_ms=-
between "$(col 10.1.0.1:80 listen_age_ms srv)" 0 1000 "which was just now"

# What was half-open then still is: the kernel leaves it in the queue.
server again srv 10.1.0.1 95 10
client c cli 10.1.0.1 95
tell c 'syn 6' >/dev/null
tell again shutdown >/dev/null
tell again 'listen 10' >/dev/null
is "$(ss_half_open 95 srv)" 6 "half-open connections outlive shutdown() and listen()"
counted "the listener has them from before" 10.1.0.1:95 srv migrated_in=6
tell c 'ack 4' >/dev/null
sleep 70
counted "some complete, the others expire" 10.1.0.1:95 srv \
	completed=4 synack_retrans=10 expired=2 migrated_in=6
is "$(balance 10.1.0.1:95 srv)" "$even" "and the counters add up"
stop c
stop again

# Many at once, whose memory the next ones may get
server many srv 10.1.0.1 1001 10 --count 100
one_each() {
	# shellcheck disable=SC2016 # the other shell expands it
	ns cli sh -c 'for port in $(seq 1001 1100); do traffic connect 10.1.0.1 $port 1; done'
}
sums() { echo "$(total syns srv) $(total completed srv) $(total synq_peak srv) $(total acceptq_peak srv)"; }
before=$(sums)
is "$(one_each | sort | uniq -c)" "    100 connected=1 failed=0 timeouts=0" \
	"each of 100 listeners gets a client"
is "$(sums)" "$(echo "$before" | awk '{ print $1 + 100, $2 + 100, $3 + 100, $4 + 100 }')" \
	"and counts it"
tell many shutdown >/dev/null
tell many 'listen 10' >/dev/null
is "$(sums)" "$before" "they shut down and listen again: all begin at zero"
one_each >/dev/null
stop many
server many srv 10.1.0.1 1001 10 --count 100
is "$(sums)" "$before" "another program takes their place: all begin at zero"
stop many
is "$(records)" 2 "there is a record of each listener there is"
tell web shutdown >/dev/null
is "$(records)" 1 "none of one that has shut down"

# Half-open connections survive shutdown(), and are there when it listens again.
tell web 'listen 10' >/dev/null
is "$(ns cli traffic syn 10.1.0.1 80 6)" "sent 6" "6 are half-open"
tell web shutdown >/dev/null
tell web 'listen 10' >/dev/null
shows "the socket shuts down and listens: they are in the SYN queue, as by ss" \
	10.1.0.1:80 srv synq="$(ss_half_open 80 srv)" synq_peak=6 syns=0 queued=0
done_testing
