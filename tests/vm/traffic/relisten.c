// SPDX-License-Identifier: GPL-2.0
/*
 * An unprivileged user who does one thing over and over until stdin says quit:
 *
 *	again	listen() on a socket that listens
 *	anew	socket(), listen(), close()
 *	accept	connect(), accept() and close() of both ends, over loopback
 *
 * Prints "ready", and in the end "rounds N".
 */
#include "traffic.h"

#include <poll.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define NOBODY 65534
#define ROUNDS_AT_ONCE 16

static int listener;
static union addr server;

static int tcp(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		die("socket: %m");
	return fd;
}

/* On a port that the kernel chooses. */
static void listen_on(int fd)
{
	if (listen(fd, 5))
		die("listen: %m");
}

static void again(void)
{
	listen_on(listener);
}

static void anew(void)
{
	int fd = tcp();

	listen_on(fd);
	close(fd);
}

static void accept_own(void)
{
	int client = tcp(), accepted;

	if (connect(client, &server.sa, sizeof(server.v4)))
		die("connect: %m");
	accepted = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
	if (accepted < 0)
		die("accept: %m");
	reset_on_close(client);
	close(client);
	close(accepted);
}

static bool told_to_quit(void)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };

	return poll(&in, 1, 0) > 0;
}

static void become_nobody_on(unsigned long cpu)
{
	cpu_set_t cpus;

	CPU_ZERO(&cpus);
	CPU_SET(cpu, &cpus);
	if (sched_setaffinity(0, sizeof(cpus), &cpus))
		die("CPU %lu: %m", cpu);
	if (setresgid(NOBODY, NOBODY, NOBODY) || setresuid(NOBODY, NOBODY, NOBODY))
		die("cannot become %d: %m", NOBODY);
}

int cmd_relisten(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*once)(void);
	} ways[] = { { "again", again }, { "anew", anew }, { "accept", accept_own } };
	socklen_t len = sizeof(server.v4);
	unsigned long rounds = 0;
	size_t way = 0, i;

	while (strcmp(ways[way].name, argv[0]))
		if (++way == sizeof(ways) / sizeof(*ways))
			die("no such thing to do: '%s'", argv[0]);
	become_nobody_on(number(argv[1]));
	listener = tcp();
	listen_on(listener);
	if (getsockname(listener, &server.sa, &len))
		die("getsockname: %m");
	puts("ready");
	while (!told_to_quit())
		for (i = 0; i < ROUNDS_AT_ONCE; i++, rounds++)
			ways[way].once();
	printf("rounds %lu\n", rounds);
	return 0;
}
