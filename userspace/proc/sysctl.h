/* SPDX-License-Identifier: GPL-2.0-only */
/* The sysctls of a network namespace that decide what happens to a SYN. */
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
	struct value netns;	/* inode of the namespace they are of */
	union {
		struct value value[0 SYSCTLS(PLUS_ONE)];
		struct {
			SYSCTLS(VALUE_MEMBER)
		};
	};
};

/*
 * Reads the sysctls of our own namespace; those that cannot be read are
 * unknown.
 */
struct sysctls sysctls_read(void);

/*
 * Reads the sysctls of the namespace of a process, which only root can enter;
 * all are absent on failure. Check netns: the process may have changed its
 * namespace.
 */
struct sysctls sysctls_read_of(pid_t pid);

/* Does the same with a descriptor of the namespace. */
struct sysctls sysctls_read_in(int netns);

/*
 * Sets net.core.somaxconn in the namespace of that descriptor. Returns 0 or
 * -errno.
 */
int somaxconn_write_in(int netns, uint64_t somaxconn);

#endif /* SYSCTL_H */
