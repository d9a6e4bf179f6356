// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/atomic_write.h"

static int write_all(int fd, const char *text, size_t length)
{
	ssize_t n;

	while (length) {
		n = write(fd, text, length);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0) {
			text += n;
			length -= (size_t)n;
		}
	}
	return 0;
}

/* Syncs: the contents must reach the disk before the name does. */
static int fill(int fd, const char *text, size_t length, mode_t mode)
{
	int err = write_all(fd, text, length);

	if (!err && (fchmod(fd, mode) || fsync(fd)))
		err = -errno;
	return err;
}

/* Root may name /dev/null, which rename() would replace. */
static bool is_something_else(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

/* Opens a file without a name in the directory of path. */
static int open_nameless(const char *path)
{
	char dir[PATH_MAX];
	int fd;

	strcpy(dir, path);
	fd = open(dirname(dir), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	return fd < 0 ? -errno : fd;
}

/*
 * Names a complete file, which takes two steps, because link() replaces
 * nothing. One of several writers may rename the file of another, which is as
 * good; what one left that was killed in between is removed by the next.
 */
static int name_file(int fd, const char *path)
{
	char link[64], new[PATH_MAX];

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (snprintf(new, sizeof(new), "%s.new", path) >= (int)sizeof(new))
		return -ENAMETOOLONG;
	while (linkat(AT_FDCWD, link, AT_FDCWD, new, AT_SYMLINK_FOLLOW))
		if (errno != EEXIST || (unlink(new) && errno != ENOENT))
			return -errno;
	if (rename(new, path) && errno != ENOENT)
		return -errno;
	return 0;
}

static int close_filled(int fd, int err)
{
	if (close(fd) && !err)
		return -errno;
	return err;
}

static int write_nameless(int fd, const char *path, const char *text,
			  size_t length, mode_t mode)
{
	int err = fill(fd, text, length, mode);

	if (!err)
		err = name_file(fd, path);
	return close_filled(fd, err);
}

/* Uses a new temporary name each time, because several may write at once. */
static int write_named(const char *path, const char *text, size_t length,
		       mode_t mode)
{
	char new[PATH_MAX];
	int fd, err;

	if (snprintf(new, sizeof(new), "%s.XXXXXX", path) >= (int)sizeof(new))
		return -ENAMETOOLONG;
	fd = mkostemp(new, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	err = close_filled(fd, fill(fd, text, length, mode));
	if (!err && rename(new, path))
		err = -errno;
	if (err)
		unlink(new);
	return err;
}

/* Not every file system has nameless files, nor is /proc always there. */
int atomic_write(const char *path, const char *text, size_t length, mode_t mode)
{
	int fd, err;

	if (strlen(path) >= PATH_MAX)
		return -ENAMETOOLONG;
	if (is_something_else(path))
		return -EEXIST;
	fd = open_nameless(path);
	if (fd < 0)
		return write_named(path, text, length, mode);
	err = write_nameless(fd, path, text, length, mode);
	return err == -ENOENT ? write_named(path, text, length, mode) : err;
}
