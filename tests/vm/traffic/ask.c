// SPDX-License-Identifier: GPL-2.0
/* Other ways to call listen() than the system call on a TCP socket. */
#include "traffic.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

/* Of <linux/io_uring.h>, which may be older than the kernel. */
#define RING_SQES 0x10000000UL
#define OP_LISTEN 57

struct ring_params {
	uint32_t sq_entries, cq_entries, flags, cpu, idle, features, fd, reserved[3];
	struct { uint32_t head, tail, mask, entries, flags, dropped, array, reserved[3]; } sq;
	struct { uint32_t head, tail, mask, entries, overflow, cqes, reserved[4]; } cq;
};

struct request {
	uint8_t op, flags;
	uint16_t ioprio;
	int32_t fd;
	uint64_t offset, addr;
	uint32_t len, rest[9];
};

struct completion {
	uint64_t data;
	int32_t result;
	uint32_t flags;
};

static void *map(int fd, size_t size, unsigned long offset)
{
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, offset);

	if (at == MAP_FAILED)
		die("io_uring: mmap: %m");
	return at;
}

void listen_by_uring(int fd, unsigned int backlog)
{
	struct ring_params params = { 0 };
	int ring = syscall(SYS_io_uring_setup, 1, &params);
	struct completion *done;
	struct request *request;
	char *sq, *cq;

	if (ring < 0)
		die("io_uring: %m");
	sq = map(ring, params.sq.array + sizeof(uint32_t), 0);
	cq = map(ring, params.cq.cqes + params.cq_entries * sizeof(*done), 0x8000000UL);
	request = map(ring, sizeof(*request), RING_SQES);
	request->op = OP_LISTEN;
	request->fd = fd;
	request->len = backlog;
	*(uint32_t *)(sq + params.sq.array) = 0;
	__atomic_store_n((uint32_t *)(sq + params.sq.tail), 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring, 1, 1, 1, NULL, 0) != 1)
		die("io_uring: %m");
	done = (void *)(cq + params.cq.cqes);
	if (done->result)
		die("io_uring: listen: %s", strerror(-done->result));
	close(ring);
}

/* Becomes the command, so that it is the same task. */
int cmd_unix(int argc, char **argv)
{
	struct sockaddr_un addr = { .sun_family = AF_UNIX, .sun_path = "\0traffic" };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&addr, sizeof(addr)))
		die("bind: %m");
	if (listen(fd, number(argv[0])))
		die("listen: %m");
	execvp(argv[1], argv + 1);
	die("%s: %m", argv[1]);
}
