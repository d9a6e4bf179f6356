#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=900
# Peaks remember what happened between two looks: the one since listen() for
# good, the other from 60 to 64 s after the depth was last seen.
# shellcheck disable=SC2317 # wait_until calls functions by name
. "$(dirname "$0")/lib.sh"

# since MOMENT SECONDS: sleeps until so long after a moment, in units of _now
since() {
	left=$(($1 + $2 - $(_now)))
	[ "$left" -le 0 ] || sleep "$(printf %d.%02d $((left / 100)) $((left % 100)))"
}

# forgets NAME LOCAL QUEUE PEAK DEPTH: the peak was last seen between the moments
# `low` and `high`; the depth is what is there since. A slow kernel takes seconds to
# look.
if slow; then looks=5500; else looks=5990; fi
forgets() {
	since "$low" $looks
	shows "$1: 60 s later it is still known" "$2" srv \
		"$3=$5" "$3_peak=$4" "$3_peak60=$4"
	since "$high" 6405
	shows "$1: 64 s later only the one since listen() is left" "$2" srv \
		"$3=$5" "$3_peak=$4" "$3_peak60=$5"
}

topology
load_module

# A burst that nobody was there to see
server bursts srv 10.1.0.1 80 64
client burst cli 10.1.0.1 80
shows "a new listener has no peaks" 10.1.0.1:80 srv \
	synq_peak=0 synq_peak60=0 acceptq_peak=0 acceptq_peak60=0
is "$(tell burst 'syn 40')" "syn 40 synack 40" "40 clients come"
low=$(_now)
is "$(tell burst 'rst 40')" "rst 40" "and go"
high=$(_now)
is "$(ss_half_open 80 srv)" 0 "nothing is half-open any more"
forgets "a burst of SYNs" 10.1.0.1:80 synq 40 0
is "$(tell burst 'syn 10')/$(tell burst 'rst 10')" "syn 10 synack 10/rst 10" \
	"10 more come and go"
shows "a lower burst is the peak of the last 60 s, and of no more" 10.1.0.1:80 srv \
	synq=0 synq_peak=40 synq_peak60=10

# Half-open until they expire: 1 + 2 + 4 + 8 + 16 + 32 s, and a timer at each
server silence srv fd01::1 81 64
low=$(($(_now) + 6300))
is "$(ns cli traffic syn fd01::1 81 20)" "sent 20" "20 clients send a SYN, and no more"
since "$low" -20
shows "they are half-open for a minute" '[fd01::1]:81' srv \
	synq=20 synq_peak=20 synq_peak60=20 expired=0
all_expired() { [ "$(col '[fd01::1]:81' expired srv)" = 20 ]; }
holds "and expire" wait_until 5 all_expired
high=$(_now)
forgets "SYNs nobody completes" '[fd01::1]:81' synq 20 0

# Connections that wait for accept()
server slow srv 10.1.0.1 82 64
start waiting cli connect 10.1.0.1 82 10 --hold
is "$(said waiting)" "connected=10 failed=0 timeouts=0" "10 clients connect"
sleep 55
low=$(_now)
is "$(ns cli traffic connect 10.1.0.1 82 1)" "connected=1 failed=0 timeouts=0" "55 s later comes one more"
is "$(tell slow 'accept 5')" "accepted 5" "and the server accepts 5"
high=$(_now)
forgets "an accept queue" 10.1.0.1:82 acceptq 11 6
tell slow 'accept 1' >/dev/null
shows "what accept() leaves is seen" 10.1.0.1:82 srv acceptq=5 acceptq_peak=11 acceptq_peak60=6

# Readers
peaks() { row 10.1.0.1:82 srv acceptq_peak acceptq_peak60; }
is "$(ns srv sh -c '
	exec 5</proc/net/listenq
	dd bs=100 count=1 <&5 2>/dev/null
	cat /proc/net/listenq /proc/net/listenq >/dev/null
	sleep 10
	cat <&5' | awk 'NR > 1 { print NF }' | uniq | wc -l)" 1 \
	"a slow reader gets whole rows while others read"
before=$(peaks)
is "$(peaks)" "$before" "having read the peaks does not change them"
ns srv sh -c "exec 5</proc/net/listenq; echo >'$tmp/opened'
	while [ ! -e '$tmp/accepted' ]; do sleep 0.1; done; cat <&5 >'$tmp/old'" &
holds "a reader opens the table" wait_until 5 "[ -e '$tmp/opened' ]"
is "$(tell slow drain)" "accepted 5" "the server accepts the rest"
echo >"$tmp/accepted"
wait $!
is "$(col 10.1.0.1:82 acceptq srv)/$(col 10.1.0.1:82 acceptq '' "$tmp/old")" 0/5 \
	"who opened before still reads what was then"
done_testing
