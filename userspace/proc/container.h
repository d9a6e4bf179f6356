/* SPDX-License-Identifier: GPL-2.0-only */
/* Which container, machine or service a process belongs to, by its cgroup. */
#ifndef CONTAINER_H
#define CONTAINER_H

#include <stdbool.h>

#define CONTAINER_NAME_SIZE 64

/*
 * From the text of /proc/PID/cgroup: the 12 characters of a container's id that
 * docker, podman and crictl show, the name of a machine, or else the unit that
 * systemd started. False if it says none of them. The name is not yet fit to
 * be printed.
 */
bool container_name(const char *cgroups, char name[CONTAINER_NAME_SIZE]);

#endif /* CONTAINER_H */
