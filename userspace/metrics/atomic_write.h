/* SPDX-License-Identifier: GPL-2.0-only */
/* Replaces a file so that a reader sees either the old or the new contents. */
#ifndef ATOMIC_WRITE_H
#define ATOMIC_WRITE_H

#include <stddef.h>

/*
 * Writes text to a temporary file, path with a suffix, and renames it to path;
 * mode 0644. Returns 0, or -errno if the file was not changed; -EEXIST: path
 * exists and is not a regular file.
 */
int atomic_write(const char *path, const char *text, size_t length);

#endif /* ATOMIC_WRITE_H */
