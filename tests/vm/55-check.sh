#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# listenq check: its states on live listeners, and its one line.
# vm: timeout=300
. "$(dirname "$0")/lib.sh"

# checks STATUS REGEX NAME [ARGUMENT...]
checks() {
	local expected=$1 regex=$2 name=$3 status
	shift 3
	ns srv listenq check "$@" >"$tmp/out" 2>"$tmp/err"
	status=$?
	is "$status/$(wc -l <"$tmp/out")/$(wc -l <"$tmp/err")" "$expected/1/0" "$name: status $expected, one line"
	matches "$(cat "$tmp/out")" "$regex" "$name: and what it says"
}

topology
checks 3 '^LISTENQ UNKNOWN: the module is not loaded' "without the module"
b16=$(synq_holds 16)
load_module
checks 0 '^LISTENQ OK: 0 of 0 listeners dropped .*\| synq=U;' "without listeners"

server web srv 10.1.0.1 5501 128 --auto
ns cli traffic connect 10.1.0.1 5501 4 >/dev/null
checks 0 '^LISTENQ OK: .* 0 of 1 listener dropped in the last 300 s \| synq=[01]%;;;0 acceptq=[0-3]%;;;0 dropping=0;;;0 cookies=0;;;0 dropped=0c troubled=0 critical=0$' \
	"a healthy listener"

server flood srv 10.1.0.1 5502 16
ns cli traffic syn 10.1.0.1 5502 14 >/dev/null
checks 1 "^LISTENQ WARNING: 1 of 2 listeners in trouble \(10.1.0.1:5502: synq-near\), SYN queues at most $((1400 / b16)) % full in the last 60 s \(10.1.0.1:5502, 14 of $b16\)" \
	"a SYN queue of 14/$b16"
checks 0 '^LISTENQ OK' "with a higher threshold" -w 90
ns cli traffic syn 10.1.0.1 5502 20 --seed 2 >/dev/null
checks 1 "^LISTENQ WARNING: .*10.1.0.1:5502: synq-cookies,synq-full\), SYN queues at most 100 % full .*10.1.0.1:5502, $b16 of $b16.* cookies=1;" \
	"a full one that sends cookies"
checks 2 '^LISTENQ CRITICAL: ' "which some call critical" -c 99
checks 0 '^LISTENQ OK' "not asked for" 5501

server jam srv 10.1.0.1 5503 4
ns cli traffic connect 10.1.0.1 5503 5 >/dev/null
ns cli traffic syn 10.1.0.1 5503 3 >/dev/null
when='in the last 60 s'
! is_unknown acceptq_peak60 || when=now
checks 2 "accept queues at most 100 % full $when \(10.1.0.1:5503, 5 of 5\).*1 of 1 listener dropped in the last 300 s \(10.1.0.1:5503 .* dropping=1;;;0 .*dropped=3c troubled=1 critical=1\$" \
	"a full accept queue" :5503
tell jam drain >/dev/null
sleep 70
checks 1 '^LISTENQ WARNING: .*1 of 1 listener dropped in the last 300 s \(10.1.0.1:5503 7' \
	"what was dropped a minute ago" :5503
checks 0 '^LISTENQ OK: .*0 of 1 listener dropped in the last 60 s' "or is not asked for" -s 60 :5503
server other cli 10.1.0.2 5504 8
checks 3 "^LISTENQ UNKNOWN: no listener matches ':5504'" "a listener elsewhere is not judged" :5504
export LISTENQ_FILE=/sys/kernel/debug/listenq/listeners
checks 0 '^LISTENQ OK: .* 0 of 1 listener dropped' "but of all namespaces it is" :5504
unset LISTENQ_FILE
checks 0 '^LISTENQ OK: .* 0 of 1 listener dropped' "which -A says, too" -A :5504
checks 3 "^LISTENQ UNKNOWN: no listener matches '81'" "nothing matches" 81
done_testing
