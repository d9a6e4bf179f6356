/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The text format that the module writes and everything else parses. Preprocessor
 * only: the module, the command, the manual and the tests include it or are
 * checked against it.
 *
 * All tables have one grammar:
 *
 *	# listenq-<table> <format>
 *	<token> <token> ...			the header, no blanks in a token
 *	<value> <value> ...			rows, as many values as tokens
 *
 * Words are separated by one or more blanks. "-" means unknown. Bytes of names
 * that are not printable ASCII, and a backslash, are written as a backslash and
 * three octal digits. Find columns by
 * their token, never by position: columns are only ever appended, and a reader
 * skips tokens that it does not know. LQ_FORMAT is incremented when that is not
 * enough, that is, when the meaning of a token changes.
 */
#ifndef LISTENQ_H
#define LISTENQ_H

#define LQ_FORMAT 1

#define LQ_PROC_FILE	"/proc/net/listenq"
#define LQ_DEBUGFS_DIR	"/sys/kernel/debug/listenq"

/*
 * Kinds of columns:
 *
 *	TEXT	a word: an address, a family
 *	ID	a number that identifies something; adding up IDs has no meaning
 *	GAUGE	a level, read from the socket when the table was opened
 *	PEAK	the highest value of a level
 *	COUNT	a number of events; grows while the listener lives
 *	DROP	a COUNT of packets dropped for one cause. A SYN or a final ACK is
 *		in at most one of them: the sum is the number of dropped packets
 *	AGE	the time since something happened; - if it never did
 *
 * X(token, kind, help) has two more arguments for a DROP: the packet, SYN or
 * ACK, and the kernel's counter of the cause, a TcpExt... of nstat: ListenDrops,
 * one that ListenDrops includes, or None if the kernel does not count it.
 */

/*
 * LQ_IF_COUNT(kind)(code) expands to code for COUNT and DROP, to nothing for the
 * other kinds; LQ_IF_DROP(kind)(code) likewise for DROP, LQ_IF_HISTORY(kind)(code)
 * for the kinds that are recorded instead of read from the socket.
 */
#define LQ_NOTHING(...)
#define LQ_CODE(...)	__VA_ARGS__

#define LQ_SELECT_TEXT(level, peak, count, drop)	level
#define LQ_SELECT_ID(level, peak, count, drop)		level
#define LQ_SELECT_GAUGE(level, peak, count, drop)	level
#define LQ_SELECT_PEAK(level, peak, count, drop)	peak
#define LQ_SELECT_AGE(level, peak, count, drop)		peak
#define LQ_SELECT_COUNT(level, peak, count, drop)	count
#define LQ_SELECT_DROP(level, peak, count, drop)	drop

#define LQ_IF_HISTORY(kind) \
	LQ_SELECT_##kind(LQ_NOTHING, LQ_CODE, LQ_CODE, LQ_CODE)
#define LQ_IF_COUNT(kind) \
	LQ_SELECT_##kind(LQ_NOTHING, LQ_NOTHING, LQ_CODE, LQ_CODE)
#define LQ_IF_DROP(kind) \
	LQ_SELECT_##kind(LQ_NOTHING, LQ_NOTHING, LQ_NOTHING, LQ_CODE)

/*
 * "# listenq-listeners": one row for each listening TCP socket.
 *
 * The columns of a listener whose listen() the module saw add up:
 *
 *	syns	= queued + cookies + fastopens
 *		+ syn_acceptq_full + syn_synq_full + syn_last_quarter + syn_other
 *		+ syn_duplicate
 *	queued + migrated_in
 *		= completed + joined + expired + reset + aborted
 *		+ ended_icmp + ended_admin + synq
 *	completed + cookies_ok + fastopens + migrated_in_ready
 *		= accepted + acceptq
 */
#define LQ_LISTENER_COLUMNS(X)						\
X(local, TEXT,								\
  "local address and port")						\
X(family, TEXT,								\
  "address families accepted: ipv4, ipv6, or dual (an IPv6 socket that also accepts IPv4)") \
X(proto, TEXT,								\
  "tcp or mptcp")							\
X(synq, GAUGE,								\
  "SYN queue: half-open connections now")				\
X(synq_young, GAUGE,							\
  "SYN queue: half-open connections whose first SYN-ACK has not timed out yet") \
X(synq_limit, GAUGE,							\
  "SYN queue limit: at this depth the next SYN is answered with a cookie or dropped") \
X(synq_peak, PEAK,							\
  "SYN queue: highest depth since listen(), or since the module was loaded") \
X(synq_peak60, PEAK,							\
  "SYN queue: highest depth in the last 60 s")				\
X(acceptq, GAUGE,							\
  "accept queue: connections waiting for accept() now")			\
X(acceptq_limit, GAUGE,							\
  "accept queue limit (backlog + 1): at this depth SYNs and final ACKs are dropped") \
X(acceptq_peak, PEAK,							\
  "accept queue: highest depth since listen(), or since the module was loaded") \
X(acceptq_peak60, PEAK,							\
  "accept queue: highest depth in the last 60 s")			\
X(backlog, GAUGE,							\
  "backlog in effect, after net.core.somaxconn was applied; ss shows it as Send-Q") \
X(syns, COUNT,								\
  "SYNs that reached the listener")					\
X(queued, COUNT,							\
  "SYNs that entered the SYN queue as a half-open connection")		\
X(cookies, COUNT,							\
  "SYNs answered with a cookie because the SYN queue was full (or tcp_syncookies is 2)") \
X(completed, COUNT,							\
  "half-open connections whose handshake completed and which moved to the accept queue") \
X(accepted, COUNT,							\
  "connections that accept() took from the accept queue")		\
X(syn_acceptq_full, DROP,						\
  "SYNs dropped because the accept queue was full",			\
  SYN, ListenOverflows)							\
X(syn_synq_full, DROP,							\
  "SYNs dropped because the SYN queue was full and SYN cookies were off", \
  SYN, TCPReqQFullDrop)							\
X(ack_acceptq_full, DROP,						\
  "final ACKs dropped because the accept queue was full",		\
  ACK, ListenOverflows)							\
X(uid, ID,								\
  "user id of the socket's owner")					\
X(inode, ID,								\
  "socket inode, as in /proc/PID/fd; the kernel's own sockets appear in no process") \
X(cookie, TEXT,								\
  "socket cookie in hexadecimal, as ss -e shows it; - if none has been assigned yet") \
X(netns, ID,								\
  "inode number of the network namespace, as in /proc/PID/ns/net")	\
X(syn_last_quarter, DROP,						\
  "SYNs dropped because only the last quarter of tcp_max_syn_backlog was left and SYN cookies were off", \
  SYN, ListenDrops)							\
X(syn_other, DROP,							\
  "SYNs dropped for any other reason (no memory, no route, security policy)", \
  SYN, ListenDrops)							\
X(fastopens, COUNT,							\
  "SYNs that opened a connection at once (TCP Fast Open), which entered the accept queue") \
X(cookies_ok, COUNT,							\
  "connections opened by a valid cookie, which entered the accept queue") \
X(cookies_bad, COUNT,							\
  "ACKs received while cookies were outstanding that carried no valid cookie, or a valid one that was dropped (no memory, no route, security policy)") \
X(cookie_acceptq_full, DROP,						\
  "final ACKs with a valid cookie dropped because the accept queue was full", \
  ACK, ListenOverflows)							\
X(ack_other, DROP,							\
  "final ACKs dropped for any other reason (no memory, no route, security policy)", \
  ACK, ListenDrops)							\
X(deferred, COUNT,							\
  "half-open connections whose final ACK was deferred because it carried no data (TCP_DEFER_ACCEPT)") \
X(synack_retrans, COUNT,						\
  "SYN-ACKs retransmitted")						\
X(expired, COUNT,							\
  "half-open connections that timed out waiting for the final ACK")	\
X(expired_early, COUNT,							\
  "expired half-open connections that timed out early because the SYN queue was more than half full") \
X(reset, COUNT,								\
  "half-open connections that the client reset")			\
X(aborted, COUNT,							\
  "half-open connections reset because the accept queue was full and tcp_abort_on_overflow was set") \
X(ended_icmp, COUNT,							\
  "half-open connections ended by an ICMP error")			\
X(ended_admin, COUNT,							\
  "half-open connections ended by an administrator (ss -K)")		\
X(joined, COUNT,							\
  "half-open MPTCP subflows that left the SYN queue to join their connection, or were rejected by it, instead of entering the accept queue") \
X(migrated_in, COUNT,							\
  "half-open connections migrated here from a closed SO_REUSEPORT member, or left over from before this listen()") \
X(migrated_in_ready, COUNT,						\
  "connections migrated into this accept queue from a closed SO_REUSEPORT member") \
X(backlog_asked, GAUGE,							\
  "backlog that the program, or listenq resize, passed to listen() last, before net.core.somaxconn was applied; - if the module was loaded later") \
X(acceptq_bytes, GAUGE,							\
  "receive-buffer memory used by the connections in the accept queue; - if there are more than 64, or for root more than 4097") \
X(acceptq_oldest_us, GAUGE,						\
  "how long the oldest connection in the accept queue has been waiting; - if there is none") \
X(listen_age_ms, AGE,							\
  "time since listen(); - if the module was loaded later")		\
X(accept_age_ms, AGE,							\
  "time since accept() last took a connection")				\
X(drop_age_ms, AGE,							\
  "time since a packet was last dropped")				\
X(cookies_since_ms, AGE,						\
  "time since the current run of cookies began; - if none was sent in the last 60 s") \
X(fastopenq, GAUGE,							\
  "fast-open queue: connections opened by data in the SYN, until their final ACK; an accepted one that is reset stays for a minute or more") \
X(fastopenq_limit, GAUGE,						\
  "fast-open queue limit (TCP_FASTOPEN): at this depth data in a SYN is ignored") \
X(defer_accept, GAUGE,							\
  "TCP_DEFER_ACCEPT: SYN-ACK timeouts for which a connection without data is withheld from accept(); 0 if not set")	\
X(syn_duplicate, COUNT,							\
  "SYNs ignored because another CPU had just queued a copy of the same SYN") \
X(cookie_other, DROP,							\
  "final ACKs with a valid cookie dropped before a socket was made (no memory, no route, security policy)", \
  ACK, None)								\
X(dev, TEXT,								\
  "network device that the listener is bound to (SO_BINDTODEVICE, a VRF, the scope of a link-local address); - if to none") \
X(acceptq_dead, GAUGE,							\
  "connections in the accept queue that the client has closed or reset; - if there are more than acceptq_bytes looks at") \
X(socket_drops, GAUGE,							\
  "packets that the kernel dropped on the socket since listen(), by its own count, also before the module was loaded")

/*
 * "# listenq-connections": one row for each connection in the SYN queue and in
 * the accept queue of a listener, taken when the table was opened; of an accept
 * queue the oldest 4097.
 */
#define LQ_CONNECTION_COLUMNS(X)					\
X(local, TEXT,								\
  "address and port of the listener")					\
X(netns, ID,								\
  "inode number of its network namespace")				\
X(remote, TEXT,								\
  "address and port of the client")					\
X(queue, TEXT,								\
  "the queue that it is in: syn or accept")				\
X(age_us, AGE,								\
  "time since it entered the queue; - if unknown")			\
X(retrans, GAUGE,							\
  "SYN queue: SYN-ACKs retransmitted to it; - in the accept queue")	\
X(acked, TEXT,								\
  "SYN queue: yes if the final ACK has come, but was dropped or deferred; no; - in the accept queue") \
X(bytes, GAUGE,								\
  "accept queue: bytes received that wait to be read; - in the SYN queue") \
X(state, TEXT,								\
  "TCP state, by the kernel's name: CLOSE_WAIT has been closed by the client, CLOSE reset by it")

/*
 * "# listenq-states": the connections that the kernel holds, counted when the
 * table was opened. One row for each listening endpoint, an address, a device and
 * a port, one for connections of no listener, and one for the total of the
 * namespace.
 *
 * A half-open connection belongs to its listener. Any other connection belongs to
 * the endpoint that listens at its local address and port, and its device, the
 * most specific one if there are several.
 */
#define LQ_STATES_COLUMNS(X)						\
X(local, TEXT,								\
  "local address and port of a current or former listener; - in the rows none and total") \
X(row, TEXT,								\
  "listener; closed: connections left by closed listeners; none: connections of no listener, such as outgoing ones; total") \
X(netns, ID,								\
  "inode number of the network namespace, as in /proc/PID/ns/net")	\
X(ESTABLISHED, GAUGE,							\
  "connections open in both directions, including those in the accept queue") \
X(SYN_SENT, GAUGE,							\
  "connections that this machine is opening")				\
X(SYN_RECV, GAUGE,							\
  "connections opened by data in the SYN (TCP Fast Open), or by both ends at once, before the final ACK") \
X(FIN_WAIT1, GAUGE,							\
  "closed by this side, waiting for its FIN to be acknowledged")	\
X(FIN_WAIT2, GAUGE,							\
  "closed by this side, waiting for the FIN of the other side")		\
X(TIME_WAIT, GAUGE,							\
  "closed by both sides, kept for a minute to catch late segments")	\
X(CLOSE, GAUGE,								\
  "closed: such sockets are not in the kernel's table of connections and cannot be counted (ss cannot either)") \
X(CLOSE_WAIT, GAUGE,							\
  "closed by the other side, not yet by the program here")		\
X(LAST_ACK, GAUGE,							\
  "closed by both sides, this side last, waiting for its FIN to be acknowledged") \
X(LISTEN, GAUGE,							\
  "listening sockets")							\
X(CLOSING, GAUGE,							\
  "closed by both sides at the same time, neither FIN acknowledged yet") \
X(NEW_SYN_RECV, GAUGE,							\
  "half-open connections, the SYN queue; ss shows them as SYN-RECV")	\
X(half_open_acked, GAUGE,						\
  "of NEW_SYN_RECV, those whose final ACK came in vain: the accept queue was full, or TCP_DEFER_ACCEPT waits for data") \
X(unaccepted, GAUGE,							\
  "connections that no accept() has taken: those in the accept queue")	\
X(unaccepted_closed, GAUGE,						\
  "of these, connections that the client has closed (CLOSE_WAIT); one that it has reset cannot be counted")

/*
 * "# listenq-transitions": how often one state followed another since the
 * module was loaded, one row for each pair that occurred. A socket that enters
 * TIME_WAIT is replaced by a smaller one and itself goes to CLOSE: that
 * transition is counted. A half-open connection has no full socket and makes no
 * transition.
 */
#define LQ_TRANSITION_COLUMNS(X)					\
X(netns, ID,								\
  "inode number of the network namespace")				\
X(from, TEXT,								\
  "previous state, by the kernel's name")				\
X(to, TEXT,								\
  "next state, by the kernel's name")					\
X(count, COUNT,								\
  "number of transitions")

/*
 * "# listenq-latency": two rows for each listener: how long connections waited
 * for the final ACK after the first SYN-ACK, and how long for accept() after it.
 * A listener that dropped a packet has a third one.
 */
#define LQ_LATENCY_COLUMNS(X)						\
X(local, TEXT,								\
  "address and port of the listener")					\
X(netns, ID,								\
  "inode number of its network namespace")				\
X(inode, ID,								\
  "socket inode, as in the listeners table")				\
X(wait, TEXT,								\
  "handshake: from the first SYN-ACK to the final ACK; accept: from the final ACK to accept(); connect: what drops cost a client, from its first dropped packet until it got in after all") \
X(unknown, COUNT,							\
  "waits that could not be measured: handshakes by cookie or Fast Open, accept() on MPTCP sockets, clients forgotten") \
X(lt_1us, COUNT,							\
  "waits below 1 us")							\
X(lt_2us, COUNT,							\
  "waits of 1 us or more, below 2 us")					\
X(lt_4us, COUNT,							\
  "waits of 2 us or more, below 4 us")					\
X(lt_8us, COUNT,							\
  "waits of 4 us or more, below 8 us")					\
X(lt_16us, COUNT,							\
  "waits of 8 us or more, below 16 us")					\
X(lt_32us, COUNT,							\
  "waits of 16 us or more, below 32 us")				\
X(lt_64us, COUNT,							\
  "waits of 32 us or more, below 64 us")				\
X(lt_128us, COUNT,							\
  "waits of 64 us or more, below 128 us")				\
X(lt_256us, COUNT,							\
  "waits of 128 us or more, below 256 us")				\
X(lt_512us, COUNT,							\
  "waits of 256 us or more, below 512 us")				\
X(lt_1024us, COUNT,							\
  "waits of 512 us or more, below 1024 us")				\
X(lt_2048us, COUNT,							\
  "waits of 1024 us or more, below 2048 us")				\
X(lt_4096us, COUNT,							\
  "waits of 2048 us or more, below 4096 us")				\
X(lt_8192us, COUNT,							\
  "waits of 4096 us or more, below 8192 us")				\
X(lt_16384us, COUNT,							\
  "waits of 8192 us or more, below 16384 us")				\
X(lt_32768us, COUNT,							\
  "waits of 16384 us or more, below 32768 us")				\
X(lt_65536us, COUNT,							\
  "waits of 32768 us or more, below 65536 us")				\
X(lt_131072us, COUNT,							\
  "waits of 65536 us or more, below 131072 us")				\
X(lt_262144us, COUNT,							\
  "waits of 131072 us or more, below 262144 us")			\
X(lt_524288us, COUNT,							\
  "waits of 262144 us or more, below 524288 us")			\
X(lt_1048576us, COUNT,							\
  "waits of 524288 us or more, below 1048576 us")			\
X(lt_2097152us, COUNT,							\
  "waits of 1048576 us or more, below 2097152 us")			\
X(lt_4194304us, COUNT,							\
  "waits of 2097152 us or more, below 4194304 us")			\
X(lt_8388608us, COUNT,							\
  "waits of 4194304 us or more, below 8388608 us")			\
X(lt_16777216us, COUNT,							\
  "waits of 8388608 us or more, below 16777216 us")			\
X(lt_33554432us, COUNT,							\
  "waits of 16777216 us or more, below 33554432 us")			\
X(lt_67108864us, COUNT,							\
  "waits of 33554432 us or more, below 67108864 us")			\
X(more, COUNT,								\
  "waits of 67108864 us or more")

/*
 * "# listenq-netstat": the kernel's own counters of this namespace, next to the
 * sums of ours over all its listeners, closed ones included. Both count from the
 * moment at which the module was loaded or the namespace created.
 */
#define LQ_NETSTAT_COLUMNS(X)						\
X(counter, TEXT,							\
  "name of the kernel's counter, as nstat shows it")			\
X(kernel, COUNT,							\
  "how many the kernel counted")					\
X(ours, COUNT,								\
  "sum of the listeners' columns that are part of it; - if a probe that they need is missing")

/* "# listenq-probes": one row for each probe. */
#define LQ_PROBE_COLUMNS(X)						\
X(symbol, TEXT,								\
  "function or tracepoint")						\
X(need, TEXT,								\
  "needed: without it the main columns are unknown; optional: without it few columns are unknown, or none") \
X(state, TEXT,								\
  "planted, or why not: no-symbol, other-prototype, rejected, off (by a parameter, or while transitions is not open)") \
X(hits, COUNT,								\
  "number of times the probe fired")					\
X(missed, COUNT,							\
  "number of times the kernel skipped it because another kprobe was being handled") \
X(via, TEXT,								\
  "how it is attached: kprobe, ftrace or tracepoint; - if it is not planted")

/* "# listenq-module": one row, the module's own state and losses. */
#define LQ_MODULE_COLUMNS(X)						\
X(version, TEXT,							\
  "version of the module")						\
X(records, GAUGE,							\
  "listeners recorded now")						\
X(records_max, GAUGE,							\
  "listeners recorded at most: the parameter max_listeners")		\
X(unrecorded, COUNT,							\
  "events not counted because max_listeners was reached")		\
X(no_memory, COUNT,							\
  "events lost because memory was short")				\
X(overwritten, COUNT,							\
  "drops that are no longer in the table of recent drops")		\
X(forgotten, COUNT,							\
  "closed listeners no longer remembered: their connections are counted in the states' row none") \
X(over_share, COUNT,							\
  "events not counted because the listener's user or network namespace had its share of max_listeners") \
X(episodes, GAUGE,							\
  "episodes kept now, of all listeners")				\
X(episodes_max, GAUGE,							\
  "episodes kept at most: the parameter max_episodes")			\
X(episodes_lost, COUNT,							\
  "episodes not kept any more, or not at all, because max_episodes was reached") \
X(clients, GAUGE,							\
  "clients of dropped packets that have not come back yet, when last looked for") \
X(clients_max, GAUGE,							\
  "clients of dropped packets followed at once: the parameter max_clients, rounded up")

#include "uapi/listenq_events.h"

#endif /* LISTENQ_H */
