/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Inodes as symbolic links of /proc show them: "socket:[1234]", "net:[1234]".
 */
#ifndef INODE_H
#define INODE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether link shows an inode of that type; if so, *inode is its number. */
bool inode_of_link(const char *link, const char *type, uint64_t *inode);

#endif /* INODE_H */
