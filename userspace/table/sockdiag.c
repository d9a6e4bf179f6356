// SPDX-License-Identifier: GPL-2.0-only
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/escape.h"
#include "table/sockdiag.h"
#include "uapi/listenq.h"

/* Twice the size of the kernel's longest answer to a dump. */
#define ANSWER_SIZE (64 << 10)

#define DEVICE_SIZE ESCAPED_SIZE(IF_NAMESIZE)

static const char head[] =
"# listenq-listeners 1\n"
"local family acceptq acceptq_limit backlog uid inode cookie dev\n";

_Static_assert(LQ_FORMAT == 1, "the head above says so");

static const char *family(const struct nlmsghdr *message,
			  const struct inet_diag_msg *listener)
{
	const struct rtattr *a = (const struct rtattr *)(listener + 1);
	size_t left = message->nlmsg_len - NLMSG_LENGTH(sizeof(*listener));

	if (listener->idiag_family == AF_INET)
		return "ipv4";
	for (; RTA_OK(a, left); a = RTA_NEXT(a, left))
		if (a->rta_type == INET_DIAG_SKV6ONLY && RTA_PAYLOAD(a))
			return *(const uint8_t *)RTA_DATA(a) ? "ipv6" : "dual";
	return "-";
}

/* Writes the name of a device as the module does, "if7" if it is gone. */
static void device_name(uint32_t index, char escaped[DEVICE_SIZE])
{
	char name[IF_NAMESIZE];

	if (!index)
		*escaped = '\0';
	else if (if_indextoname(index, name))
		escape(escaped, name);
	else
		sprintf(escaped, "if%" PRIu32, index);
}

static void write_local(const struct inet_diag_sockid *id, int af,
			const char *dev, FILE *out)
{
	char address[INET6_ADDRSTRLEN];

	inet_ntop(af, id->idiag_src, address, sizeof(address));
	fprintf(out, af == AF_INET ? "%s" : "[%s]", address);
	fprintf(out, "%s%s:%d", *dev ? "%" : "", dev, ntohs(id->idiag_sport));
}

void sockdiag_write_row(const struct nlmsghdr *message, FILE *out)
{
	const struct inet_diag_msg *l = NLMSG_DATA(message);
	char dev[DEVICE_SIZE];
	uint64_t cookie;

	if (message->nlmsg_type != SOCK_DIAG_BY_FAMILY ||
	    message->nlmsg_len < NLMSG_LENGTH(sizeof(*l)) ||
	    (l->idiag_family != AF_INET && l->idiag_family != AF_INET6))
		return;
	cookie = (uint64_t)l->id.idiag_cookie[1] << 32 | l->id.idiag_cookie[0];
	device_name(l->id.idiag_if, dev);
	write_local(&l->id, l->idiag_family, dev, out);
	/* The accept queue holds one more than the backlog. */
	fprintf(out, " %s %" PRIu32 " %" PRIu64 " %" PRIu32 " %" PRIu32,
		family(message, l), l->idiag_rqueue,
		(uint64_t)l->idiag_wqueue + 1, l->idiag_wqueue, l->idiag_uid);
	if (l->idiag_inode)
		fprintf(out, " %" PRIu32, l->idiag_inode);
	else
		fputs(" -", out);
	fprintf(out, " %" PRIx64 " %s\n", cookie, *dev ? dev : "-");
}

static int ask(int fd, int af)
{
	struct {
		struct nlmsghdr head;
		struct inet_diag_req_v2 listeners;
	} request = {
		.head = {
			.nlmsg_len = sizeof(request),
			.nlmsg_type = SOCK_DIAG_BY_FAMILY,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP,
		},
		.listeners = {
			.sdiag_family = (__u8)af,
			.sdiag_protocol = IPPROTO_TCP,
			.idiag_states = 1U << TCP_LISTEN,
		},
	};

	return send(fd, &request, sizeof(request), 0) < 0 ? -errno : 0;
}

static int error_of(const struct nlmsghdr *message)
{
	const struct nlmsgerr *error = NLMSG_DATA(message);

	if (message->nlmsg_len < NLMSG_LENGTH(sizeof(*error)) || !error->error)
		return -EPROTO;
	return error->error;
}

/* Returns 1 after the last message, 0 if more follow, or -errno. */
static int write_rows(const struct nlmsghdr *message, size_t length, FILE *out)
{
	for (; NLMSG_OK(message, length);
	     message = NLMSG_NEXT(message, length)) {
		if (message->nlmsg_type == NLMSG_DONE)
			return 1;
		if (message->nlmsg_type == NLMSG_ERROR)
			return error_of(message);
		sockdiag_write_row(message, out);
	}
	return 0;
}

static int receive(int fd, void *answer, FILE *out)
{
	ssize_t n;
	int done;

	do {
		n = recv(fd, answer, ANSWER_SIZE, 0);
		if (n < 0)
			done = errno == EINTR ? 0 : -errno;
		else
			done = n ? write_rows(answer, (size_t)n, out) : -EPROTO;
	} while (!done);
	return done < 0 ? done : 0;
}

static int dump(int fd, int af, FILE *out)
{
	void *answer = malloc(ANSWER_SIZE);
	int err;

	if (!answer)
		return -ENOMEM;
	err = ask(fd, af);
	if (!err)
		err = receive(fd, answer, out);
	free(answer);
	return err;
}

/* A kernel without IPv6 answers with an error, and has no such listeners. */
static int dump_all(FILE *out)
{
	int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC,
			NETLINK_SOCK_DIAG);
	int err;

	if (fd < 0)
		return -errno;
	fputs(head, out);
	err = dump(fd, AF_INET, out);
	if (!err) {
		err = dump(fd, AF_INET6, out);
		if (err == -ENOENT || err == -EAFNOSUPPORT)
			err = 0;
	}
	close(fd);
	return err;
}

int sockdiag_listeners(char **text, size_t *length)
{
	FILE *out = open_memstream(text, length);
	int err;

	if (!out)
		return -ENOMEM;
	err = dump_all(out);
	if (fclose(out) && !err)
		err = -ENOMEM;
	if (err) {
		free(*text);
		*text = NULL;
	}
	return err;
}
