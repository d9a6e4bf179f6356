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
switch_kprobes 1
comes_and_goes kprobes
done_testing
