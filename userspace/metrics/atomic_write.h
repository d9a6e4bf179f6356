/* SPDX-License-Identifier: GPL-2.0-only */
/* A file that somebody reads meanwhile: it is the old one or the new one. */
#ifndef ATOMIC_WRITE_H
#define ATOMIC_WRITE_H

#include <stddef.h>

/*
 * 0 or -errno, and then the file is as it was; -EEXIST: what is there is no
 * regular file. All may read the new one. It becomes one in the same directory,
 * as path with a suffix.
 */
int atomic_write(const char *path, const char *text, size_t length);

#endif /* ATOMIC_WRITE_H */
