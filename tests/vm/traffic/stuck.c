// SPDX-License-Identifier: GPL-2.0
/*
 * Reads a file into memory that never comes: a page that userfaultfd is to
 * provide, and nobody does. Prints "reading" before that, and ends by a signal.
 */
#include "traffic.h"

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SIZE 4096

int cmd_stuck(int argc, char **argv)
{
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = {
		.range.len = SIZE, .mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	void *page = mmap(NULL, SIZE, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int faults = syscall(SYS_userfaultfd, O_CLOEXEC);
	int fd = open(argv[0], O_RDONLY);

	range.range.start = (unsigned long)page;
	if (page == MAP_FAILED || faults < 0 || ioctl(faults, UFFDIO_API, &api) ||
	    ioctl(faults, UFFDIO_REGISTER, &range))
		die("userfaultfd: %m");
	if (fd < 0)
		die("%s: %m", argv[0]);
	puts("reading");
	fflush(stdout);
	if (read(fd, page, SIZE) < 0)
		die("read: %m");
	return 0;
}
