#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: own-boot cpus=2 timeout=1500
# Loading and unloading while connections come and go and SYNs pour in: probes
# are planted and lifted under those who run through them. A hundred times,
# which takes three minutes; RELOADS=1000 PATIENCE=10 make check-vm T=18- for more.
# shellcheck disable=SC2317 # keep_on and holds call functions by name
. "$(dirname "$0")/lib.sh"

times=$(cat "$here/reloads" 2>/dev/null)
times=${times:-100}

records() { total records '' /sys/kernel/debug/listenq/module; }

# keep_on FUNCTION: over and over in the background, until there is $tmp/enough
keep_on() {
	(while [ ! -e "$tmp/enough" ]; do
		"$1"
		sleep 0.1
	done >"$tmp/$1" 2>&1) &
	jobs="$jobs $!"
}
# However little of this machine's time the guest gets: that is not what is tested.
by_ipv4() { ns cli traffic churn 10.1.0.1 80 --count 30 --threads 2 --reset --timeout 20000; }
by_ipv6() { ns cli traffic churn fd01::1 80 --count 30 --threads 2 --timeout 20000; }
flood() { ns cli traffic syn 10.1.0.1 81 200 --rate 2000; }
listeners() { ns srv traffic listen 10.1.0.1 1001 5 --count 20 </dev/null | tr -cd 'a-z\n'; }

topology
server served srv 10.1.0.1 80 4096 --auto
server served6 srv fd01::1 80 4096 --auto
server flooded srv 10.1.0.1 81 64
jobs=
for job in by_ipv4 by_ipv6 flood listeners; do keep_on $job; done

# comes_and_goes HOOK: which step of it failed, or nothing
comes_and_goes() {
	insmod "$module" "hook=$1" 2>&1 || echo "insmod"
	IFS= read -r title </proc/net/listenq
	[ "$title" = "# listenq-listeners 1" ] || echo "the table begins '$title'"
	cat /proc/net/listenq_states /sys/kernel/debug/listenq/states >"$tmp/states" || echo "states"
	rmmod listenq 2>&1 || echo "rmmod"
	[ ! -e /proc/net/listenq ] || echo "the table is still there"
}

rounds=0 begun=$(_now) wrong=
while [ $rounds -lt "$times" ] && [ -z "$wrong" ]; do
	if [ $((rounds % 2)) = 0 ]; then means=kprobe; else means=ftrace; fi
	wrong=$(comes_and_goes $means)
	[ -n "$wrong" ] || rounds=$((rounds + 1))
	[ $((rounds % 100)) != 0 ] || note "round $rounds after $((($(_now) - begun) / 100)) s"
done
is "$rounds $wrong" "$times " "$times times the module comes with its table, and goes with it"
note "in $((($(_now) - begun) / 100)) s"

load_module
echo >"$tmp/enough"
# shellcheck disable=SC2086
wait $jobs
is "$(sort "$tmp/by_ipv4" "$tmp/by_ipv6" | uniq -c | sed 's/^ *[0-9]* //')" \
	"connections=30 errors=0" "no connection failed in all that time"
note "clients: $(grown cli TcpActiveOpens TcpAttemptFails TcpRetransSegs TcpExtTCPTimeouts)"
note "servers: $(grown srv TcpOutRsts TcpExtTWRecycled TcpExtTCPTimeouts TcpExtListenDrops)"
is "$(sort -u "$tmp/flood")/$(sort -u "$tmp/listeners")" "sent 200/bye
ready" "nor did anything else"
for job in by_ipv4 by_ipv6 flood listeners; do
	between "$(grep -c . "$tmp/$job")" $((times / 20 + 1)) 1000000 "$job: over and over"
done

all_taken() { [ "$(ss_acceptq 80 srv)" = 0 ]; }
holds "the server accepts them all" wait_until 60 all_taken
completed=$(col 10.1.0.1:80 completed srv) accepted=$(col 10.1.0.1:80 accepted srv)
is "$(ns cli traffic churn 10.1.0.1 80 --count 30 --timeout 20000 2>&1)" \
	"connections=30 errors=0" "thirty more come"
holds "and are accepted" wait_until 60 all_taken
is $(($(col 10.1.0.1:80 completed srv) - completed)) 30 "the probes count each, the last time as well"
is_unknown accepted ||
	is $(($(col 10.1.0.1:80 accepted srv) - accepted)) 30 "and each accept()"
is "$(records)" 3 "there is a record of each listener, and no other"
for name in served served6 flooded; do stop $name; done
is "$(records)" 0 "none is left when they have closed"

# Readers who stay
exec 5</proc/net/listenq
IFS= read -r title <&5
holds "the module can be unloaded while somebody reads" rmmod listenq
reads_on() { cat <&5; }
fails() { ! "$@" 2>/dev/null; }
holds "who cannot read on, and nothing else happens" fails reads_on
exec 5<&-
load_module
exec 5</sys/kernel/debug/listenq/listeners
holds "an open file in debugfs keeps the module" fails rmmod listenq
is "$(head -n 1 <&5)" "# listenq-listeners 1" "and can be read"
exec 5<&-
holds "until it is closed" rmmod listenq
holds "no table is left" test ! -e /proc/net/listenq -a ! -e /sys/kernel/debug/listenq
holds "the kernel has not complained" \
	fails kernel_says 'WARNING|BUG|Oops|Call Trace|refcount|stall|[Ff]ailed to'
done_testing
