#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: counts cpus=4 mem=2G timeout=2000
# Whether an event costs more where there are more CPUs: what is executed for the
# module, in its functions and by the kernel for its probes, while connections are
# made and SYNs dropped on one, two and four CPUs at once, drawn. With several CPUs
# the guest's clock does not count instructions; QEMU's plugin does.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"
# shellcheck source=tests/bench/where.sh
. "$here/where.sh"

CONNECTIONS=1000
SYNS=5000

# online N: the first N CPUs, and no others
online() {
	local cpu
	for cpu in 1 2 3; do
		echo $((cpu < $1)) >"/sys/devices/system/cpu/cpu$cpu/online"
	done
}

# at_once CPUS COMMAND: counts while each of them executes it, knowing its $cpu
at_once() {
	# shellcheck disable=SC2016
	traffic cost sh -c 'for cpu in $(seq '"$1"'); do taskset $((1 << (cpu - 1))) '"$2"' & done; wait'
}

# each FUNCTION TIMES: what was executed for the module, by event, of which there were
# so many, and FUNCTION called for each. What happens in less than one of a
# hundred is no part of them, but the work that is done every ten seconds.
each() {
	profile >"$tmp/profile"
	is "$(calls "$1[listenq]" <"$tmp/profile")" "$2" "$1() was called $2 times"
	cost=$(awk -v times="$2" '$2 * 100 >= times && ($1 ~ /\[listenq\]$/ || $1 ~ /kprobe|ftrace/) { n += $3 }
		END { printf "%.0f", n / times }' "$tmp/profile")
}

# draw N: a mark for each fifty
draw() { printf '%*s' $((($1 + 25) / 50)) '' | tr ' ' '#'; }

measure() {
	online "$1"
	load_module
	learn_symbols
	at_once "$1" "traffic pair 127.0.0.1 $((1000 + $1 * 10))\$cpu $CONNECTIONS" >/dev/null
	each lq_event_accepted $(((CONNECTIONS + 1) * $1))
	opened=$cost
	at_once "$1" "nsenter --net=/run/netns/cli traffic syn 10.1.0.1 82 $SYNS --seed 1\$cpu" >/dev/null
	each lq_event_syn $((SYNS * $1))
	dropped=$cost
	unload_module
	note "$(printf '%4s %-13s %5s %s' "$1" connection "$opened" "$(draw "$opened")")"
	note "$(printf '%4s %-13s %5s %s' '' 'dropped SYN' "$dropped" "$(draw "$dropped")")"
	quote "$1" "$opened" "$dropped"
}

packet_stage
note "$(printf '%4s %-13s %5s' CPUs event instructions)"
measure 1
least_opened=$opened least_dropped=$dropped
for cpus in 2 4; do
	measure $cpus
	between "$opened" 1 $((least_opened * 105 / 100)) "a connection costs no more on $cpus CPUs"
	between "$dropped" 1 $((least_dropped * 105 / 100)) "nor does a dropped SYN"
done
done_testing
