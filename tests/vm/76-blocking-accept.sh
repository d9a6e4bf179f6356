#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Many servers that sleep in accept() at once, among others whose accept() fails: each
# connection is counted for the server that took it.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"

# sleeper PORT: busybox httpd, a process that calls accept() and waits
sleeper() {
	ns srv httpd -f -p "10.1.0.1:$1" -h /run >/dev/null 2>&1 &
	echo $! >"$tmp/httpd$1.pid"
}
listening() { [ "$(ns srv ss -Hltn | grep -c '10.1.0.1:80')" = "$1" ]; }
taken() { [ "$(total acceptq srv)" = 0 ]; }

topology
sleeper 8000
holds "one server sleeps before the module is loaded" wait_until 5 'listening 1'
load_module
for port in $(seq 8001 8040); do sleeper "$port"; done
holds "forty after it" wait_until 10 'listening 41'
server busy srv 10.1.0.1 81 64 --auto
for port in $(seq 8000 8040); do ns cli traffic connect 10.1.0.1 "$port" 3 >/dev/null; done
ns cli traffic connect 10.1.0.1 81 50 >/dev/null
holds "all connections are taken" wait_until 10 taken
for port in $(seq 8001 8040); do
	[ "$(col "10.1.0.1:$port" accepted srv)" = "$(told accepted 3)" ] || echo "$port"
done >"$tmp/wrong"
is "$(cat "$tmp/wrong")" "" "each of the forty took three"
is "$(col 10.1.0.1:81 accepted srv)" "$(told accepted 50)" "one that polls took fifty"
# An accept() that was waiting when the module was loaded is not counted if it takes two
# probes to count one.
first=1
! grep -q ' __inet_accept$' /proc/kallsyms || first=0
is "$(col 10.1.0.1:8000 accepted srv)" "$(told accepted $((3 - first)))" \
	"so did the one that slept before, but for the accept() that it slept in, on some kernels"
status "$complete" "nothing was lost" ns srv listenq status
done_testing
