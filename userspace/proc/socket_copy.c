// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proc/pidfd.h"
#include "proc/socket_copy.h"

static bool is_socket(int fd, uint64_t inode)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISSOCK(st.st_mode) && st.st_ino == inode;
}

static bool is_listening(int fd)
{
	int listens = 0;
	socklen_t size = sizeof(listens);

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 &&
	       listens;
}

/*
 * The kernel gives out the limits of a listener's queue in these members, and
 * those of an MPTCP socket since 5.16.
 */
static struct value backlog_of(int fd)
{
	struct tcp_info info = { 0 };
	socklen_t size = sizeof(info);

	if (getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) ||
	    info.tcpi_state != TCP_LISTEN)
		return unknown_value();
	return number_value(info.tcpi_sacked);
}

static int examine(struct socket_copy *copy)
{
	socklen_t size = sizeof(copy->cookie);

	if (!is_listening(copy->fd))
		return -ENOTCONN;
	if (getsockopt(copy->fd, SOL_SOCKET, SO_COOKIE, &copy->cookie, &size))
		return -errno;
	copy->backlog = backlog_of(copy->fd);
	return 0;
}

static int take_from(struct socket_copy *copy, const struct holder *holder)
{
	int err;

	copy->fd = pidfd_copy(holder->pid, holder->fd);
	if (copy->fd < 0)
		return copy->fd;
	err = is_socket(copy->fd, holder->inode) ? examine(copy) : -EBADF;
	if (err)
		socket_copy_close(copy);
	return err;
}

/* A holder that has gone says less than one that could not be asked. */
static bool says_more(int err)
{
	return err != -ESRCH && err != -EBADF;
}

int socket_copy_take(struct socket_copy *copy, struct owner owner)
{
	int err = -ESRCH, last;
	size_t i;

	*copy = (struct socket_copy){ .fd = -1 };
	for (i = 0; i < owner.count; i++) {
		last = take_from(copy, &owner.holders[i]);
		if (!last)
			return 0;
		if (says_more(last))
			err = last;
	}
	return err;
}

void socket_copy_close(struct socket_copy *copy)
{
	if (copy->fd >= 0)
		close(copy->fd);
	copy->fd = -1;
}

int socket_copy_netns(const struct socket_copy *copy)
{
	int netns = ioctl(copy->fd, SIOCGSKNS);

	return netns < 0 ? -errno : netns;
}
