#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: thread=multi mem=1G timeout=900
# How many SYNs one CPU and two CPUs get rid of in a second when all of them
# flood one listener, with the module and without it. This is the only figure
# that a clock gives: emulation in several threads cannot count instructions. So
# both take turns, the median of the ratios counts, and other load on this
# machine shows in their spread.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"

SYNS=20000
ROUNDS=9

# flood CPUS: SYNs per second, of all of them
flood() {
	local cpu pids='' begun
	begun=$(_now)
	for cpu in $(seq "$1"); do
		ns cli taskset "$cpu" traffic syn 10.1.0.1 80 $SYNS --seed "$cpu" >/dev/null &
		pids="$pids $!"
	done
	# shellcheck disable=SC2086
	wait $pids
	echo $((SYNS * $1 * 100 / ($(_now) - begun)))
}

# ratios CPUS: with the module and without it, in thousandths, round by round
ratios() {
	local without
	for _ in $(seq $ROUNDS); do
		without=$(flood "$1")
		load_module
		echo $(($(flood "$1") * 1000 / without))
		unload_module
	done | sort -n
}

topology
server web srv 10.1.0.1 80 64
ns cli traffic syn 10.1.0.1 80 1000 --seed 9 >/dev/null
for cpus in 1 2; do
	ratios $cpus >"$tmp/$cpus"
	note "$cpus CPUs: with the module $(median <"$tmp/$cpus") thousandths of the SYNs without it" \
		"($(head -n 1 "$tmp/$cpus") to $(tail -n 1 "$tmp/$cpus"))"
done
ok "measured"
done_testing
