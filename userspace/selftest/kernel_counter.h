/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's own counters, in the server's namespace of a lab. */
#ifndef KERNEL_COUNTER_H
#define KERNEL_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

struct lab;

/*
 * Reads a TcpExt counter by its name without that. Returns false if this kernel
 * has none of that name.
 */
bool kernel_counter(const struct lab *lab, const char *name, uint64_t *value);

#endif /* KERNEL_COUNTER_H */
