/* SPDX-License-Identifier: GPL-2.0-only */
/* Which container, machine or service a process belongs to, by its cgroup. */
#ifndef CONTAINER_H
#define CONTAINER_H

#include <stdbool.h>

#define CONTAINER_NAME_SIZE 64

/*
 * Finds a name in the text of /proc/PID/cgroup: the first 12 characters of a
 * container's id, which docker, podman and crictl show; the name of a machine;
 * or the unit that systemd started. Returns false if there is none. The name
 * may contain unprintable characters: see copy_printable().
 */
bool container_name(const char *cgroups, char name[CONTAINER_NAME_SIZE]);

#endif /* CONTAINER_H */
