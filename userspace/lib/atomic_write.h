/* SPDX-License-Identifier: GPL-2.0-only */
/* Replaces a file as a whole. */
#ifndef ATOMIC_WRITE_H
#define ATOMIC_WRITE_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Replaces the file by one with this text and mode: readers see the old text or
 * the new one, also after a crash. A writer that is killed leaves no other file
 * behind, where the file system has O_TMPFILE. Returns 0, -EEXIST if path is
 * something other than a regular file, or -errno.
 */
int atomic_write(const char *path, const char *text, size_t length,
		 mode_t mode);

#endif /* ATOMIC_WRITE_H */
