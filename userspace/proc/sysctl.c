// SPDX-License-Identifier: GPL-2.0-only
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

/* Does not enter the other namespace unless it can return. */
struct sysctls sysctls_read_of(pid_t pid)
{
	int back = source_proc_open("self/ns/net"), there;
	struct sysctls sysctls = { 0 };
	char path[32];

	snprintf(path, sizeof(path), "%d/ns/net", pid);
	there = back < 0 ? -1 : source_proc_open(path);
	if (enter(there)) {
		sysctls = sysctls_read();
		enter(back);
	}
	if (there >= 0)
		close(there);
	if (back >= 0)
		close(back);
	return sysctls;
}
