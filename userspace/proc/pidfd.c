// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/capability.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "proc/pidfd.h"
#include "table/source.h"

/* The numbers are the same on all architectures that the module supports. */
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_getfd
#define SYS_pidfd_getfd 438
#endif

int pidfd_copy(pid_t pid, int fd)
{
	int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	int copy, err;

	if (pidfd < 0)
		return -errno;
	copy = (int)syscall(SYS_pidfd_getfd, pidfd, fd, 0);
	err = errno;
	close(pidfd);
	return copy < 0 ? -err : copy;
}

/* Whether the line "CapEff:" of /proc/self/status has CAP_SYS_PTRACE. */
static bool may_trace(void)
{
	char text[4096], *line;

	if (source_proc_text("self/status", text, sizeof(text)))
		return true;
	line = strstr(text, "\nCapEff:");
	return !line || strtoull(line + strlen("\nCapEff:"), NULL, 16) >>
			CAP_SYS_PTRACE & 1;
}

/* Returns kernel.yama.ptrace_scope; 0 where there is no Yama, too. */
static int yama_scope(void)
{
	char text[16];

	if (source_proc_text("sys/kernel/yama/ptrace_scope", text, sizeof(text)))
		return 0;
	return atoi(text);
}

/* The initial user namespace maps all ids to themselves. */
static bool is_in_user_namespace(void)
{
	unsigned long inside, outside, count;
	char text[128];

	if (source_proc_text("self/uid_map", text, sizeof(text)) ||
	    sscanf(text, "%lu %lu %lu", &inside, &outside, &count) != 3)
		return false;
	return inside || outside || count != UINT32_MAX;
}

static void write_denial(char buf[REFUSAL_SIZE])
{
	int scope = yama_scope();
	char modules[128];

	if (scope >= 3)
		snprintf(buf, REFUSAL_SIZE, "Yama forbids it to everybody, root "
			 "included: kernel.yama.ptrace_scope is %d until the "
			 "next boot", scope);
	else if (!may_trace() && scope)
		snprintf(buf, REFUSAL_SIZE, "it takes CAP_SYS_PTRACE, because "
			 "kernel.yama.ptrace_scope is %d: try as root", scope);
	else if (!may_trace())
		snprintf(buf, REFUSAL_SIZE, "it takes CAP_SYS_PTRACE: try as root");
	else if (is_in_user_namespace())
		snprintf(buf, REFUSAL_SIZE, "root of a user namespace may not do "
			 "it to a process outside: try as root of the machine");
	else
		snprintf(buf, REFUSAL_SIZE, "a security module or a seccomp "
			 "filter forbids it (active modules: %s)",
			 source_security_modules(modules, sizeof(modules)));
}

const char *pidfd_refusal(int err, char buf[REFUSAL_SIZE])
{
	switch (err) {
	case -EPERM:
	case -EACCES:
		write_denial(buf);
		break;
	case -ENOSYS:
		snprintf(buf, REFUSAL_SIZE, "this kernel has no pidfd_getfd(2), "
			 "which came with Linux 5.6");
		break;
	case -ESRCH:
	case -EBADF:
		snprintf(buf, REFUSAL_SIZE, "no process holds it any more");
		break;
	default:
		snprintf(buf, REFUSAL_SIZE, "%s", strerror(-err));
	}
	return buf;
}
