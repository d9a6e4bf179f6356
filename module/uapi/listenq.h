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
 *	COUNT	counts events, only ever grows while the listener lives
 *	REFUSED	a COUNT of packets refused for one cause; a SYN or a final ACK
 *		is in at most one of them, so their sum is what was refused
 */

/* "# listenq-listeners": one row for each listening TCP socket. */
#define LQ_LISTENER_COLUMNS(X)						\
X(local, TEXT,								\
  "local address and port")						\
X(family, TEXT,								\
  "ipv4, ipv6, or dual: an IPv6 socket that takes IPv4 as well")	\
X(proto, TEXT,								\
  "tcp or mptcp")							\
X(synq, GAUGE,								\
  "SYN queue: half-open connections now")				\
X(synq_young, GAUGE,							\
  "SYN queue: those still waiting for their first SYN-ACK's answer")	\
X(synq_limit, GAUGE,							\
  "SYN queue: how many it holds; at this depth the next SYN gets a cookie or is refused") \
X(synq_peak, PEAK,							\
  "SYN queue: the deepest since listen(), or since the module came")	\
X(synq_peak60, PEAK,							\
  "SYN queue: the deepest in the last 60 s")				\
X(acceptq, GAUGE,							\
  "accept queue: connections now that accept() has not taken")		\
X(acceptq_limit, GAUGE,							\
  "accept queue: how many it holds (backlog + 1); at this depth SYNs are refused") \
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
  "handshakes completed: connections that entered the accept queue")	\
X(accepted, COUNT,							\
  "connections that accept() took from the accept queue")		\
X(syn_acceptq_full, REFUSED,						\
  "SYNs refused because the accept queue was full")			\
X(syn_synq_full, REFUSED,						\
  "SYNs refused because the SYN queue was full and cookies are off")	\
X(ack_acceptq_full, REFUSED,						\
  "final ACKs refused because the accept queue was full")		\
X(uid, ID,								\
  "user who owns the socket")						\
X(inode, ID,								\
  "the socket's inode, as in /proc/PID/fd; - for a kernel socket")	\
X(cookie, TEXT,								\
  "the socket's cookie in hexadecimal, as ss -e shows it; - until somebody asked for one") \
X(netns, ID,								\
  "inode number of the network namespace, as in /proc/PID/ns/net")

#endif /* LISTENQ_H */
