/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The text format that the module writes and everybody else reads. Nothing
 * but preprocessor: the module, the command, the manual and the tests include
 * it or are checked against it.
 *
 * Every table has one grammar:
 *
 *	# listenq-<table> <format>
 *	<token> <token> ...			the header, no blanks in a token
 *	<value> <value> ...			rows, as many values as tokens
 *
 * Words are separated by one or more blanks. "-" is a value that is not known.
 * Columns are found by their token, never by position, and are only ever
 * appended: a reader skips tokens that it does not know. LQ_FORMAT moves when
 * that is not enough, that is, when a token changes its meaning.
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
 *	ID	a number that names something and is not to be added up
 *	GAUGE	a level, read from the socket when the table was opened
 *	PEAK	the highest that a level was seen at
 *	COUNT	counts events, and grows while the listener lives; it falls only
 *		by one that was counted and then did not happen after all
 *	DROP	a COUNT of packets dropped for one cause; a SYN or a final ACK
 *		is in at most one of them, so their sum is what was dropped
 *	AGE	how long ago something happened; - if it never did
 *
 * X(token, kind, help) gets two more arguments for a DROP: the packet, SYN or
 * ACK, and the kernel's counter for the cause. ListenDrops (TcpExtListenDrops of
 * nstat) counts all of them; it is named where no other counter does.
 */

/*
 * LQ_IF_COUNT(kind)(code) is code for columns of the kinds COUNT and DROP, and
 * nothing for others; LQ_IF_DROP(kind)(code) is for DROP, LQ_IF_HISTORY(kind)
 * for all that cannot be read from the socket but has to be recorded.
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
 * The books, for a listener that the module saw from its listen() on:
 *
 *	syns	= queued + cookies + fastopens
 *		+ syn_acceptq_full + syn_synq_full + syn_last_quarter + syn_other
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
  "clients it takes: ipv4, ipv6, or dual, an IPv6 socket that takes IPv4 as well")	\
X(proto, TEXT,								\
  "tcp or mptcp")							\
X(synq, GAUGE,								\
  "SYN queue: half-open connections now")				\
X(synq_young, GAUGE,							\
  "SYN queue: those still waiting for their first SYN-ACK's answer")	\
X(synq_limit, GAUGE,							\
  "SYN queue: how many it holds; at this depth the next SYN gets a cookie or is dropped") \
X(synq_peak, PEAK,							\
  "SYN queue: the deepest since listen(), or since the module came")	\
X(synq_peak60, PEAK,							\
  "SYN queue: the deepest in the last 60 s")				\
X(acceptq, GAUGE,							\
  "accept queue: connections now that accept() has not taken")		\
X(acceptq_limit, GAUGE,							\
  "accept queue: how many it holds (backlog + 1); at this depth SYNs are dropped") \
X(acceptq_peak, PEAK,							\
  "accept queue: the deepest since listen(), or since the module came")	\
X(acceptq_peak60, PEAK,							\
  "accept queue: the deepest in the last 60 s")				\
X(backlog, GAUGE,							\
  "backlog that listen() was granted, after net.core.somaxconn; ss shows it as Send-Q") \
X(syns, COUNT,								\
  "SYNs that reached the listener")					\
X(queued, COUNT,							\
  "SYNs that became a half-open connection in the SYN queue")		\
X(cookies, COUNT,							\
  "SYNs answered with a cookie because the SYN queue was full (or tcp_syncookies is 2)") \
X(completed, COUNT,							\
  "half-open connections whose handshake completed: they entered the accept queue") \
X(accepted, COUNT,							\
  "connections that accept() took from the accept queue")		\
X(syn_acceptq_full, DROP,						\
  "SYNs dropped because the accept queue was full",	\
  SYN, ListenOverflows)	\
X(syn_synq_full, DROP,						\
  "SYNs dropped because the SYN queue was full and cookies are off",	\
  SYN, TCPReqQFullDrop)	\
X(ack_acceptq_full, DROP,						\
  "final ACKs dropped because the accept queue was full",	\
  ACK, ListenOverflows)	\
X(uid, ID,								\
  "user who owns the socket")						\
X(inode, ID,								\
  "the socket's inode, as in /proc/PID/fd; the kernel's own are in none")	\
X(cookie, TEXT,								\
  "the socket's cookie in hexadecimal, as ss -e shows it; - until somebody asked for one") \
X(netns, ID,								\
  "inode number of the network namespace, as in /proc/PID/ns/net")	\
X(syn_last_quarter, DROP,						\
  "SYNs dropped because only the last quarter of tcp_max_syn_backlog was left and cookies are off",	\
  SYN, ListenDrops)	\
X(syn_other, DROP,							\
  "SYNs dropped for any other reason (memory, route, policy): all that became nothing else",	\
  SYN, ListenDrops)	\
X(fastopens, COUNT,							\
  "SYNs that opened a connection at once (TCP Fast Open): it entered the accept queue") \
X(cookies_ok, COUNT,							\
  "cookies that came back valid: the connection entered the accept queue") \
X(cookies_bad, COUNT,							\
  "ACKs that came while cookies were out and held no valid one, or one that was dropped (memory, route, policy)")	\
X(cookie_acceptq_full, DROP,						\
  "final ACKs with a valid cookie dropped because the accept queue was full",	\
  ACK, ListenOverflows)	\
X(ack_other, DROP,							\
  "final ACKs dropped for any other reason (memory, route, policy): all that became no connection",	\
  ACK, ListenDrops)	\
X(deferred, COUNT,							\
  "half-open connections whose final ACK was put off until data came (TCP_DEFER_ACCEPT)") \
X(synack_retrans, COUNT,						\
  "SYN-ACKs sent again")						\
X(expired, COUNT,							\
  "half-open connections given up because no final ACK came")		\
X(expired_early, COUNT,							\
  "those of them given up before their time because the SYN queue was more than half full") \
X(reset, COUNT,								\
  "half-open connections that the client reset")			\
X(aborted, COUNT,							\
  "half-open connections reset because the accept queue was full and tcp_abort_on_overflow is set") \
X(ended_icmp, COUNT,							\
  "half-open connections ended by an ICMP error")			\
X(ended_admin, COUNT,							\
  "half-open connections ended by an administrator (ss -K)")		\
X(joined, COUNT,							\
  "half-open MPTCP subflows that joined their connection, or were rejected by it, and not the accept queue") \
X(migrated_in, COUNT,							\
  "half-open connections taken over: from a closed SO_REUSEPORT member, or from before this listen()")	\
X(migrated_in_ready, COUNT,						\
  "connections taken over into the accept queue from a closed SO_REUSEPORT member") \
X(backlog_asked, GAUGE,							\
  "backlog that the program asked listen() for, before somaxconn cut it; - if the module came later") \
X(acceptq_bytes, GAUGE,							\
  "memory that received data of connections in the accept queue takes; - above 4097 connections") \
X(acceptq_oldest_us, GAUGE,						\
  "how long the oldest connection in the accept queue has been waiting; - if there is none") \
X(listen_age_ms, AGE,							\
  "time since listen(); - if the module came later")			\
X(accept_age_ms, AGE,							\
  "time since accept() last took a connection")				\
X(drop_age_ms, AGE,							\
  "time since a packet was last dropped")				\
X(cookies_since_ms, AGE,						\
  "how long cookies have been going out; - when none did in the last 60 s") \
X(fastopenq, GAUGE,							\
  "fast-open queue: connections that data in the SYN opened, until the final ACK; one that accept() took, for a minute or more after an RST") \
X(fastopenq_limit, GAUGE,						\
  "fast-open queue: how many it holds (TCP_FASTOPEN); at this depth data in a SYN are not taken") \
X(defer_accept, GAUGE,							\
  "SYN-ACK timeouts that TCP_DEFER_ACCEPT keeps a connection without data from accept(); 0 if it is not set")

/*
 * "# listenq-drops": one row for each of the most recent packets dropped and
 * half-open connections given up, oldest first.
 */
#define LQ_DROP_COLUMNS(X)						\
X(age_ms, AGE,								\
  "how long ago")							\
X(netns, ID,								\
  "inode number of the listener's network namespace")			\
X(local, TEXT,								\
  "the listener's address and port")					\
X(remote, TEXT,								\
  "address and port of who was dropped")				\
X(cause, TEXT,								\
  "the column of the listeners' table that counts it")			\
X(synq, GAUGE,								\
  "depth of the SYN queue")						\
X(synq_limit, GAUGE,							\
  "how many it holds")							\
X(acceptq, GAUGE,							\
  "depth of the accept queue")						\
X(acceptq_limit, GAUGE,							\
  "how many it holds")

/*
 * "# listenq-states": the connections that the kernel holds, counted when the
 * table was opened. One row for each listening endpoint, an address and a port,
 * then what is in none of them, then the total of the namespace.
 *
 * A half-open connection belongs to its listener; any other one to the endpoint
 * that listens at its local address and port, the most specific if there are
 * several.
 */
#define LQ_STATES_COLUMNS(X)						\
X(local, TEXT,								\
  "address and port that somebody listens at, or did; - in the rows none and total")	\
X(row, TEXT,								\
  "listener; closed: what is left of listeners that closed; none: of no listener, such as outgoing connections; total")	\
X(netns, ID,								\
  "inode number of the network namespace, as in /proc/PID/ns/net")	\
X(ESTABLISHED, GAUGE,							\
  "connections open in both directions, those in the accept queue among them")	\
X(SYN_SENT, GAUGE,							\
  "connections that this machine is opening")				\
X(SYN_RECV, GAUGE,							\
  "connections opened by data in the SYN (TCP Fast Open), or by both ends at once, before the final ACK")	\
X(FIN_WAIT1, GAUGE,							\
  "closed by this side, which waits for its FIN to be acknowledged")	\
X(FIN_WAIT2, GAUGE,							\
  "closed by this side, which waits for the other's FIN")		\
X(TIME_WAIT, GAUGE,							\
  "closed by both, kept for a minute for segments that come late")	\
X(CLOSE, GAUGE,								\
  "closed: these leave the kernel's table, so they cannot be counted, by ss neither") \
X(CLOSE_WAIT, GAUGE,							\
  "closed by the other side; the program here has not closed yet")	\
X(LAST_ACK, GAUGE,							\
  "closed by both, this side last, which waits for its FIN to be acknowledged")	\
X(LISTEN, GAUGE,							\
  "listening sockets")							\
X(CLOSING, GAUGE,							\
  "closed by both at the same time, neither FIN acknowledged yet")	\
X(NEW_SYN_RECV, GAUGE,							\
  "half-open connections: the SYN queue; ss shows them as SYN-RECV")

/*
 * "# listenq-transitions": how often one state followed another since the
 * module was loaded, one row for each pair that occurred. A socket that goes to
 * TIME_WAIT is replaced by a smaller one and itself goes to CLOSE, which is
 * what is counted; half-open connections have no state to leave yet.
 */
#define LQ_TRANSITION_COLUMNS(X)					\
X(netns, ID,								\
  "inode number of the network namespace")				\
X(from, TEXT,								\
  "the state before, by the kernel's name")				\
X(to, TEXT,								\
  "the state after")							\
X(count, COUNT,								\
  "how often")

/*
 * "# listenq-latency": two rows for each listener, how long connections waited
 * for the final ACK after the first SYN-ACK, and then for accept().
 */
#define LQ_LATENCY_COLUMNS(X)						\
X(local, TEXT,								\
  "the listener's address and port")					\
X(netns, ID,								\
  "inode number of its network namespace")				\
X(inode, ID,								\
  "the socket's inode, as in the listeners' table")			\
X(wait, TEXT,								\
  "handshake: first SYN-ACK to final ACK; accept: final ACK to accept()") \
X(unknown, COUNT,							\
  "waits that could not be measured: handshakes by cookie or fast open, MPTCP's accept()") \
X(lt_1us, COUNT,							\
  "samples below 1 us")					\
X(lt_2us, COUNT,							\
  "samples below 2 us, not counted before")					\
X(lt_4us, COUNT,							\
  "samples below 4 us, not counted before")					\
X(lt_8us, COUNT,							\
  "samples below 8 us, not counted before")					\
X(lt_16us, COUNT,							\
  "samples below 16 us, not counted before")					\
X(lt_32us, COUNT,							\
  "samples below 32 us, not counted before")					\
X(lt_64us, COUNT,							\
  "samples below 64 us, not counted before")					\
X(lt_128us, COUNT,							\
  "samples below 128 us, not counted before")					\
X(lt_256us, COUNT,							\
  "samples below 256 us, not counted before")					\
X(lt_512us, COUNT,							\
  "samples below 512 us, not counted before")					\
X(lt_1024us, COUNT,							\
  "samples below 1024 us, not counted before")					\
X(lt_2048us, COUNT,							\
  "samples below 2048 us, not counted before")					\
X(lt_4096us, COUNT,							\
  "samples below 4096 us, not counted before")					\
X(lt_8192us, COUNT,							\
  "samples below 8192 us, not counted before")					\
X(lt_16384us, COUNT,							\
  "samples below 16384 us, not counted before")					\
X(lt_32768us, COUNT,							\
  "samples below 32768 us, not counted before")					\
X(lt_65536us, COUNT,							\
  "samples below 65536 us, not counted before")					\
X(lt_131072us, COUNT,							\
  "samples below 131072 us, not counted before")					\
X(lt_262144us, COUNT,							\
  "samples below 262144 us, not counted before")					\
X(lt_524288us, COUNT,							\
  "samples below 524288 us, not counted before")					\
X(lt_1048576us, COUNT,							\
  "samples below 1048576 us, not counted before")					\
X(lt_2097152us, COUNT,							\
  "samples below 2097152 us, not counted before")					\
X(lt_4194304us, COUNT,							\
  "samples below 4194304 us, not counted before")					\
X(lt_8388608us, COUNT,							\
  "samples below 8388608 us, not counted before")					\
X(lt_16777216us, COUNT,							\
  "samples below 16777216 us, not counted before")					\
X(lt_33554432us, COUNT,							\
  "samples below 33554432 us, not counted before")					\
X(lt_67108864us, COUNT,							\
  "samples below 67108864 us, not counted before")					\
X(more, COUNT,								\
  "samples of 67108864 us and above")

/*
 * "# listenq-netstat": the kernel's own counters of this namespace beside the
 * sums of ours over all its listeners, those that have closed included, both
 * since the module was loaded or the namespace made.
 */
#define LQ_NETSTAT_COLUMNS(X)						\
X(counter, TEXT,							\
  "name of the kernel's counter, as nstat shows it")			\
X(kernel, COUNT,							\
  "what the kernel counted")						\
X(ours, COUNT,								\
  "what the listeners' columns add up to; - if a probe that they need is not planted")

/* "# listenq-probes": one row for each probe. */
#define LQ_PROBE_COLUMNS(X)						\
X(symbol, TEXT,								\
  "the function or tracepoint")						\
X(need, TEXT,								\
  "needed: the main columns are unknown without it; optional: few are") \
X(state, TEXT,								\
  "planted, or why not: no-symbol, other-prototype, rejected, off (by parameter)")		\
X(hits, COUNT,								\
  "how often it was passed")						\
X(missed, COUNT,							\
  "how often the kernel skipped it because another kprobe was being handled") \
X(via, TEXT,								\
  "kprobe, ftrace or tracepoint; - if it is not planted")

/* "# listenq-module": one row, the module's own state and losses. */
#define LQ_MODULE_COLUMNS(X)						\
X(version, TEXT,							\
  "of the module")							\
X(records, GAUGE,							\
  "listeners recorded now")						\
X(records_max, GAUGE,							\
  "and at most: the parameter max_listeners")				\
X(unrecorded, COUNT,							\
  "events of listeners that there was no record for because of that limit") \
X(no_memory, COUNT,							\
  "events lost because an allocation failed")				\
X(overwritten, COUNT,							\
  "drops that are no longer in the table of the most recent ones")	\
X(forgotten, COUNT,							\
  "closed listeners forgotten for later ones: their connections are in the states' row none")

#endif /* LISTENQ_H */
