#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: mem=2G timeout=6000
# What a connection and a SYN that is turned away cost in guest instructions:
# without the module, with it in each of its forms, and with bpftrace counting
# the same. The forms take turns.
# shellcheck source=tests/vm/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/bench/measure.sh
. "$here/measure.sh"

ROUNDS=3
forms="none kprobe kprobe-always ftrace ftrace-always bpftrace"
figures="connection cookie full_synq full_acceptq road"

begin() {
	case $1 in
	none) ;;
	kprobe | ftrace) load_module hook="$1" ;;
	*-always) load_module hook="${1%-*}" transitions=always ;;
	bpftrace)
		bpftrace "$here/peer.bt" >"$tmp/peer" 2>&1 &
		peer=$!
		wait_until 300 'grep -q ready "$tmp/peer"' || bail "bpftrace: $(cat "$tmp/peer")"
		;;
	esac
}

end() {
	case $1 in
	none) ;;
	bpftrace)
		kill -INT $peer
		wait $peer
		;;
	*) unload_module ;;
	esac
}

# What it takes to send one: the frame reaches the other end, and is not for it.
road() {
	neighbour cli 10.1.0.1 02:00:00:00:00:99
	syns 81
	neighbour cli 10.1.0.1 02:00:00:00:00:01
}

# of FORM FIGURE: its numbers; spread: of numbers, in percent of the least
of() { awk -v form="$1" -v what="$2" '$1 == form && $2 == what { print $3 }' "$tmp/figures"; }
spread() { sort -n | awk '{ n[NR] = $1 } END { printf "%.2f", (n[NR] - n[1]) * 100 / n[1] }'; }
# more FORM FIGURE: than without, in percent
more() {
	awk -v with="$(of "$1" "$2" | least)" -v without="$(of none "$2" | least)" \
		'BEGIN { printf "+%.1f %%", (with - without) * 100 / without }'
}
row() {
	quote "$1" "$(commas "$(of none "$2" | least)")" "$(more "kprobe$3" "$2")" "$(more "ftrace$3" "$2")" \
		"$(more bpftrace "$2")"
}

packet_stage
for _ in $(seq $ROUNDS); do
	for form in $forms; do
		begin "$form"
		for figure in $figures; do echo "$form $figure $($figure)" >>"$tmp/figures"; done
		end "$form"
	done
done

sed 's/^/# /' "$tmp/figures"
note "$(printf '%-20s %-13s %12s %8s %8s' form figure instructions spread more)"
for figure in $figures; do
	for form in $forms; do
		note "$(printf '%-20s %-13s %12d %7s%% %8s' "$form" "$figure" "$(of "$form" "$figure" | least)" \
			"$(of "$form" "$figure" | spread)" "$(more "$form" "$figure")")"
	done
done
row "connect(), accept() and close() over loopback" connection ""
row "the same, with \`transitions=always\`" connection -always
row "a SYN that is answered with a cookie" cookie ""
row "a SYN dropped, the SYN queue being full" full_synq ""
row "a SYN dropped, the accept queue being full" full_acceptq ""
ok "measured"
done_testing
