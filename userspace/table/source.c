// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table/source.h"
#include "uapi/listenq.h"

/* Enough for some 300,000 listeners; anything larger is rejected. */
#define MAX_LENGTH (64UL << 20)

#define FIRST_CAPACITY (64UL << 10)

#define DEBUGFS "/sys/kernel/debug"

static const struct {
	const char *path;
	const char *name;	/* of the copy in $LISTENQ_DIR */
} files[SOURCE_NFILES] = {
	[SOURCE_LISTENERS] = { LQ_PROC_FILE, "listeners" },
	[SOURCE_ALL_LISTENERS] = { LQ_DEBUGFS_DIR "/listeners", "listeners" },
	[SOURCE_STATES] = { LQ_PROC_FILE "_states", "states" },
	[SOURCE_ALL_STATES] = { LQ_DEBUGFS_DIR "/states", "states" },
	[SOURCE_TRANSITIONS] = { LQ_DEBUGFS_DIR "/transitions", "transitions" },
	[SOURCE_NETSTAT] = { LQ_PROC_FILE "_netstat", "netstat" },
	[SOURCE_PROBES] = { LQ_DEBUGFS_DIR "/probes", "probes" },
	[SOURCE_MODULE] = { LQ_DEBUGFS_DIR "/module", "module" },
	[SOURCE_DROPS] = { LQ_DEBUGFS_DIR "/drops", "drops" },
	[SOURCE_LATENCY] = { LQ_DEBUGFS_DIR "/latency", "latency" },
	[SOURCE_CLIENTS] = { LQ_PROC_FILE "_clients", "clients" },
	[SOURCE_ALL_CLIENTS] = { LQ_DEBUGFS_DIR "/clients", "clients" },
	[SOURCE_CONNECTIONS] = { LQ_DEBUGFS_DIR "/connections", "connections" },
	[SOURCE_EPISODES] = { LQ_PROC_FILE "_episodes", "episodes" },
	[SOURCE_ALL_EPISODES] = { LQ_DEBUGFS_DIR "/episodes", "episodes" },
};

static const char *env_or(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

static int grow(struct source *source, size_t *capacity)
{
	size_t wanted = *capacity ? 2 * *capacity : FIRST_CAPACITY;
	char *text;

	if (*capacity > MAX_LENGTH)
		return -EFBIG;
	text = realloc(source->text, wanted);
	if (!text)
		return -ENOMEM;
	source->text = text;
	*capacity = wanted;
	return 0;
}

static int read_all(int fd, struct source *source)
{
	size_t capacity = 0;
	ssize_t n;
	int err;

	do {
		if (source->length == capacity) {
			err = grow(source, &capacity);
			if (err)
				return err;
		}
		n = read(fd, source->text + source->length,
			 capacity - source->length);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0)
			source->length += (size_t)n;
	} while (n);
	return source->length > MAX_LENGTH ? -EFBIG : 0;
}

/*
 * The main table has a variable of its own, because it is often copied alone.
 */
static int find(struct source *source, enum source_file file)
{
	const bool is_main = file == SOURCE_LISTENERS ||
			     file == SOURCE_ALL_LISTENERS;
	const char *copy = is_main ? env_or("LISTENQ_FILE", NULL) : NULL;
	const char *dir = copy ? NULL : env_or("LISTENQ_DIR", NULL);
	int n;

	source->original = files[file].path;
	n = snprintf(source->path, sizeof(source->path), "%s%s%s",
		     copy ?: dir ?: source->original,
		     dir ? "/" : "", dir ? files[file].name : "");
	if (strcmp(source->path, source->original) != 0)
		source->variable = copy ? "LISTENQ_FILE" : "LISTENQ_DIR";
	return n < 0 || (size_t)n >= sizeof(source->path) ? -ENAMETOOLONG : 0;
}

static int open_found(struct source *source)
{
	int fd = open(source->path, O_RDONLY | O_CLOEXEC), err;

	if (fd < 0)
		return -errno;
	err = read_all(fd, source);
	close(fd);
	if (err)
		source_close(source);
	return err;
}

int source_open(struct source *source, enum source_file file)
{
	int err;

	*source = (struct source){ .length = 0 };
	err = find(source, file);
	return err ?: open_found(source);
}

int source_hold(enum source_file file)
{
	struct source source = { .length = 0 };
	int err = find(&source, file);
	int fd;

	if (err)
		return err;
	fd = open(source.path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

int source_open_path(struct source *source, const char *path)
{
	*source = (struct source){ .length = 0 };
	if (strlen(path) >= sizeof(source->path))
		return -ENAMETOOLONG;
	strcpy(source->path, path);
	source->original = source->path;
	return open_found(source);
}

void source_close(struct source *source)
{
	free(source->text);
	source->text = NULL;
	source->length = 0;
}

int source_probe(struct source *source, enum source_file file)
{
	int err;

	*source = (struct source){ .length = 0 };
	err = find(source, file);
	if (err)
		return err;
	return access(source->path, R_OK) ? -errno : 0;
}

enum source_lack source_lack(const struct source *source)
{
	const char *dir = LQ_DEBUGFS_DIR "/";

	if (access(LQ_PROC_FILE, F_OK))
		return LACKS_MODULE;
	if (strncmp(source->original, dir, strlen(dir)) == 0 &&
	    access(dir, F_OK))
		return LACKS_DEBUGFS;
	return LACKS_NEWER_MODULE;
}

/* The kernel makes the mount point, unless it has no debugfs or hides it. */
const char *source_debugfs_absence(void)
{
	if (access(DEBUGFS, F_OK))
		return "which is not available: the kernel was built without "
		       "it, or booted with 'debugfs=off' or 'debugfs=no-mount'";
	return "which is not mounted: run 'mount -t debugfs "
	       "debugfs " DEBUGFS "'";
}

const char *source_who_may(void)
{
	if (geteuid())
		return "try as root";
	return "root is not enough in a user namespace, or where lockdown or "
	       "another security module forbids it";
}

static int proc_path(const char *path, char full[PATH_MAX])
{
	int n = snprintf(full, PATH_MAX, "%s/%s",
			 env_or("LISTENQ_PROC", "/proc"), path);

	if (n >= 0 && n < PATH_MAX)
		return 0;
	errno = ENAMETOOLONG;
	return -1;
}

static int proc_open(const char *path, int flags)
{
	char full[PATH_MAX];

	if (proc_path(path, full))
		return -1;
	return open(full, flags | O_RDONLY | O_CLOEXEC);
}

int source_proc_open(const char *path)
{
	return proc_open(path, 0);
}

DIR *source_proc_dir(const char *path)
{
	int fd = proc_open(path, O_DIRECTORY);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);

	if (fd >= 0 && !dir)
		close(fd);
	return dir;
}

int source_fd_text(int fd, char *buf, size_t size)
{
	ssize_t n;

	if (fd < 0)
		return fd;
	n = read(fd, buf, size - 1);
	close(fd);
	if (n < 0)
		return -EIO;
	buf[n] = '\0';
	return 0;
}

int source_proc_text(const char *path, char *buf, size_t size)
{
	int fd = proc_open(path, 0);

	return source_fd_text(fd < 0 ? -errno : fd, buf, size);
}

int source_proc_link(const char *path, char *buf, size_t size)
{
	char full[PATH_MAX];
	ssize_t n;

	if (proc_path(path, full))
		return -errno;
	n = readlink(full, buf, size - 1);
	if (n < 0)
		return -errno;
	buf[n] = '\0';
	return 0;
}

int source_proc_write(const char *path, const char *text)
{
	const size_t length = strlen(text);
	char full[PATH_MAX];
	ssize_t n;
	int fd, err;

	if (proc_path(path, full))
		return -errno;
	fd = open(full, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	n = write(fd, text, length);
	err = n < 0 ? errno : EIO;
	close(fd);
	return n == (ssize_t)length ? 0 : -err;
}

const char *source_security_modules(char *buf, size_t size)
{
	int fd = open("/sys/kernel/security/lsm", O_RDONLY | O_CLOEXEC);

	if (source_fd_text(fd < 0 ? -errno : fd, buf, size) || !*buf)
		return "unknown";
	return buf;
}

DIR *source_netns_dir(void)
{
	return opendir(env_or("LISTENQ_NETNS", "/run/netns"));
}
