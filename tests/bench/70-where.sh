#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: counts mem=2G timeout=6000
# Where the instructions go that the module adds to a connection and to a SYN that
# is turned away: which function is called how often, and how many it executes.
# What the kernel does for the probes is told from what it does anyway by the same
# without the module.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"
# shellcheck source=tests/bench/where.sh
. "$here/where.sh"

ROUNDS=3
events="connection cookie full_synq full_acceptq"

# measure FORM: "FORM EVENT FUNCTION CALLS INSTRUCTIONS" goes to the profiles, and
# "FORM EVENT INSTRUCTIONS" of each by the clock, the least of its rounds. What is
# printed meanwhile would be counted as well.
measure() {
	local event
	learn_symbols
	for event in $events; do
		for _ in $(seq $ROUNDS); do $event; done | sort -n | sed "s/^/$1 $event /;q" >>"$tmp/clock"
		profile | sed "s/^/$1 $event /" >>"$tmp/profiles"
	done
}

# of FILE FORM EVENT: what it says of them
of() { sed -n "s/^$2 $3 //p" "$tmp/$1"; }

# spun TIMES: the instructions of user space while it spins so often
spun() {
	traffic spin "$1"
	profile | instructions user
}

# alike FORM EVENT: what is listed is all that the module adds, by the clock, which
# differs by half a percent of an event from one time to the next.
alike() {
	local without added
	without=$(of clock none "$2")
	added=$(($(of clock "$1" "$2") - without))
	note "$1, $2: $(of table "$1" "$2") listed, $added by the clock"
	between "$(of table "$1" "$2")" $((added - without / 200)) $((added + without / 200)) \
		"$1, $2: what is listed is what it costs"
}

learn_symbols
for times in 1000 1001000; do spun $times; done >"$tmp/spun"
packet_stage
connection >/dev/null
clock=$(($(connection) * CONNECTIONS))
counted=$(profile | instructions)
measure none
for form in kprobe ftrace; do
	load_module hook=$form
	measure $form
	unload_module
done
awk -v events="$events" -v times="$CONNECTIONS $SYNS $SYNS $SYNS" -f "$here/where.awk" \
	"$tmp/profiles" >"$tmp/table"

is "$(awk '{ n = $1 - n } END { print n }' "$tmp/spun")" 2000000 "a loop is counted to the instruction"
# That is the TSC, which the kernel multiplies by a rounded number.
between "$counted" $((clock - clock / 1000000)) $((clock + 10000)) \
	"so is all that is executed, by the guest's clock"
is "$(of profiles kprobe connection | calls 'lq_event_accepted[listenq]')" $CONNECTIONS \
	"and so are the calls of a function"
grep '|' "$tmp/table" | sort -r | sed 's/^[0-9]*/#/'
for event in $events; do
	alike kprobe "$event"
	alike ftrace "$event"
done
done_testing
