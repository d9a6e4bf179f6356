# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests in which the module does without a hook; after lib.sh. Which columns
# come from which function is stated here once more, from what the functions do,
# and not taken from the module.
# shellcheck disable=SC2154 # lib.sh has `tmp`

# _gives SYMBOL: what is unknown without it; "6:" before what only listeners on IPv6
# sockets need it for.
#
# Why a SYN or a final ACK failed the kernel's counters tell; that it was ignored as
# a copy is known only if all probes are there that success passes. A half-open
# connection that the client's packet ends is known as reset only if the probes are
# there that tell of another cause.
_gives() {
	case $1 in
	tcp_conn_request)
		echo "syns cookies cookies_since_ms drop_age_ms
			syn_acceptq_full syn_synq_full syn_last_quarter syn_other
			syn_duplicate" ;;
	tcp_make_synack) echo "queued synq_peak synq_peak60 syn_duplicate" ;;
	tcp_peer_is_proven) echo "syn_last_quarter syn_other" ;;
	tcp_v4_syn_recv_sock)
		echo "ack_acceptq_full cookie_acceptq_full ack_other
			cookie_other aborted reset drop_age_ms" ;;
	tcp_v6_syn_recv_sock)
		echo "6:ack_acceptq_full 6:cookie_acceptq_full 6:ack_other
			6:cookie_other 6:aborted 6:reset 6:drop_age_ms" ;;
	inet_csk_complete_hashdance)
		echo "completed deferred acceptq_peak acceptq_peak60
			migrated_in_ready synq_peak60" ;;
	inet_csk_reqsk_queue_add)
		echo "cookies_ok fastopens acceptq_peak acceptq_peak60
			syn_duplicate migrated_in_ready" ;;
	__inet_accept | inet_accept | security_sock_graft)
		# What was taken over is what left and was never seen to enter. A
		# queue that was deep a minute ago may have been left since.
		echo "accepted accept_age_ms migrated_in_ready acceptq_peak60" ;;
	__sys_listen) echo "backlog_asked" ;;
	inet_csk_listen_start) echo "listen_age_ms backlog_asked" ;;
	tcp_syn_ack_timeout) echo "expired expired_early deferred migrated_in synq_peak60" ;;
	tcp_retransmit_synack) echo "synack_retrans expired" ;;
	inet_csk_reqsk_queue_drop) echo "reset aborted ended_icmp ended_admin deferred synq_peak60" ;;
	inet_csk_reqsk_queue_drop_and_put) echo "joined" ;;
	tcp_req_err) echo "ended_icmp reset" ;;
	tcp_abort) echo "ended_admin reset" ;;
	cookie_v4_check) echo "cookies_bad cookie_other drop_age_ms" ;;
	cookie_v6_check) echo "6:cookies_bad 6:cookie_other 6:drop_age_ms" ;;
	__inet_listen_sk | inet_listen) echo "backlog_asked" ;;
	# A listener's end; the transitions, which are a file.
	inet_csk_listen_stop | inet_sock_set_state) ;;
	# It gives backlog_asked for io_uring, which the scene does not use.
	__sys_listen_socket) ;;
	'') ;;
	*) echo "what_$1_tells" ;;
	esac
}

# _entails SYMBOL: the kernel's counters that ours have nothing to hold against
# without it, likewise
_entails() {
	case $1 in
	tcp_conn_request)
		echo "TcpExtListenDrops TcpExtListenOverflows TcpExtTCPReqQFullDrop
			TcpExtTCPReqQFullDoCookies TcpExtSyncookiesSent" ;;
	tcp_peer_is_proven) echo "TcpExtListenDrops" ;;
	tcp_v4_syn_recv_sock | 6:tcp_v6_syn_recv_sock)
		# It sees the sockets that are made in vain.
		echo "TcpExtListenDrops TcpExtListenOverflows TcpExtSyncookiesRecv
			TcpExtEmbryonicRsts TcpPassiveOpens" ;;
	inet_csk_complete_hashdance)
		echo "TcpExtTCPDeferAcceptDrop TcpPassiveOpens" ;;
	inet_csk_reqsk_queue_add | inet_csk_reqsk_queue_drop_and_put)
		echo "TcpPassiveOpens" ;;
	tcp_syn_ack_timeout) echo "TcpExtTCPDeferAcceptDrop" ;;
	tcp_retransmit_synack) echo "TcpExtTCPSynRetrans" ;;
	inet_csk_reqsk_queue_drop)
		echo "TcpExtListenDrops TcpExtTCPDeferAcceptDrop TcpExtEmbryonicRsts" ;;
	tcp_req_err) echo "TcpExtListenDrops TcpExtEmbryonicRsts" ;;
	tcp_abort) echo "TcpExtEmbryonicRsts" ;;
	cookie_v4_check | 6:cookie_v6_check)
		echo "TcpExtSyncookiesRecv TcpExtSyncookiesFailed" ;;
	esac
}

# unbalanced SYMBOL: those, as agrees() wants them; "6:" before it where listeners on
# IPv6 sockets are among those that the books are of
unbalanced() {
	local counter
	for counter in $(_entails "$1"); do echo "$counter=-"; done
}

# noted LOCAL: "cause=n ..." of what the list of drops holds of a listener
noted() {
	awk -v local="$1" '
		NR == 2 { for (i = 1; i <= NF; i++) at[$i] = i }
		NR > 2 && $at["local"] == local { n[$at["cause"]]++ }
		END { for (cause in n) print cause "=" n[cause] }' \
		/sys/kernel/debug/listenq/drops | sort | tr '\n' ' '
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

# dashes LOCAL [NETNS] [FILE]: the columns of its row that are "-", but for the device
# of a listener that is bound to none, and any that should be a
# number and is none
dashes() {
	ns "${2:-}" awk -v local="$1" '
		NR == 2 { for (i = 1; i <= NF; i++) token[i] = $i }
		NR > 2 && $1 == local {
			for (i = 1; i <= NF; i++)
				if (token[i] == "dev") continue
				else if ($i == "-") print token[i]
				else if (token[i] !~ /^(local|family|proto|cookie|row)$/ && $i !~ /^[0-9]+$/)
					print token[i] "=" $i
		}' "${3:-/proc/net/listenq}" | sort | tr '\n' ' '
}

# lack SYMBOL: loads the module, which looks for a function of another name, that no
# kernel has: in a copy of its file, where each name is a string of its own.
lack() {
	local at whole=$module
	[ -e "$tmp/lacking.ko" ] || cp "$module" "$tmp/lacking.ko"
	module=$tmp/lacking.ko
	at=$(strings -n 8 -t d "$module" | awk -v name="$1" '$2 == name { print $1; exit }')
	[ -n "$at" ] || bail "the module's file does not hold the name $1"
	_write_at "$at" X
	load_module transitions=always
	_write_at "$at" "${1%"${1#?}"}"
	module=$whole
}
_write_at() { printf %s "$2" | dd of="$tmp/lacking.ko" bs=1 seek="$1" conv=notrunc 2>/dev/null; }
