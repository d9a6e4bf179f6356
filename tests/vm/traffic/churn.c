// SPDX-License-Identifier: GPL-2.0
/*
 * Connects and closes in a loop, in several threads, for a number of seconds
 * or connections in all. Prints "connections=N errors=N", and what each error
 * was to stderr. None within --timeout milliseconds (1000) is one.
 */
#include "traffic.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static union addr server;
static unsigned long seconds, count, threads = 1, reset, timeout = 1000;
static atomic_ulong n_started, n_connections, n_errors;
static time_t end;

static bool more(void)
{
	struct timespec now;

	if (count)
		return atomic_fetch_add(&n_started, 1) < count;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec < end;
}

/* Returns 0 or a negative errno. */
static int connect_once(int fd)
{
	struct pollfd pollfd = { .fd = fd, .events = POLLOUT };
	socklen_t len = sizeof(int);
	int error;

	if (connect(fd, &server.sa, address_len(&server)) && errno != EINPROGRESS)
		return -errno;
	if (poll(&pollfd, 1, timeout) != 1)
		return -ETIME;
	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len) ? -errno : -error;
}

static void *churn(void *unused)
{
	while (more()) {
		int fd = tcp_socket(&server, false), error;

		if (reset)
			reset_on_close(fd);
		error = connect_once(fd);
		if (error) {
			atomic_fetch_add(&n_errors, 1);
			fprintf(stderr, "error: %s\n", strerror(-error));
		} else {
			atomic_fetch_add(&n_connections, 1);
		}
		close(fd);
	}
	return NULL;
}

int cmd_churn(int argc, char **argv)
{
	const struct option_spec specs[] = {
		{ "--seconds", &seconds }, { "--count", &count }, { "--threads", &threads },
		{ "--reset", &reset, .flag = true }, { "--timeout", &timeout }, { NULL },
	};
	struct timespec now;
	pthread_t *ids;
	unsigned long i;

	options(argv + 2, specs);
	if (!seconds && !count)
		die("churn wants --seconds or --count");
	address(&server, argv[0], number(argv[1]));
	clock_gettime(CLOCK_MONOTONIC, &now);
	end = now.tv_sec + seconds;
	ids = calloc(threads, sizeof(*ids));
	for (i = 0; i < threads; i++)
		if (pthread_create(&ids[i], NULL, churn, NULL))
			die("no thread");
	for (i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);
	printf("connections=%lu errors=%lu\n", (unsigned long)n_connections,
	       (unsigned long)n_errors);
	return 0;
}
