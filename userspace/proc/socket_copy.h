/* SPDX-License-Identifier: GPL-2.0-only */
/* A listening socket of another process, as a descriptor of our own. */
#ifndef SOCKET_COPY_H
#define SOCKET_COPY_H

#include <stdint.h>

#include "proc/owner.h"
#include "table/value.h"

/*
 * As long as we have it the socket does not close, whoever else closes it, and
 * its port remains taken: do not keep one while waiting for anything.
 */
struct socket_copy {
	int fd;
	uint64_t cookie;		/* 64 bits that no other socket had */
	struct value backlog;		/* in effect; unknown on old kernels */
};

/*
 * Takes a copy from the first of its holders that still has it and lets us.
 * Returns 0, -ENOTCONN if the socket does not listen any more, or -errno as
 * pidfd_copy(); socket_copy_close() is due if it returned 0.
 */
int socket_copy_take(struct socket_copy *copy, struct owner owner);
void socket_copy_close(struct socket_copy *copy);

/*
 * Returns a descriptor of the socket's network namespace, which is not always
 * that of its holders; -errno without CAP_NET_ADMIN there.
 */
int socket_copy_netns(const struct socket_copy *copy);

#endif /* SOCKET_COPY_H */
