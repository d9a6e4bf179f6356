# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests in which the module does without a hook; after lib.sh. Which columns
# come from which function is stated here once more, from what the functions do,
# and not taken from the module.

# _gives SYMBOL: what is unknown without it; "6:" before what only listeners on IPv6
# sockets need it for.
#
# A SYN's and a final ACK's failure passes no probe, so it is known only where all
# are that success may pass; and a half-open connection that is removed for no
# cause that was told was reset.
_gives() {
	case $1 in
	tcp_conn_request)
		echo "syns cookies cookies_since_ms
			syn_acceptq_full syn_synq_full syn_last_quarter syn_other" ;;
	inet_csk_reqsk_queue_hash_add)
		echo "queued synq_peak synq_peak60 syn_last_quarter syn_other" ;;
	tcp_v4_syn_recv_sock)
		echo "ack_acceptq_full cookie_acceptq_full ack_other
			cookies_bad aborted reset" ;;
	tcp_v6_syn_recv_sock)
		echo "6:ack_acceptq_full 6:cookie_acceptq_full 6:ack_other
			6:cookies_bad 6:aborted 6:reset" ;;
	inet_csk_complete_hashdance)
		echo "completed deferred acceptq_peak acceptq_peak60 ack_other" ;;
	inet_csk_reqsk_queue_add)
		echo "cookies_ok fastopens acceptq_peak acceptq_peak60 ack_other syn_other" ;;
	__inet_accept)
		# What was taken over is what left and was never seen to enter. A
		# queue that was deep a minute ago may have been left since.
		echo "accepted accept_age_ms moved_in_ready acceptq_peak60" ;;
	__sys_listen) echo "backlog_asked" ;;
	inet_csk_listen_start) echo "listen_age_ms backlog_asked" ;;
	tcp_syn_ack_timeout) echo "expired expired_early moved_in synq_peak60" ;;
	tcp_retransmit_synack) echo "synack_retrans expired" ;;
	inet_csk_reqsk_queue_drop) echo "reset aborted ended_icmp ended_admin" ;;
	inet_csk_reqsk_queue_drop_and_put) echo "joined" ;;
	tcp_req_err) echo "ended_icmp reset" ;;
	tcp_abort) echo "ended_admin reset" ;;
	cookie_v4_check) echo "cookies_bad" ;;
	cookie_v6_check) echo "6:cookies_bad" ;;
	# A second listen() on the same socket; a listener's end; the transitions,
	# which are a file.
	__inet_listen_sk | inet_listen | inet_csk_listen_stop | inet_sock_set_state) ;;
	'') ;;
	*) echo "what_$1_tells" ;;
	esac
}

# words WORD...: each once, in the order of dashes()
words() { [ $# = 0 ] || printf '%s\n' "$@" | sort -u | tr '\n' ' '; }

# without FAMILY SYMBOL...: the columns of an "IPv4" or an "IPv6" listener that show
# "-" without these hooks
without() {
	local family=$1 symbol column
	shift
	for symbol; do
		for column in $(_gives "$symbol"); do
			case $family-$column in
			IPv4-6:*) ;;
			*) echo "${column#6:}" ;;
			esac
		done
	done
}

# dashes LOCAL [NETNS] [FILE]: the columns of its row that are "-", and any that should be a
# number and is none
dashes() {
	ns "${2:-}" awk -v local="$1" '
		NR == 2 { for (i = 1; i <= NF; i++) token[i] = $i }
		NR > 2 && $1 == local {
			for (i = 1; i <= NF; i++)
				if ($i == "-") print token[i]
				else if (token[i] !~ /^(local|family|proto|cookie|row)$/ && $i !~ /^[0-9]+$/)
					print token[i] "=" $i
		}' "${3:-/proc/net/listenq}" | sort | tr '\n' ' '
}
