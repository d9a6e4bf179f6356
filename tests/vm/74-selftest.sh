#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=400
# `listenq selftest` finds this kernel right, what a missing function gives unknown,
# and what is counted wrongly wrong; and leaves nothing behind.
. "$(dirname "$0")/lib.sh"
. "$here/hooks.sh"

# verdicts VERDICT: the names of the lines that say so
verdicts() { awk -v verdict="$1" '$1 == verdict && NF > 1 { print $2 }' "$tmp/out" | sort | tr '\n' ' '; }

# around: what a self-test must not change
around() {
	ip -o addr
	ip -4 route
	ip -6 route
	ip netns
	sysctl -a 2>/dev/null | grep -E '^net\.(core\.somaxconn|ipv4\.tcp_(syn|abort|max_syn|fastopen =|migrate)|ipv4\.conf\.(all|default)\.rp)|^net.mptcp.enabled'
	ls /sys/class/net
}

status 2 "without the module it says so" listenq selftest
around >"$tmp/before"
load_module
status "$complete" "all that this kernel tells is right" listenq selftest
is "$(verdicts WRONG)" "" "nothing is wrong"
# shellcheck disable=SC2046
is "$(verdicts unknown)" "$(words $(for c in $unknown; do case $c in *_age_ms | *60) ;; *) echo "$c" ;; esac; done))" \
	"what nothing tells is unknown, nothing else"
note "$(cat "$tmp/out")"
right=$(verdicts right)
for column in syns queued cookies completed synq synq_limit synq_peak acceptq_peak backlog_asked \
	syn_acceptq_full syn_synq_full syn_last_quarter syn_other ack_acceptq_full ack_other \
	cookies_ok cookies_bad cookie_acceptq_full cookie_other deferred fastopens \
	synack_retrans expired expired_early reset aborted ended_icmp closed \
	TcpPassiveOpens TcpExtEmbryonicRsts TcpExtListenDrops TcpExtTCPSynRetrans; do
	case " $right" in
	*" $column "*) ;;
	*) not_ok "$column is right" ;;
	esac
done
matches "$(cat "$tmp/out")" "^listenq selftest: command .* on Linux $(uname -r | sed "s,[.+],\\\\&,g") " "it says what was tested"
if grep -q ' reuseport_migrate_sock$' /proc/kallsyms && has_mptcp; then
	matches "$right" " migrated_in_ready " "connections migrated"
	is "$(verdicts skipped)" "" "nothing is skipped"
fi
is "$(around | diff "$tmp/before" -)" "" "nothing is changed around it"
status "$complete" "nor was anything lost" listenq status
status "$complete" "JSON has the same status" listenq selftest -J
matches "$(tr -d ' \n' <"$tmp/out")" '^\{"command":.*"name":"syns","verdict":"right".*"right":true\}$' "and the same content"
status 1 "it takes no filter" listenq selftest :80
echo 'nobody:x:65534:65534::/:/bin/sh' >>/etc/passwd
status 3 "nobody else may" su -s /bin/sh nobody -c "listenq selftest"
matches "$(cat "$tmp/err")" '^listenq: .*only root' "and is told so"
unload_module

lack inet_csk_reqsk_queue_drop
status 6 "without inet_csk_reqsk_queue_drop it is incomplete" listenq selftest
is "$(verdicts WRONG)" "" "nothing is wrong then either"
matches "$(verdicts unknown)" "aborted .*reset " "but what that gives is unknown"
matches "$(cat "$tmp/out")" '^no probe on Xnet_csk_reqsk_queue_drop \(no-symbol\)' "and it says why"
unload_module

# While half-open connections time out all probes are off.
mistaken() {
	(
		sleep 3
		sysctl_in '' kernel.ftrace_enabled=0
		sleep 8
		sysctl_in '' kernel.ftrace_enabled=1
	) &
	status 7 "what is not counted is wrong" listenq selftest
	wait $!
	matches "$(verdicts WRONG)" "expired .*reset " "all that was to be counted meanwhile"
	matches "$(grep '^WRONG *expired ' "$tmp/out")" 'IPv4 [0-9]+ instead of 5' "and by how much"
	matches "$(tail -n 1 "$tmp/out")" '^WRONG: .*report' "and that it is to be reported"
}
load_module
at_exit "sysctl_in '' kernel.ftrace_enabled=1"
sysctl_in '' kernel.ftrace_enabled=0 2>/dev/null
if [ "$(sysctl -n kernel.ftrace_enabled)" != 0 ]; then
	skip "a mistake" "this kernel does not let it be switched off"
else
	sysctl_in '' kernel.ftrace_enabled=1
	! ftrace_calls || mistaken
fi
done_testing
