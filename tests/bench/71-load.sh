#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: counts mem=2G timeout=600
# Where the instructions go when the module is loaded and unloaded, by each hook.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"
# shellcheck source=tests/bench/where.sh
. "$here/where.sh"

# counted COLUMN COMMAND...: "COLUMN FUNCTION CALLS INSTRUCTIONS" of it
counted() {
	local column=$1
	shift
	traffic cost "$@" >/dev/null || bail "failed: $*"
	! grep -q '^listenq ' /proc/modules || learn_symbols
	profile | sed "s/^/$column /" >>"$tmp/profiles"
}

learn_symbols
topology
counted 1 insmod "$module" hook=kprobe
counted 2 rmmod listenq
counted 3 insmod "$module" hook=ftrace
counted 4 rmmod listenq

# In millions, with the calls; functions of less than four by either way are
# summed up.
awk '
	function row(key, name, label,	i, cells) {
		for (i = 1; i <= 4; i++)
			cells = cells sprintf(" %.1f%s |", n[name, i] / 1e6,
				calls[name, i] ? " (" calls[name, i] ")" : "")
		printf "%012d | %s |%s\n", key, label, cells
	}
	{
		calls[$2, $1] = $3
		n[$2, $1] = $4
		if ($4 > most[$2])
			most[$2] = $4
		n["all", $1] += $4
	}
	END {
		for (name in most) {
			if (most[name] >= 4e6) {
				row(most[name], name, "`" name "`")
				continue
			}
			for (i = 1; i <= 4; i++)
				n["others", i] += n[name, i]
		}
		row(1, "others", "others")
		row(0, "all", "together")
	}' "$tmp/profiles" | sort -r | sed 's/^[0-9]*/#/'
ok "measured"
done_testing
