// SPDX-License-Identifier: GPL-2.0
/*
 * Opens and closes a file so often, and prints how many nanoseconds the quickest
 * time took: in a guest whose clock counts instructions, how many.
 */
#include "traffic.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ll + now.tv_nsec;
}

static long long open_once(const char *path)
{
	long long begin = now();
	int fd;

	count_begin();
	fd = open(path, O_RDONLY);
	if (fd < 0)
		die("%s: %m", path);
	close(fd);
	count_end();
	return now() - begin;
}

int cmd_open(int argc, char **argv)
{
	unsigned long times = number(argv[1]);
	long long least = open_once(argv[0]), took;

	while (--times) {
		took = open_once(argv[0]);
		if (took < least)
			least = took;
	}
	printf("%lld\n", least);
	return 0;
}
