/* SPDX-License-Identifier: GPL-2.0-only */
/* The settings of a network namespace that decide what becomes of a SYN. */
#ifndef SYSCTL_H
#define SYSCTL_H

#include <sys/types.h>

#include "table/table.h"

#define SYSCTLS(X)							\
X(somaxconn, "net/core/somaxconn")					\
X(tcp_syncookies, "net/ipv4/tcp_syncookies")				\
X(tcp_max_syn_backlog, "net/ipv4/tcp_max_syn_backlog")			\
X(tcp_abort_on_overflow, "net/ipv4/tcp_abort_on_overflow")

struct sysctls {
	struct value netns;	/* whose they are, by its inode number */
	union {
		struct value value[0 SYSCTLS(PLUS_ONE)];
		struct {
			SYSCTLS(VALUE_MEMBER)
		};
	};
};

/* Of our own namespace. What cannot be read is not known. */
struct sysctls sysctls_read(void);

/*
 * Of the namespace that a process is in, which only root can enter; netns says
 * whose they really are.
 */
struct sysctls sysctls_read_of(pid_t pid);

#endif /* SYSCTL_H */
