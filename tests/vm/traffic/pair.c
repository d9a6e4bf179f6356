// SPDX-License-Identifier: GPL-2.0
/*
 * Both ends of COUNT connections, one after the other, in one process:
 * connect(), accept(), close() of the client's end and of the server's. Prints
 * how many nanoseconds they took: in a guest whose clock counts instructions,
 * how many of those.
 */
#include "traffic.h"

#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ll + now.tv_nsec;
}

static int blocking_socket(const union addr *addr)
{
	int fd = socket(addr->sa.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die("socket: %m");
	return fd;
}

static void pair(int listener, const union addr *server)
{
	int client = blocking_socket(server), accepted;

	if (connect(client, &server->sa, address_len(server)))
		die("connect: %m");
	accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (accepted < 0)
		die("accept: %m");
	close(client);
	close(accepted);
}

int cmd_pair(int argc, char **argv)
{
	unsigned long count = number(argv[2]), i;
	union addr server;
	long long begin;
	int listener;

	address(&server, argv[0], number(argv[1]));
	listener = blocking_socket(&server);
	if (bind(listener, &server.sa, address_len(&server)) || listen(listener, 128))
		die("%s:%s: %m", argv[0], argv[1]);
	pair(listener, &server);
	begin = now();
	count_begin();
	for (i = 0; i < count; i++)
		pair(listener, &server);
	count_end();
	printf("%lld\n", now() - begin);
	return 0;
}
