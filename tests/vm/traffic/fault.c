// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel does when an allocation of its own fails: the Nth that it makes
 * for one call (Documentation/fault-injection/fault-injection.rst, fail-nth). How
 * the call ended and whether it made as many is printed, in words:
 *
 *	load FILE N [PARAMETERS]	"loaded injected", "ENOMEM injected",
 *					"loaded 512 not reached"
 *	netns N				a namespace of its own, likewise: "made ..."
 *	read FILE			from the first to the last: "runs=9 whole=1
 *					ENOMEM=8 other=0"
 *	listen ADDR PORT BACKLOG	on the next port each time, from the first to
 *					the last, and holds them till stdin ends:
 *					"listening 9 dropped 3"
 */
#include "traffic.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int nth;			/* /proc/thread-self/fail-nth */

static void arm(unsigned long n)
{
	char text[24];
	int len = snprintf(text, sizeof(text), "%lu", n);

	if (pwrite(nth, text, len, 0) != len)
		die("fail-nth: %m");
}

/* How many allocations were still to come; 0: the failure has been. */
static unsigned long disarm(void)
{
	char text[24] = "";
	int error = errno;

	if (pread(nth, text, sizeof(text) - 1, 0) < 0)
		die("fail-nth: %m");
	arm(0);
	errno = error;
	return strtoul(text, NULL, 10);
}

static int said(const char *done, int error, unsigned long n, unsigned long left)
{
	printf("%s ", error ? strerrorname_np(error) : done);
	if (left)
		printf("%lu not reached\n", n - left);
	else
		puts("injected");
	return 0;
}

static int load(const char *file, unsigned long n, const char *parameters)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC), error;
	unsigned long left;

	if (fd < 0)
		die("%s: %m", file);
	arm(n);
	error = syscall(SYS_finit_module, fd, parameters, 0) ? errno : 0;
	left = disarm();
	return said("loaded", error, n, left);
}

static int netns(unsigned long n)
{
	unsigned long left;
	int error;

	arm(n);
	error = unshare(CLONE_NEWNET) ? errno : 0;
	left = disarm();
	return said("made", error, n, left);
}

/* -1: to its end; else the error */
static int read_all(const char *file)
{
	static char buffer[65536];
	int fd = open(file, O_RDONLY | O_CLOEXEC), error = -1;
	ssize_t got;

	if (fd < 0)
		return errno;
	do
		got = read(fd, buffer, sizeof(buffer));
	while (got > 0);
	if (got < 0)
		error = errno;
	close(fd);
	return error;
}

static int read_each(const char *file)
{
	unsigned long runs = 0, whole = 0, dropped = 0, left;

	do {
		int error;

		arm(++runs);
		error = read_all(file);
		left = disarm();
		whole += error == -1;
		dropped += error == ENOMEM;
	} while (!left);
	printf("runs=%lu whole=%lu ENOMEM=%lu other=%lu\n", runs, whole, dropped,
	       runs - whole - dropped);
	return 0;
}

static int listen_each(union addr *addr, unsigned long port, int backlog)
{
	unsigned long n = 0, listening = 0, dropped = 0, left;
	char line[8];

	do {
		int fd = tcp_socket(addr, false), error;

		addr->v4.sin_port = htons(port++);	/* the same place in an IPv6 address */
		if (bind(fd, &addr->sa, address_len(addr)))
			die("bind: %m");
		arm(++n);
		error = listen(fd, backlog);
		left = disarm();
		listening += !error;
		dropped += !!error;
	} while (!left);
	printf("listening %lu dropped %lu\n", listening, dropped);
	while (command(line, sizeof(line)))
		;
	return 0;
}

int cmd_fault(int argc, char **argv)
{
	union addr addr;

	nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (nth < 0)
		die("fail-nth: %m");
	if (!strcmp(argv[0], "load") && argc >= 3)
		return load(argv[1], number(argv[2]), argc > 3 ? argv[3] : "");
	if (!strcmp(argv[0], "netns"))
		return netns(number(argv[1]));
	if (!strcmp(argv[0], "read"))
		return read_each(argv[1]);
	if (strcmp(argv[0], "listen") || argc < 4)
		die("fault: no such call: '%s'", argv[0]);
	address(&addr, argv[1], 0);
	return listen_each(&addr, number(argv[2]), number(argv[3]));
}
