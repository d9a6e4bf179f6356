# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# A terminal, tmux, and what is seen in it: for tests of 'listenq top', here and
# in tests/golden. Whoever reads this has ok, not_ok, is, wait_until and $tmp.

: "${tmp:?}"
printf 'set -g %s\n' 'status off' 'escape-time 0' >"$tmp/tmux.conf"

# Each terminal has a server of its own: one that ends is in the next one's way.
terminals=0
t() { tmux -S "$tmp/socket$terminals" -f "$tmp/tmux.conf" "$@" 2>/dev/null; }
no_terminal() { t kill-server; }

# shellcheck disable=SC2120
screen() { t capture-pane -p "$@"; }

# What runs in the terminal notes what the terminal was like before and after.
cat >"$tmp/inside" <<END
trap : INT HUP
stty -g >$tmp/before
sh -c 'echo \$\$ >$tmp/pid; exec "\$@"' sh "\$@"
echo \$? >$tmp/status
stty -g >$tmp/after
exec sleep 1000
END

# terminal SIZE COMMAND...: top, by whatever name, in a terminal of that size
terminal() {
	local size=$1
	shift
	no_terminal
	terminals=$((terminals + 1))
	rm -f "$tmp/status" "$tmp/after"
	LC_ALL=C.UTF-8 t -u new-session -d -x "${size%x*}" -y "${size#*x}" \
		sh "$tmp/inside" "$@"
	wait_until 20 "screen | grep -q 'q quit' || test -s $tmp/status"
}

# top_pid: of what runs in the terminal
top_pid() { cat "$tmp/pid"; }

# press KEY... until a line of the screen matches the last argument
press() {
	local pattern
	for pattern; do :; done
	while test $# -gt 1; do
		t send-keys "$1"
		shift
	done
	wait_until 10 "screen | grep -q -- '$pattern'" || not_ok "$pattern shows" "$(screen)"
}

# comes PATTERN NAME: to be seen
comes() {
	if wait_until 10 "screen | grep -q -- '$1'"; then ok "$2"; else not_ok "$2" "$(screen)"; fi
}

# goes PATTERN NAME: not to be seen any more
goes() {
	if wait_until 10 "! screen | grep -q -- '$1'"; then ok "$2"; else not_ok "$2" "$(screen)"; fi
}

# restored STATUS NAME: it has ended, and the terminal is as before
restored() {
	wait_until 20 "test -s $tmp/after" || {
		not_ok "$2" "it has not ended" "$(screen)"
		return
	}
	is "$(cat "$tmp/status")" "$1" "$2: status $1"
	is "$(cat "$tmp/after")" "$(cat "$tmp/before")" "$2: stty is as it was"
	is "$(t display -p '#{alternate_on}#{cursor_flag}')" 01 \
		"$2: the screen and the cursor are back"
}
