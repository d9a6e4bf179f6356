// SPDX-License-Identifier: GPL-2.0
/*
 * COUNT ordinary clients, one after another or --parallel. Prints
 * "connected=N failed=N timeouts=N". With --hold the connections stay, and
 * stdin is served: close, reset, shut (one way), quit.
 */
#include "traffic.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#ifndef MSG_FASTOPEN
#define MSG_FASTOPEN 0x20000000
#endif

static union addr server;
static const char *dev;
static unsigned long hold, reset, bytes, fastopen, mptcp, tls, parallel = 1, timeout_ms = 3000;
static unsigned long n_connected, n_failed, n_timeouts;
static char data[65536];
static int *held;
static unsigned long n_held;

struct attempt {
	int fd;
	long deadline;
};

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void start(struct attempt *attempt)
{
	int fd = tcp_socket(&server, mptcp);
	int status;

	bind_to_device(fd, dev);
	if (fastopen)
		status = sendto(fd, data, bytes ? bytes : 1, MSG_FASTOPEN, &server.sa,
				address_len(&server));
	else
		status = connect(fd, &server.sa, address_len(&server));
	attempt->fd = fd;
	attempt->deadline = now_ms() + timeout_ms;
	if (status < 0 && errno != EINPROGRESS && errno != EADDRNOTAVAIL && errno != ECONNREFUSED)
		die("connect: %m");
}

static void finish(struct attempt *attempt, bool timeout)
{
	socklen_t len = sizeof(int);
	int error = 0;

	if (timeout) {
		n_timeouts++;
		close(attempt->fd);
		attempt->fd = -1;
		return;
	}
	getsockopt(attempt->fd, SOL_SOCKET, SO_ERROR, &error, &len);
	if (!error && bytes && !fastopen && write(attempt->fd, data, bytes) < 0)
		error = errno;
	if (!error && tls && setsockopt(attempt->fd, IPPROTO_TCP, TCP_ULP, "tls", sizeof("tls")))
		die("TCP_ULP: %m");
	if (error) {
		n_failed++;
		close(attempt->fd);
	} else {
		n_connected++;
		held[n_held++] = attempt->fd;
		if (!hold) {
			if (reset)
				reset_on_close(attempt->fd);
			close(held[--n_held]);
		}
	}
	attempt->fd = -1;
}

static void run(unsigned long count)
{
	struct attempt *attempts = calloc(parallel, sizeof(*attempts));
	struct pollfd *polls = calloc(parallel, sizeof(*polls));
	unsigned long started = 0, i;
	long now;

	for (i = 0; i < parallel; i++)
		attempts[i].fd = -1;
	while (n_connected + n_failed + n_timeouts < count) {
		for (i = 0; i < parallel; i++) {
			if (attempts[i].fd < 0 && started < count) {
				start(&attempts[i]);
				started++;
			}
			polls[i] = (struct pollfd){ .fd = attempts[i].fd, .events = POLLOUT };
		}
		poll(polls, parallel, 10);
		now = now_ms();
		for (i = 0; i < parallel; i++) {
			if (attempts[i].fd < 0)
				continue;
			if (polls[i].revents)
				finish(&attempts[i], false);
			else if (now >= attempts[i].deadline)
				finish(&attempts[i], true);
		}
	}
	free(attempts);
	free(polls);
}

static void close_held(void)
{
	unsigned long n = n_held;

	while (n_held) {
		if (reset)
			reset_on_close(held[n_held - 1]);
		close(held[--n_held]);
	}
	printf("closed %lu\n", n);
}

static void shut_held(void)
{
	unsigned long i;

	for (i = 0; i < n_held; i++)
		shutdown(held[i], SHUT_WR);
	printf("shut %lu\n", n_held);
}

int cmd_connect(int argc, char **argv)
{
	unsigned long count = number(argv[2]);
	const char *name = NULL;
	const struct option_spec specs[] = {
		{ "--hold", &hold, .flag = true }, { "--reset", &reset, .flag = true },
		{ "--send", &bytes }, { "--fastopen", &fastopen, .flag = true },
		{ "--mptcp", &mptcp, .flag = true }, { "--tls", &tls, .flag = true },
		{ "--parallel", &parallel },
		{ "--timeout", &timeout_ms }, { "--name", .text = &name },
		{ "--dev", .text = &dev }, { NULL },
	};
	char line[256];

	options(argv + 3, specs);
	if (bytes > sizeof(data) || !parallel)
		die("too much data, or nothing in parallel");
	if (name)
		prctl(PR_SET_NAME, name);
	many_files();
	address(&server, argv[0], number(argv[1]));
	held = calloc(count ? count : 1, sizeof(*held));
	run(count);
	printf("connected=%lu failed=%lu timeouts=%lu\n", n_connected, n_failed, n_timeouts);
	while (hold && command(line, sizeof(line))) {
		reset = !strcmp(line, "reset");
		if (reset || !strcmp(line, "close"))
			close_held();
		else if (!strcmp(line, "shut"))
			shut_held();
		else
			printf("error no such command: %s\n", line);
	}
	if (hold)
		puts("bye");
	return 0;
}
