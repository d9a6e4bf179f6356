// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/array.h"
#include "lib/clock.h"
#include "lib/endpoint.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "selftest/kernel_counter.h"
#include "selftest/play.h"
#include "table/load.h"

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

#define LINK_MS		50
#define ANSWER_MS	5000	/* what has not come by then is lost */
#define MIGRATED	"TCPMigrateReqSuccess"
#define CLOSED_PORT	1	/* nobody listens there */

const char *meeting_name(enum meeting meeting)
{
	static const char * const names[] = {
		[MEETING_IPV4] = "IPv4",
		[MEETING_IPV6] = "IPv6",
		[MEETING_MAPPED] = "IPv4 to [::]",
	};

	return names[meeting];
}

static void meet(struct crowd *crowd, enum meeting meeting, unsigned int port)
{
	bool ipv6 = meeting == MEETING_IPV6;

	addr_parse(&crowd->server, ipv6 ? LAB_SERVER6 : LAB_SERVER4, port);
	addr_parse(&crowd->source, ipv6 ? LAB_CROWD6 : LAB_CROWD4, 0);
	crowd->seed = port;
}

/* Takes what comes within some time. */
static void look_for(struct clients *clients, int ms)
{
	struct pollfd pollfd = { .fd = clients->tap, .events = POLLIN };
	uint64_t end = monotonic_ms() + (uint64_t)ms;

	while (poll(&pollfd, 1, ms_until(end)) > 0)
		clients_look(clients);
}

/* A new link takes a moment until it carries packets. */
static bool await_link(struct clients *barrier)
{
	int tries;

	for (tries = ANSWER_MS / LINK_MS; tries && !barrier->resets; tries--) {
		if (!clients_syn(barrier, 1))
			return false;
		look_for(barrier, LINK_MS);
	}
	errno = ETIMEDOUT;
	return barrier->resets;
}

bool play_barrier_open(struct clients *barrier, enum meeting meeting)
{
	meet(&barrier->crowd, meeting, CLOSED_PORT);
	addr_parse(&barrier->crowd.source, meeting == MEETING_IPV6 ?
		   LAB_BARRIER6 : LAB_BARRIER4, 0);
	return clients_open(barrier) && await_link(barrier);
}

static bool pass_barrier(void *data)
{
	struct clients *barrier = data;
	uint64_t end = monotonic_ms() + ANSWER_MS;
	struct pollfd pollfd = { .fd = barrier->tap, .events = POLLIN };
	unsigned long before = barrier->resets;

	if (!clients_syn(barrier, 1))
		return false;
	while (barrier->resets == before) {
		if (poll(&pollfd, 1, ms_until(end)) <= 0) {
			errno = ETIMEDOUT;
			return false;
		}
		clients_look(barrier);
	}
	return true;
}

static bool has(const struct play *play, enum scene_flags flag)
{
	return play->scene->flags & flag;
}

static int tcp_socket(const struct play *play, int family)
{
	return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
		      has(play, SCENE_MPTCP) ? IPPROTO_MPTCP : IPPROTO_TCP);
}

static bool set(int fd, int level, int option, int value)
{
	return setsockopt(fd, level, option, &value, sizeof(value)) == 0;
}

static bool set_options(const struct play *play, int fd)
{
	if (has(play, SCENE_REUSEPORT) &&
	    !set(fd, SOL_SOCKET, SO_REUSEPORT, 1))
		return false;
	if (has(play, SCENE_DEFER) &&
	    !set(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, 1))
		return false;
	if (has(play, SCENE_FASTOPEN) && !set(fd, IPPROTO_TCP, TCP_FASTOPEN, 8))
		return false;
	return !has(play, SCENE_PATIENT) ||
	       set(fd, IPPROTO_TCP, TCP_SYNCNT, 5);
}

static bool open_listener(struct play *play, unsigned int member)
{
	union addr addr = play->clients.crowd.server;
	struct stat stat;
	int fd;

	if (play->meeting == MEETING_MAPPED)
		addr_parse(&addr, "::", ntohs(addr.v4.sin_port));
	fd = tcp_socket(play, addr.sa.sa_family);
	play->listener[member] = fd;
	if (fd < 0 || !set_options(play, fd) ||
	    bind(fd, &addr.sa, addr_len(&addr)) ||
	    listen(fd, play->scene->backlog) || fstat(fd, &stat))
		return false;
	play->inode[member] = stat.st_ino;
	return true;
}

bool play_open(struct play *play, unsigned int port)
{
	unsigned int i, members = has(play, SCENE_REUSEPORT) ? 2 : 1;

	meet(&play->clients.crowd, play->meeting, port);
	play->clients.settle = pass_barrier;
	play->clients.data = play->barrier;
	play->begun_ms = monotonic_ms();
	if (!lab_enter(play->lab, LAB_SERVER))
		return false;
	for (i = 0; i < members; i++)
		if (!open_listener(play, i))
			return false;
	return lab_enter(play->lab, LAB_CLIENT) && clients_open(&play->clients);
}

static void close_listener(struct play *play, unsigned int member)
{
	if (play->listener[member] >= 0)
		close(play->listener[member]);
	play->listener[member] = -1;
}

void play_close(struct play *play)
{
	unsigned int i;

	for (i = 0; i < MEMBERS_MAX; i++)
		close_listener(play, i);
	for (i = 0; i < play->nfds; i++)
		close(play->fd[i]);
	clients_close(&play->clients);
}

void play_migrated(struct play *play)
{
	uint64_t now;

	if (has(play, SCENE_REUSEPORT) &&
	    kernel_counter(play->lab, MIGRATED, &now))
		play->migrated = now - play->migrated_before;
}

static void keep_row(struct play *play, const struct listener_row *l)
{
	unsigned int i;

	for (i = 0; i < MEMBERS_MAX; i++)
		if (play->listener[i] >= 0 &&
		    are_equal(l->inode, number_value(play->inode[i])))
			memcpy(play->counted[i], l->value, sizeof(l->value));
}

int play_read(struct play *play, struct failure *why)
{
	struct loaded rows = { .source = { .length = 0 } };
	int status;
	size_t row;

	if (!lab_enter(play->lab, LAB_SERVER))
		return fail(why, EXIT_FAILED, "cannot enter a namespace: %s",
			    strerror(errno));
	status = load(&rows, SOURCE_LISTENERS, why);
	for (row = 0; !status && row < rows.table.nrows; row++)
		keep_row(play, listener_at(&rows.table, row));
	unload(&rows);
	return status;
}

/* ---- the commands: each returns false with errno */

static bool keep(struct play *play, int fd)
{
	if (fd < 0)
		return false;
	if (play->nfds == FDS_MAX) {
		close(fd);
		errno = EMFILE;
		return false;
	}
	play->fd[play->nfds++] = fd;
	return true;
}

static bool syn(struct play *play, unsigned long n)
{
	return clients_syn(&play->clients, n);
}

/* Ends the half-open connections of all who wait, however many. */
static bool end(struct play *play, unsigned long n)
{
	return clients_take(&play->clients, client_step("rst"), n) >= 0;
}

static bool unreachable(struct play *play, unsigned long n)
{
	return clients_lose(&play->clients, n) == (long)n;
}

/* The connections may be at any of the members that listen. */
static bool accept_some(struct play *play, unsigned long n)
{
	struct pollfd polls[MEMBERS_MAX];
	unsigned int i;

	for (; n; n--) {
		for (i = 0; i < MEMBERS_MAX; i++)
			polls[i] = (struct pollfd){ .fd = play->listener[i],
						    .events = POLLIN };
		if (poll(polls, MEMBERS_MAX, ANSWER_MS) <= 0) {
			errno = ETIMEDOUT;
			return false;
		}
		for (i = 0; !polls[i].revents; )
			i++;
		if (!keep(play, accept4(polls[i].fd, NULL, NULL, SOCK_CLOEXEC)))
			return false;
	}
	return true;
}

static bool connect_one(struct play *play)
{
	const union addr *server = &play->clients.crowd.server;
	int fd = tcp_socket(play, server->sa.sa_family), error = 0;
	struct pollfd pollfd = { .fd = fd, .events = POLLOUT };
	socklen_t len = sizeof(error);
	ssize_t status;

	if (!keep(play, fd))
		return false;
	if (has(play, SCENE_FASTOPEN))
		status = sendto(fd, "x", 1, MSG_FASTOPEN, &server->sa,
				addr_len(server));
	else
		status = connect(fd, &server->sa, addr_len(server));
	if (status < 0 && errno != EINPROGRESS)
		return false;
	if (poll(&pollfd, 1, ANSWER_MS) <= 0) {
		errno = ETIMEDOUT;
		return false;
	}
	getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len);
	errno = error;
	return !error;
}

static bool connect_some(struct play *play, unsigned long n)
{
	if (!lab_enter(play->lab, LAB_CLIENT))
		return false;
	while (n--)
		if (!connect_one(play))
			return false;
	return true;
}

static bool route(struct play *play, unsigned long add)
{
	return lab_route(play->lab, add);
}

/* From then on the kernel's counter tells how many the others were given. */
static bool leave(struct play *play, unsigned long n)
{
	struct failure why;

	(void)n;
	if (!kernel_counter(play->lab, MIGRATED, &play->migrated_before)) {
		errno = ENODATA;
		return false;
	}
	if (play_read(play, &why)) {
		errno = EIO;
		return false;
	}
	close_listener(play, 0);
	return true;
}

/* Half-open connections of a port that the module knows as a closed listener's. */
static bool read_left(struct play *play)
{
	const uint16_t port = ntohs(play->clients.crowd.server.v4.sin_port);
	struct loaded states = { .source = { .length = 0 } };
	struct failure why;
	int status = load(&states, SOURCE_STATES, &why);
	size_t row;

	play->left = unknown_value();
	for (row = 0; !status && row < states.table.nrows; row++) {
		const struct states_row *r = states_at(&states.table, row);

		if (is_text(r->row, "closed") &&
		    value_endpoint(r->local).port == port)
			play->left = r->NEW_SYN_RECV;
	}
	unload(&states);
	return !status;
}

static bool close_last(struct play *play, unsigned long n)
{
	struct failure why;

	(void)n;
	if (!play_read(play, &why)) {
		close_listener(play, 0);
		if (read_left(play))
			return true;
	}
	errno = EIO;
	return false;
}

static bool listen_again(struct play *play, unsigned long n)
{
	return listen(play->listener[0], (int)n) == 0;
}

static bool set_sysctl(struct play *play, const char *name, unsigned long n)
{
	char value[32];

	snprintf(value, sizeof(value), "%lu", n);
	return lab_sysctl(play->lab, name, value);
}

static bool syncookies(struct play *play, unsigned long n)
{
	return set_sysctl(play, "net/ipv4/tcp_syncookies", n);
}

static bool max_syn_backlog(struct play *play, unsigned long n)
{
	return set_sysctl(play, "net/ipv4/tcp_max_syn_backlog", n);
}

static bool abort_on_overflow(struct play *play, unsigned long n)
{
	return set_sysctl(play, "net/ipv4/tcp_abort_on_overflow", n);
}

static const struct command {
	const char *name;
	bool (*obey)(struct play *play, unsigned long n);
} commands[] = {
	{ "syn", syn },
	{ "end", end },
	{ "unreachable", unreachable },
	{ "accept", accept_some },
	{ "connect", connect_some },
	{ "route", route },
	{ "leave", leave },
	{ "close", close_last },
	{ "listen", listen_again },
	{ "syncookies", syncookies },
	{ "max_syn_backlog", max_syn_backlog },
	{ "abort", abort_on_overflow },
};

static bool take(struct play *play, const char *name, unsigned long n)
{
	const struct client_step *step = client_step(name);
	long done;

	if (!step) {
		errno = EINVAL;
		return false;
	}
	done = clients_take(&play->clients, step, n);
	if (done >= 0 && done != (long)n)
		errno = EPROTO;		/* not as many clients got that far */
	return done == (long)n;
}

static bool obey(struct play *play, const char *name, unsigned long n)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return commands[i].obey(play, n);
	return take(play, name, n);
}

const char *play_script(struct play *play, const char *script)
{
	const char *at = script;
	unsigned long n;
	char name[32];
	int len;

	while (sscanf(at, "%31s %lu%n", name, &n, &len) == 2) {
		if (!obey(play, name, n))
			return at;
		at += len;
		at += *at == ',';
	}
	return NULL;
}
