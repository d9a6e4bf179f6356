// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "metrics/atomic_write.h"

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
static int fill(int fd, const char *text, size_t length)
{
	int err = write_all(fd, text, length);

	if (!err && (fchmod(fd, 0644) || fsync(fd)))
		err = -errno;
	return err;
}

/* Root may name /dev/null, which rename() would replace. */
static bool is_something_else(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0 && !S_ISREG(st.st_mode);
}

/* Uses a new temporary name each time, because several may write at once. */
int atomic_write(const char *path, const char *text, size_t length)
{
	char new[PATH_MAX];
	int fd, err, n;

	if (is_something_else(path))
		return -EEXIST;
	n = snprintf(new, sizeof(new), "%s.XXXXXX", path);
	if (n < 0 || (size_t)n >= sizeof(new))
		return -ENAMETOOLONG;
	fd = mkostemp(new, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	err = fill(fd, text, length);
	if (close(fd) && !err)
		err = -errno;
	if (!err && rename(new, path))
		err = -errno;
	if (err)
		unlink(new);
	return err;
}
