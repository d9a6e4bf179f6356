/* SPDX-License-Identifier: GPL-2.0-only */
/* Copies of what other processes have open: pidfd_open(2), pidfd_getfd(2). */
#ifndef PIDFD_H
#define PIDFD_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Opens what the process has open as fd. Returns a descriptor of our own, or
 * -errno. The kernel allows it to those who may trace the process.
 */
int pidfd_copy(pid_t pid, int fd);

#define REFUSAL_SIZE 256

/*
 * Writes why pidfd_copy() failed with that -errno, as the end of a sentence,
 * and who forbids it: the lack of a capability, Yama, or another security
 * module. Returns buf.
 */
const char *pidfd_refusal(int err, char buf[REFUSAL_SIZE]);

#endif /* PIDFD_H */
