# SPDX-License-Identifier: GPL-2.0
# Of lines "FORM EVENT FUNCTION CALLS INSTRUCTIONS", what the forms kprobe and
# ftrace add to the form none: "KEY | FUNCTION | ... |" with a column for each of
# `events`, which happened as often as `times` says, to be sorted by KEY; and
# "FORM EVENT SUM".
#
# What the kernel executes for us is told by name. All the rest differs by chance
# only: slabs want pages, and RCU does what was left to it.
function is_ours(name) { return name ~ /\[listenq\]$/ }
function is_for_us(name) {
	return name ~ /kprobe|ftrace|^inet_sk_(state_store|set_state)$|^(ktime_get(_seconds)?|read_tsc)$/
}

# cell FORM NAME I: "84 (3)", so many instructions in so many calls
function cell(form, name, i) {
	if (added[form, name, i] < 0.5)
		return ""
	if (calls[form, name, i] < 0.5)
		return sprintf("%.0f", added[form, name, i])
	return sprintf("%.0f (%.0f)", added[form, name, i], calls[form, name, i])
}

function row(form, name,	i, cells) {
	for (i = 1; i <= n; i++)
		cells = cells " " cell(form, name, i) " |"
	return cells ~ /[0-9]/ ? cells : ""
}

# Ours first; of these, and of the kernel's, what is most.
function show(form, name, label, cells,	i, most) {
	if (cells == "")
		return
	for (i = 1; i <= n; i++)
		if (added[form, name, i] > most)
			most = added[form, name, i]
	printf "%d%06.0f | %s |%s\n", 1 + is_ours(name), most, label, cells
}

BEGIN {
	n = split(events, event)
	split(times, divisor)
	for (i = 1; i <= n; i++)
		column[event[i]] = i
	split("kprobe ftrace", forms)
}

# What is called in less than one of a hundred events is no part of them, but the
# work that is done every ten seconds (sync.c).
is_ours($3) && $4 * 100 < divisor[column[$2]] { next }

is_ours($3) || is_for_us($3) {
	i = column[$2]
	names[$3]
	for (f in forms) {
		sign = $1 == forms[f] ? 1 : $1 == "none" ? -1 : 0
		calls[forms[f], $3, i] += sign * $4 / divisor[i]
		added[forms[f], $3, i] += sign * $5 / divisor[i]
		added[forms[f], "all", i] += sign * $5 / divisor[i]
	}
}

END {
	for (name in names) {
		label = "`" name "`"
		sub(/\[.*\]/, "", label)
		if (row("kprobe", name) == row("ftrace", name)) {
			show("kprobe", name, label, row("kprobe", name))
			continue
		}
		for (f in forms)
			show(forms[f], name, label ", " forms[f], row(forms[f], name))
	}
	for (f in forms) {
		printf "0 | together, %s |%s\n", forms[f], row(forms[f], "all")
		for (i = 1; i <= n; i++)
			printf "%s %s %.0f\n", forms[f], event[i], added[forms[f], "all", i]
	}
}
