// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/number.h"
#include "proc/netns.h"
#include "proc/sysctl.h"
#include "table/source.h"

/* The kernel ends each number with a newline. */
static struct value number_or_unknown(const char *text)
{
	uint64_t n;

	if (number_scan(&text, &n) == 0 && (*text == '\n' || !*text))
		return number_value(n);
	return unknown_value();
}

static struct value read_sysctl(const char *path)
{
	char full[64], text[32];

	snprintf(full, sizeof(full), "sys/%s", path);
	if (source_proc_text(full, text, sizeof(text)))
		return unknown_value();
	return number_or_unknown(text);
}

static struct value read_netns(void)
{
	uint64_t inode;

	if (netns_of_process("self", &inode))
		return unknown_value();
	return number_value(inode);
}

#define READ_SYSCTL(name, path) .name = read_sysctl(path),

struct sysctls sysctls_read(void)
{
	return (struct sysctls){
		.netns = read_netns(),
		SYSCTLS(READ_SYSCTL)
	};
}

static bool enter(int netns)
{
	return netns >= 0 && setns(netns, CLONE_NEWNET) == 0;
}

/*
 * Enters the namespace, calls act() there, and returns. Does not enter it
 * unless it can return. Returns 0 or -errno.
 */
static int act_in(int netns, int (*act)(void *data), void *data)
{
	int back = source_proc_open("self/ns/net"), err = -errno;

	if (back < 0)
		return err;
	err = enter(netns) ? 0 : -errno;
	if (!err) {
		err = act(data);
		enter(back);
	}
	close(back);
	return err;
}

static int read_all(void *data)
{
	struct sysctls *sysctls = data;

	*sysctls = sysctls_read();
	return 0;
}

struct sysctls sysctls_read_in(int netns)
{
	struct sysctls sysctls = { 0 };

	act_in(netns, read_all, &sysctls);
	return sysctls;
}

struct sysctls sysctls_read_of(pid_t pid)
{
	struct sysctls sysctls;
	char path[32];
	int netns;

	snprintf(path, sizeof(path), "%d/ns/net", pid);
	netns = source_proc_open(path);
	sysctls = sysctls_read_in(netns);
	if (netns >= 0)
		close(netns);
	return sysctls;
}

static int write_somaxconn(void *data)
{
	const uint64_t *somaxconn = data;
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64 "\n", *somaxconn);
	return source_proc_write("sys/net/core/somaxconn", text);
}

int somaxconn_write_in(int netns, uint64_t somaxconn)
{
	return act_in(netns, write_somaxconn, &somaxconn);
}
