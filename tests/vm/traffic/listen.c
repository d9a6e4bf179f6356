// SPDX-License-Identifier: GPL-2.0
/*
 * Servers that do what stdin says, and nothing by themselves unless --auto or
 * --echo. The first line out is "ready INODE...", then one line per command:
 *
 *	accept N [I]	accepts exactly N connections, from listener I or from
 *			any; fewer only when 10 s passed: "accepted N"
 *	cost N I	the same from I, and how long it took: "accepted N in NS"
 *	drain		accepts what is there: "accepted N"
 *	close-accepted, reset-accepted
 *			closes what was accepted, by FIN or by RST: "closed N"
 *	close I		closes listener I: "closed I"
 *	shutdown	shuts all listeners down: "shutdown"
 *	listen BACKLOG	listens again, also when still listening: "listening"
 *	quit
 */
#include "traffic.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define ACCEPT_MS 10000

static struct pollfd *polls;	/* [0] stdin, then the listeners, then, for --echo, clients */
static unsigned long n_listeners, n_polls;
static int *accepted;
static unsigned long n_accepted;
static unsigned long autoclose, echo, uring;

static void listen_on(const union addr *addr, unsigned long backlog, int fd,
		      bool reuseport, int v6only, int fastopen, int defer)
{
	int on = 1;

	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	if (reuseport && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on)))
		die("SO_REUSEPORT: %m");
	if (addr->sa.sa_family == AF_INET6 &&
	    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &v6only, sizeof(v6only)))
		die("IPV6_V6ONLY: %m");
	if (fastopen && setsockopt(fd, IPPROTO_TCP, TCP_FASTOPEN, &fastopen, sizeof(fastopen)))
		die("TCP_FASTOPEN: %m");
	if (defer && setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &defer, sizeof(defer)))
		die("TCP_DEFER_ACCEPT: %m");
	setsockopt(fd, IPPROTO_IPV6, IPV6_FREEBIND, &on, sizeof(on));
	if (bind(fd, &addr->sa, address_len(addr)))
		die("bind: %m");
	if (uring)
		listen_by_uring(fd, backlog);
	else if (listen(fd, backlog))
		die("listen: %m");
	polls = reallocarray(polls, n_listeners + 2, sizeof(*polls));
	polls[++n_listeners] = (struct pollfd){ .fd = fd, .events = POLLIN };
}

/*
 * An IPv6 address for each port such that who hashes words of the address to
 * which the port was added finds them all alike. False for one that cannot be.
 */
static bool choose(union addr *addr)
{
	static const uint32_t sums[3] = { 0x20010db8, 0x12345678, 0x9abcdef0 };
	uint32_t port = ntohs(addr->v6.sin6_port);
	int i;

	for (i = 0; i < 3; i++)
		addr->v6.sin6_addr.s6_addr32[i] = sums[i] - port;
	return addr->v6.sin6_addr.s6_addr[0] < 0xfe;
}

/*
 * An MPTCP socket whose inode number has the same plain hash as all others that
 * are chosen, as hash_long() of six bits has it in the kernel.
 */
static int chosen_socket(const union addr *addr)
{
	struct stat st;
	int fd;

	for (;;) {
		fd = tcp_socket(addr, true);
		if (fstat(fd, &st))
			die("fstat: %m");
		if (!(st.st_ino * 0x61C8864680B583EBull >> 58))
			return fd;
		close(fd);
	}
}

static void keep(int fd)
{
	accepted = reallocarray(accepted, n_accepted + 1, sizeof(*accepted));
	accepted[n_accepted++] = fd;
}

static bool accept_one(unsigned long i)
{
	int fd = accept4(polls[i].fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0 && errno != EAGAIN && errno != EINVAL && errno != EBADF &&
	    errno != ECONNABORTED)
		die("accept: %m");
	if (fd < 0)
		return false;
	if (echo) {
		polls = reallocarray(polls, n_polls + 1, sizeof(*polls));
		polls[n_polls++] = (struct pollfd){ .fd = fd, .events = POLLIN };
	} else if (autoclose) {
		close(fd);
	} else {
		keep(fd);
	}
	return true;
}

/* which: 0 for any listener */
static unsigned long accept_some(unsigned long n, unsigned long which, bool wait)
{
	unsigned long from = which ? which : 1, to = which ? which : n_listeners;
	unsigned long done = 0, i;
	bool progress;

	for (;;) {
		do {
			progress = false;
			for (i = from; i <= to && done < n; i++) {
				if (accept_one(i)) {
					done++;
					progress = true;
				}
			}
		} while (progress);
		if (done == n || !wait || poll(polls + from, to - from + 1, ACCEPT_MS) <= 0)
			return done;
	}
}

static void accept_timed(unsigned long n, unsigned long which)
{
	struct timespec begin, end;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	n = accept_some(n, which, true);
	clock_gettime(CLOCK_MONOTONIC, &end);
	printf("accepted %lu in %lld\n", n,
	       (end.tv_sec - begin.tv_sec) * 1000000000ll + end.tv_nsec - begin.tv_nsec);
}

static unsigned long close_accepted(bool reset)
{
	unsigned long n = n_accepted;

	while (n_accepted) {
		if (reset)
			reset_on_close(accepted[n_accepted - 1]);
		close(accepted[--n_accepted]);
	}
	return n;
}

/* Processes that inherit the listeners and end with this one. */
static void prefork(unsigned long n)
{
	while (n--) {
		if (fork())
			continue;
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;)
			pause();
	}
}

static void print_inodes(const char *word)
{
	struct stat st;
	unsigned long i;

	fputs(word, stdout);
	for (i = 1; i <= n_listeners; i++)
		if (polls[i].fd >= 0 && !fstat(polls[i].fd, &st))
			printf(" %lu", (unsigned long)st.st_ino);
	putchar('\n');
}

static void obey(const char *line)
{
	unsigned long n = 0, which = 0, i;
	char word[32] = "";

	if (sscanf(line, "%31s %lu %lu", word, &n, &which) < 1)
		die("an empty command");
	if (!strcmp(word, "accept")) {
		/* listeners are counted from 0 outside */
		if (sscanf(line, "%*s %*u %lu", &which) == 1)
			which++;
		if (which > n_listeners)
			which = n_listeners;
		printf("accepted %lu\n", accept_some(n, which, true));
	} else if (!strcmp(word, "cost")) {
		if (sscanf(line, "%*s %*u %lu", &which) != 1 || which >= n_listeners)
			die("cost of no listener");
		accept_timed(n, which + 1);
	} else if (!strcmp(word, "drain")) {
		printf("accepted %lu\n", accept_some(-1UL, 0, false));
	} else if (!strcmp(word, "close-accepted")) {
		printf("closed %lu\n", close_accepted(false));
	} else if (!strcmp(word, "reset-accepted")) {
		printf("closed %lu\n", close_accepted(true));
	} else if (!strcmp(word, "close") && n < n_listeners) {
		close(polls[n + 1].fd);
		polls[n + 1].fd = -1;
		printf("closed %lu\n", n);
	} else if (!strcmp(word, "shutdown")) {
		for (i = 1; i <= n_listeners; i++)
			shutdown(polls[i].fd, SHUT_RDWR);
		puts("shutdown");
	} else if (!strcmp(word, "listen")) {
		for (i = 1; i <= n_listeners; i++)
			if (polls[i].fd >= 0 && listen(polls[i].fd, n))
				die("listen again: %m");
		print_inodes("listening");
	} else {
		printf("error no such command: %s\n", line);
	}
}

static void echo_back(unsigned long i)
{
	char data[4096];
	ssize_t len = read(polls[i].fd, data, sizeof(data));

	if (len > 0 && write(polls[i].fd, data, len) == len)
		return;
	if (len < 0 && errno == EAGAIN)
		return;
	close(polls[i].fd);
	polls[i] = polls[--n_polls];
}

static void serve(void)
{
	unsigned long i;
	char line[256];

	polls[0] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
	n_polls = n_listeners + 1;
	for (;;) {
		/* Without --auto and --echo only stdin wakes us up. */
		if (poll(polls, autoclose || echo ? n_polls : 1, -1) < 0)
			die("poll: %m");
		if (polls[0].revents) {
			if (!command(line, sizeof(line)))
				return;
			obey(line);
		}
		if (!autoclose && !echo)
			continue;
		for (i = n_polls - 1; i > n_listeners; i--)
			if (polls[i].revents)
				echo_back(i);
		accept_some(-1UL, 0, false);
	}
}

int cmd_listen(int argc, char **argv)
{
	unsigned long count = 1, members = 0, mptcp = 0, v6only = 0, fastopen = 0, defer = 0;
	unsigned long chosen = 0, workers = 0, uid = 0;
	unsigned long port = number(argv[1]), backlog = number(argv[2]), i;
	const char *name = NULL, *dev = NULL;
	const struct option_spec specs[] = {
		{ "--count", &count }, { "--reuseport", &members },
		{ "--mptcp", &mptcp, .flag = true }, { "--v6only", &v6only, .flag = true },
		{ "--fastopen", &fastopen }, { "--defer", &defer },
		{ "--chosen", &chosen, .flag = true }, { "--prefork", &workers },
		{ "--uid", &uid },
		{ "--auto", &autoclose, .flag = true }, { "--echo", &echo, .flag = true },
		{ "--uring", &uring, .flag = true },
		{ "--name", .text = &name }, { "--dev", .text = &dev }, { NULL },
	};
	union addr addr;
	int fd;

	options(argv + 3, specs);
	if (name)
		prctl(PR_SET_NAME, name);
	many_files();
	if (uid && setresuid(uid, uid, uid))
		die("setresuid: %m");
	for (i = 0; i < (members ? members : count); i++) {
		address(&addr, argv[0], members ? port : port + i);
		if (chosen && !mptcp && !choose(&addr))
			continue;
		fd = chosen && mptcp ? chosen_socket(&addr) : tcp_socket(&addr, mptcp);
		bind_to_device(fd, dev);
		listen_on(&addr, backlog, fd, members, v6only, fastopen, defer);
	}
	prefork(workers);
	print_inodes("ready");
	serve();
	puts("bye");
	return 0;
}
