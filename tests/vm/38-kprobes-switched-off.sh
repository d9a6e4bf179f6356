#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Somebody switches all kprobes off: nothing is counted then, depths and limits
# are there all the same, and listenq says that something is missing.
. "$(dirname "$0")/lib.sh"

about=kernel.ftrace_enabled
# seen: handshakes that the listener counted
seen() { col 10.1.0.1:80 completed srv; }
arrive() { ns cli traffic connect 10.1.0.1 80 "$1" >/dev/null; }

without_ftrace() {
	arrive 30
	is "$(col 10.1.0.1:80 acceptq srv)" 50 "with ftrace off the depth is right"
	if ftrace_calls; then missed; else counted_all; fi
}

missed() {
	is "$(seen)/$(ss_acceptq 80 srv)" 20/50 "but thirty more are not counted"
	status 6 "listenq status: incomplete" ns srv listenq status
	matches "$(tail -n 2 "$tmp/out")" '^INCOMPLETE: the kernel counted 50 TcpPassiveOpens, LISTENQ 20: probably kprobes .* kernel.ftrace_enabled' \
		"and why"
	sysctl_in '' $about=1
	arrive 5
	is "$(seen)" 25 "they count again when it is on again"
	status 6 "what was missed stays missed" ns srv listenq status
}

counted_all() {
	is "$(seen)" 50 "and thirty more are counted"
	status "$complete" "listenq status: nothing is missing" ns srv listenq status
	sysctl_in '' $about=1
}

switch_ftrace() { sysctl_in '' $about="$1"; }
switch_kprobes() { echo "$1" >/sys/kernel/debug/kprobes/enabled; }

# comes_and_goes WHAT: the module does while that is off, and counts when it is on.
comes_and_goes() {
	unload_module
	"switch_$1" 0
	load_module
	holds "with $1 off the module can be loaded" test -e /proc/net/listenq
	unload_module
	holds "and unloaded" test ! -e /proc/net/listenq
	load_module
	"switch_$1" 1
	arrive 5
	is "$(seen)" 5 "what was planted then counts when $1 is on again"
}

topology
load_module
server web srv 10.1.0.1 80 400
arrive 20
is "$(seen)" 20 "twenty connections are counted"
status "$complete" "listenq status: nothing is missing" ns srv listenq status

# 7.3 says EOPNOTSUPP to that.
sysctl_in '' $about=0 2>/dev/null
if [ "$(sysctl -n $about)" = 0 ]; then
	at_exit "sysctl_in '' $about=1"
	without_ftrace
	comes_and_goes ftrace
else
	skip "with ftrace off" "this kernel does not let it be switched off"
fi
unload_module

before=$(ss_acceptq 80 srv)
load_module
at_exit 'switch_kprobes 1'
switch_kprobes 0
arrive 40
is "$(col 10.1.0.1:80 acceptq srv)/$(ss_acceptq 80 srv)" "$((before + 40))/$((before + 40))" \
	"with kprobes off the depth is right"
if [ "$hook" = ftrace ]; then
	is "$(seen)" 40 "and all forty are counted"
	status "$complete" "listenq status: nothing is missing" ns srv listenq status
else
	is "$(seen)" 0 "but none of forty is counted"
	status 6 "listenq status: incomplete" ns srv listenq status
	matches "$(tail -n 2 "$tmp/out")" \
		'^INCOMPLETE: the kernel counted 40 TcpPassiveOpens, LISTENQ 0: probably kprobes .*/kprobes/enabled' "and why"
fi
sysctl_in srv net.ipv4.tcp_syncookies=2
arrive 3
sysctl_in srv net.ipv4.tcp_syncookies=1
is "$(row 10.1.0.1:80 srv cookies_ok cookie_other)" "cookies_ok=3 cookie_other=0" \
	"a valid cookie is not taken for a dropped one"
switch_kprobes 1
comes_and_goes kprobes
unload_module

# Nothing says why these are missing: no connection is, no hit was missed, and the
# probes are planted.
unseen_resets() {
	client c cli 10.1.0.1 80
	tell c 'syn 16' >/dev/null
	switch_ftrace 0
	tell c 'rst 8' >/dev/null
	switch_ftrace 1
	is "$(col 10.1.0.1:80 reset srv)/$(mib TcpExtEmbryonicRsts srv)" 0/8 "eight resets are not seen"
	status 7 "listenq status: inconsistent" ns srv listenq status
	matches "$(cat "$tmp/out")" \
		'^INCONSISTENT: the kernel counted 8 TcpExtEmbryonicRsts, LISTENQ 0 \(reset, aborted\)' \
		"and which columns are wrong"
	matches "$(tail -n 1 "$tmp/out")" "^INCONSISTENT: .* run 'listenq selftest'" "and what to do"
	matches "$(ns srv listenq status -J | tail -n 2)" '"consistent": false' "in JSON as well"
	is "$(ns srv listenq metrics --format prometheus | grep '^listenq_consistent ')" "listenq_consistent 0" \
		"and as a metric"
	tell c 'rst 8' >/dev/null
	is "$(col 10.1.0.1:80 reset srv)" 8 "the others are counted"
	stop c
}
load_module
sysctl_in '' $about=0 2>/dev/null
if [ "$(sysctl -n $about)" != 0 ]; then
	skip "resets that are not seen" "this kernel does not let it be switched off"
else
	switch_ftrace 1
	! ftrace_calls || unseen_resets
fi
done_testing
