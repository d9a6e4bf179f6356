// SPDX-License-Identifier: GPL-2.0
/*
 * deny SYSCALL[:ARGUMENT] ERRNO COMMAND...: runs a command in which that system call
 * fails so, always or where its first argument is that: as by a kernel without it, a
 * security module, or a table of files that is full. By seccomp.
 */
#include "traffic.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
	const char *name;
	unsigned int number;
} syscalls[] = {
	{ "listen", SYS_listen },
	{ "pidfd_open", SYS_pidfd_open },
	{ "pidfd_getfd", SYS_pidfd_getfd },
};

static unsigned int syscall_named(const char *name, size_t length)
{
	size_t i;

	for (i = 0; i < sizeof(syscalls) / sizeof(*syscalls); i++)
		if (strlen(syscalls[i].name) == length &&
		    memcmp(syscalls[i].name, name, length) == 0)
			return syscalls[i].number;
	die("deny: %s: no such system call", name);
	return 0;
}

static unsigned int errno_named(const char *name)
{
	int i;

	for (i = 1; i < 134; i++)
		if (strerrorname_np(i) && strcmp(strerrorname_np(i), name) == 0)
			return (unsigned int)i;
	die("deny: %s: no such error", name);
	return 0;
}

int cmd_deny(int argc, char **argv)
{
	const char *colon = strchr(argv[0], ':');
	size_t length = colon ? (size_t)(colon - argv[0]) : strlen(argv[0]);
	struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, syscall_named(argv[0], length), 0, 3),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
		BPF_JUMP(BPF_JMP | (colon ? BPF_JEQ : BPF_JGE) | BPF_K,
			 colon ? (unsigned int)atoi(colon + 1) : 0, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | errno_named(argv[1])),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = { sizeof(filter) / sizeof(*filter), filter };

	if (argc < 3)
		die("deny: no command");
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		die("deny: %m");
	execvp(argv[2], argv + 2);
	die("deny: %s: %m", argv[2]);
	return 1;
}
