/* SPDX-License-Identifier: GPL-2.0-only */
/* A pair of joined network interfaces. */
#ifndef VETH_H
#define VETH_H

#include <stdbool.h>

/*
 * Makes interface name in this network namespace and its peer, of the same name,
 * in the namespace of the descriptor. Both have the same hardware address, so
 * that nobody asks for it. Returns false with errno.
 */
bool veth_make(const char *name, int peer_netns);

#endif /* VETH_H */
