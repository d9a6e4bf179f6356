/* SPDX-License-Identifier: GPL-2.0 */
/*
 * traffic: the clients and servers of the tests. Everything that it does is
 * bounded, exact in count, and the same again with the same arguments.
 */
#ifndef TRAFFIC_H
#define TRAFFIC_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/socket.h>

#include "selftest/packet.h"

/* main.c */
void die(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));
unsigned long number(const char *text);
void address(union addr *addr, const char *text, unsigned int port);
void bind_to_device(int fd, const char *dev);	/* NULL: to none */
socklen_t address_len(const union addr *addr);
void many_files(void);
int tcp_socket(const union addr *addr, bool mptcp);
void reset_on_close(int fd);
/* The next line of stdin; false at its end and for "quit". */
bool command(char *line, size_t size);

struct option_spec {
	const char *name;
	unsigned long *value;	/* takes a number, or ... */
	const char **text;	/* ... a word, or ... */
	bool flag;		/* ... nothing, and *value becomes 1 */
};
void options(char **argv, const struct option_spec *specs);

/* The crowd of clients of userspace/selftest/packet.h; source is NULL for the default. */
void crowd_init(struct crowd *crowd, const char *server, unsigned int port,
		const char *source, unsigned long seed);

/* softnet.c: what waits to be received, and what was lost there */
void sender_settle(void);
unsigned long softnet_dropped(void);

/* ask.c */
void listen_by_uring(int fd, unsigned int backlog);

/* counts.c: what lies between the two is what QEMU's plugin counts, if it is there */
void count_begin(void);
void count_end(void);

/* one subcommand each: argv begins behind its name */
int cmd_listen(int argc, char **argv);
int cmd_unix(int argc, char **argv);
int cmd_syn(int argc, char **argv);
int cmd_handshake(int argc, char **argv);
int cmd_connect(int argc, char **argv);
int cmd_churn(int argc, char **argv);
int cmd_pair(int argc, char **argv);
int cmd_relisten(int argc, char **argv);
int cmd_cost(int argc, char **argv);
int cmd_counts(int argc, char **argv);
int cmd_spin(int argc, char **argv);
int cmd_reread(int argc, char **argv);
int cmd_hold(int argc, char **argv);
int cmd_open(int argc, char **argv);
int cmd_stuck(int argc, char **argv);
int cmd_deny(int argc, char **argv);
int cmd_fault(int argc, char **argv);

#endif
