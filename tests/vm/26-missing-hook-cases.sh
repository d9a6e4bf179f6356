#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# vm: timeout=400
# As 25-each-hook-missing, what takes more than a plain listener: a column is "-" without
# a hook, or holds what it holds with all of them.
. "$(dirname "$0")/lib.sh"
. "$here/ledger.sh"
. "$here/hooks.sh"

# honest NAME LOCAL TOKEN=VALUE...: each is that, or "-"
honest() {
	local name=$1 local=$2 pair got wrong=
	shift 2
	for pair; do
		got=$(col "$local" "${pair%%=*}" srv)
		case $got in
		- | "${pair#*=}") ;;
		*) wrong="$wrong ${pair%%=*}=$got, not ${pair#*=};" ;;
		esac
	done
	is "$wrong" "" "$name"
}

topology
sysctl_in srv net.ipv4.tcp_synack_retries=1

lack tcp_make_synack
server web srv 10.1.0.1 1501 64
ns cli traffic syn 10.1.0.1 1501 3 >/dev/null
settle
honest "without tcp_make_synack: nothing was dropped" 10.1.0.1:1501 drop_age_ms=-
is "$(noted 10.1.0.1:1501)" "" "nor is it in the list of drops"
# shellcheck disable=SC2046
agrees srv "nor in the books" $(unbalanced tcp_make_synack)
stop web
unload_module

lack inet_csk_complete_hashdance
server web srv 10.1.0.1 1502 64 --reuseport 1
ns cli traffic connect 10.1.0.1 1502 3 >/dev/null
settle
honest "without inet_csk_complete_hashdance: nothing was taken over, nor dropped" 10.1.0.1:1502 \
	migrated_in_ready=0 drop_age_ms=-
stop web
unload_module

lack inet_csk_reqsk_queue_add
server web srv 10.1.0.1 1503 64 --reuseport 1
sysctl_in srv net.ipv4.tcp_syncookies=2
ns cli traffic connect 10.1.0.1 1503 3 >/dev/null
sysctl_in srv net.ipv4.tcp_syncookies=1
settle
honest "without inet_csk_reqsk_queue_add: the same" 10.1.0.1:1503 migrated_in_ready=0 drop_age_ms=-
stop web
unload_module

# put_off SYMBOL PORT SECONDS COMMAND...: three connections without data, which end so
put_off() {
	local symbol=$1 port=$2 seconds=$3
	shift 3
	lack "$symbol"
	server web srv 10.1.0.1 "$port" 64 --defer "$seconds"
	client c cli 10.1.0.1 "$port"
	tell c 'syn 3' >/dev/null
	tell c 'ack 3' >/dev/null
	"$@" >/dev/null
	honest "without $symbol: three were put off" "10.1.0.1:$port" deferred=3
	stop c && stop web
	unload_module
}
put_off tcp_syn_ack_timeout 1504 2 sleep 10
put_off inet_csk_reqsk_queue_drop 1505 10 ns srv ss -K state syn-recv 'sport = :1505'

# It has been called otherwise since 6.12.
again=inet_listen
! grep -q ' __inet_listen_sk$' /proc/kallsyms || again=__inet_listen_sk
lack $again
server web srv 10.1.0.1 1506 64
tell web 'listen 32' >/dev/null
honest "without $again: the second listen() asked for 32" 10.1.0.1:1506 backlog=32 backlog_asked=32
stop web
unload_module

if has_mptcp; then
	lack inet_csk_reqsk_queue_drop_and_put
	ns cli ip addr add 10.1.0.3/24 dev eth0
	ns srv ip neigh add 10.1.0.3 lladdr 02:00:00:00:00:02 dev eth0
	for side in srv cli; do ns $side ip mptcp limits set subflow 4 add_addr_accepted 4; done
	ns cli ip mptcp endpoint add 10.1.0.3 dev eth0 subflow
	server web srv 10.1.0.1 1507 64 --mptcp --echo
	start c cli connect 10.1.0.1 1507 3 --mptcp --hold --send 100
	tell web 'accept 3' >/dev/null
	wait_until 10 '[ "$(mib MPTcpExtMPJoinAckRx srv)" = 3 ]'
	settle
	honest "without inet_csk_reqsk_queue_drop_and_put: nothing was dropped" 10.1.0.1:1507 \
		ack_other=0 drop_age_ms=-
	stop c && stop web
fi
done_testing
