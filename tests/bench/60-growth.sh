#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=2G timeout=6000
# Whether an event costs more where there are more listeners: what the module adds
# to a connection and to a dropped SYN, in guest instructions, drawn.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"

# added COMMAND...: what it costs with the module, less what without, the least of
# three each: chance adds as much as a twentieth of the difference may be.
added() {
	local without
	without=$(thrice "$@" | least)
	load_module
	echo $(($(thrice "$@" | least) - without))
	unload_module
}

# draw N: a mark for each hundred
draw() { printf '%*s' $((($1 + 50) / 100)) '' | tr ' ' '#'; }

measure() {
	opened=$(added connection)
	dropped=$(added syns 82)
	note "$(printf '%9s %-13s %5s %s' "$1" connection "$opened" "$(draw "$opened")")"
	note "$(printf '%9s %-13s %5s %s' '' 'dropped SYN' "$dropped" "$(draw "$dropped")")"
}

packet_stage
note "$(printf '%9s %-13s %5s' listeners event added)"
measure 2
least_opened=$opened least_dropped=$dropped
server hundred srv 10.1.0.1 1000 10 --count 98
measure 100
server many srv 10.1.0.1 2000 10 --count 9900
measure 10000
between "$opened" 1 $((least_opened * 105 / 100)) "a connection costs no more among 10,000 listeners"
between "$dropped" 1 $((least_dropped * 105 / 100)) "nor does a dropped SYN"
done_testing
