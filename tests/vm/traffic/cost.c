// SPDX-License-Identifier: GPL-2.0
/*
 * How long a command takes, in nanoseconds: in a guest whose clock counts
 * instructions, how many it costs, its fork() and exec() included. What it
 * prints is read by nobody.
 */
#include "traffic.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ll + now.tv_nsec;
}

int cmd_cost(int argc, char **argv)
{
	long long begin = now();
	int status;
	pid_t pid;

	count_begin();
	pid = fork();
	if (pid < 0)
		die("fork: %m");
	if (!pid) {
		dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
		execvp(argv[0], argv);
		die("%s: %m", argv[0]);
	}
	if (waitpid(pid, &status, 0) != pid || status)
		die("%s failed", argv[0]);
	count_end();
	printf("%lld\n", now() - begin);
	return 0;
}
