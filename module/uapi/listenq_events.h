/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * The tables of what happened, which listenq.h includes: episodes, drops, and
 * the clients that lost a packet.
 */
#ifndef LISTENQ_EVENTS_H
#define LISTENQ_EVENTS_H

/*
 * "# listenq-episodes": one row for each stretch of trouble of a listener, in the
 * order in which they began. An episode begins with the first packet that is
 * dropped or answered with a cookie, or when the accept queue is full or its
 * oldest connection has waited for a second, which is looked for every ten
 * seconds. It ends with the last of these, when there was none for ten seconds.
 */
#define LQ_EPISODE_COLUMNS(X)						\
X(local, TEXT,								\
  "address and port of the listener")					\
X(netns, ID,								\
  "inode number of its network namespace")				\
X(inode, ID,								\
  "socket inode, as in the listeners table; - if the listener closed at once") \
X(number, ID,								\
  "number of the episode: the first of the listener is 1")		\
X(state, TEXT,								\
  "on: it goes on, or ended less than ten seconds ago; over; closed: over, and the listener has closed") \
X(begin_ms, ID,								\
  "when it began by the wall clock, as that was set then: milliseconds since 1970") \
X(age_ms, AGE,								\
  "time since it began")						\
X(duration_ms, GAUGE,							\
  "time from its first event to its last so far")			\
X(queue, TEXT,								\
  "the queue that was full: syn, accept or both; - if neither was")	\
X(syn_acceptq_full, COUNT,						\
  "SYNs dropped because the accept queue was full")			\
X(syn_synq_full, COUNT,							\
  "SYNs dropped because the SYN queue was full and SYN cookies were off") \
X(syn_last_quarter, COUNT,						\
  "SYNs dropped because only the last quarter of tcp_max_syn_backlog was left and SYN cookies were off") \
X(syn_other, COUNT,							\
  "SYNs dropped for any other reason (no memory, no route, security policy)") \
X(ack_acceptq_full, COUNT,						\
  "final ACKs dropped because the accept queue was full")		\
X(cookie_acceptq_full, COUNT,						\
  "final ACKs with a valid cookie dropped because the accept queue was full") \
X(ack_other, COUNT,							\
  "final ACKs dropped for any other reason (no memory, no route, security policy)") \
X(cookie_other, COUNT,							\
  "final ACKs with a valid cookie dropped before a socket was made (no memory, no route, security policy)") \
X(cookies, COUNT,							\
  "SYNs answered with a cookie")					\
X(cookies_ok, COUNT,							\
  "connections opened by a valid cookie, until ten seconds after the end") \
X(expired, COUNT,							\
  "half-open connections that timed out")				\
X(accepted, COUNT,							\
  "connections that accept() took")					\
X(synq_peak, PEAK,							\
  "SYN queue: highest depth, from up to four seconds before the beginning") \
X(synq_limit, GAUGE,							\
  "SYN queue limit at the end")						\
X(acceptq_peak, PEAK,							\
  "accept queue: highest depth, from up to four seconds before the beginning") \
X(acceptq_limit, GAUGE,							\
  "accept queue limit at the end")					\
X(accept_gap_ms, GAUGE,							\
  "longest time without an accept(), to the second")			\
X(accept_wait_us, PEAK,							\
  "longest wait of a connection in the accept queue, as seen every second") \
X(clients_dropped, COUNT,						\
  "clients, that is, attempts to connect, that lost a SYN or a final ACK") \
X(clients_late, COUNT,							\
  "of these, clients that got in afterwards")				\
X(clients_lost, COUNT,							\
  "clients that did not within 130 s")					\
X(clients_unknown, COUNT,						\
  "clients forgotten because more than max_clients were to be followed")

/*
 * "# listenq-drops": one row for each of the most recent dropped packets and
 * expired half-open connections, oldest first.
 */
#define LQ_DROP_COLUMNS(X)						\
X(age_ms, AGE,								\
  "time since the drop, to a few milliseconds")				\
X(netns, ID,								\
  "inode number of the listener's network namespace")			\
X(local, TEXT,								\
  "address and port of the listener")					\
X(remote, TEXT,								\
  "address and port of the client")					\
X(cause, TEXT,								\
  "cause: the column of the listeners table that counts it")		\
X(synq, GAUGE,								\
  "depth of the SYN queue at that moment")				\
X(synq_limit, GAUGE,							\
  "limit of the SYN queue at that moment")				\
X(acceptq, GAUGE,							\
  "depth of the accept queue at that moment")				\
X(acceptq_limit, GAUGE,							\
  "limit of the accept queue at that moment")

/*
 * "# listenq-clients": two rows for each listener: the clients, that is, attempts
 * to connect, that lost a SYN, and those that lost a final ACK. Packets of one
 * attempt have the same addresses, ports and initial sequence number, and are
 * counted once.
 *
 *	dropped = late + lost + pending + unknown
 */
#define LQ_CLIENT_COLUMNS(X)						\
X(local, TEXT,								\
  "address and port of the listener")					\
X(netns, ID,								\
  "inode number of its network namespace")				\
X(inode, ID,								\
  "socket inode, as in the listeners table")				\
X(packet, TEXT,								\
  "the packet that was dropped: syn or ack")				\
X(dropped, COUNT,							\
  "clients that lost such a packet, once or more often")		\
X(late, COUNT,								\
  "of these, clients that got in afterwards: a SYN was queued or answered with a cookie, a final ACK accepted") \
X(lost, COUNT,								\
  "clients that did not get in within 130 s")				\
X(pending, GAUGE,							\
  "clients that may still get in")					\
X(unknown, COUNT,							\
  "clients forgotten because more than max_clients were to be followed") \
X(late_min_us, PEAK,							\
  "shortest delay of a client that got in afterwards, from its first dropped packet; - if there is none") \
X(late_max_us, PEAK,							\
  "longest such delay")

#endif /* LISTENQ_EVENTS_H */
