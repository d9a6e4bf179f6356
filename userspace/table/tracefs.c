// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/failure.h"
#include "table/source.h"
#include "table/tracefs.h"

#define TRACEFS "/sys/kernel/tracing"
#define INSTANCES TRACEFS "/instances"
#define PREFIX "listenq-"

/* How many instances there may be for one pid, which each PID namespace has. */
#define MOST_OF_A_PID 9

/* For each CPU: room for some 4000 events. */
#define BUFFER_KB "512"

static int open_file(const struct tracefs_instance *in, const char *name,
		     int flags)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", in->path, name);
	fd = open(path, flags | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

static int write_file(const struct tracefs_instance *in, const char *name,
		      const char *text)
{
	int fd = open_file(in, name, O_WRONLY);
	int err = 0;

	if (fd < 0)
		return fd;
	if (write(fd, text, strlen(text)) < 0)
		err = -errno;
	close(fd);
	return err;
}

static int read_file(const struct tracefs_instance *in, const char *name,
		     char *buf, size_t size)
{
	return source_fd_text(open_file(in, name, O_RDONLY), buf, size);
}

/*
 * Removes the instances of processes that were killed. If a process only seems
 * dead, from another PID namespace, the kernel refuses: its instance is being
 * read.
 */
static void remove_stale(void)
{
	DIR *dir = opendir(INSTANCES);
	struct dirent *entry;
	char *end;
	long pid;

	while (dir && (entry = readdir(dir))) {
		if (strncmp(entry->d_name, PREFIX, strlen(PREFIX)) != 0)
			continue;
		pid = strtol(entry->d_name + strlen(PREFIX), &end, 10);
		if (pid > 0 && (!*end || *end == '.') && kill((pid_t)pid, 0) && errno == ESRCH)
			unlinkat(dirfd(dir), entry->d_name, AT_REMOVEDIR);
	}
	if (dir)
		closedir(dir);
}

static int make_failed(int err, struct failure *why)
{
	switch (err) {
	case -ENOENT:
		return fail(why, EXIT_FAILED, "there is no " INSTANCES
			    ": run 'mount -t tracefs none " TRACEFS "'");
	case -EACCES:
	case -EPERM:
		return fail(why, EXIT_NO_PERMISSION, INSTANCES ": no "
			    "permission to trace: %s", source_who_may());
	case -EINVAL:		/* lockdown: the instance has no files */
		return fail(why, EXIT_NO_PERMISSION, INSTANCES ": no "
			    "permission to trace: the kernel is locked down "
			    "for confidentiality (see "
			    "/sys/kernel/security/lockdown)");
	default:
		return fail(why, EXIT_FAILED, INSTANCES ": cannot make "
			    "a tracing instance: %s", strerror(-err));
	}
}

/*
 * buffer_percent sets how full the buffer must be before poll() returns;
 * kernels that lack it behave as with 0.
 */
static int set_up(struct tracefs_instance *in)
{
	int err;

	err = write_file(in, "buffer_percent", "0");
	if (!err || err == -ENOENT)
		err = write_file(in, "trace_clock", "mono");
	if (!err)
		err = write_file(in, "buffer_size_kb", BUFFER_KB);
	if (!err)
		in->pipe = open_file(in, "trace_pipe", O_RDONLY | O_NONBLOCK);
	return err ?: in->pipe < 0 ? in->pipe : 0;
}

static void name(struct tracefs_instance *in, int nth)
{
	int n = snprintf(in->path, sizeof(in->path), INSTANCES "/" PREFIX "%d",
			 getpid());

	if (nth > 1)
		snprintf(in->path + n, sizeof(in->path) - (size_t)n, ".%d",
			 nth);
}

/*
 * The directory may exist: a process that was killed had our pid, which is why
 * remove_stale() left it, or one in another PID namespace has our pid now.
 */
static int make_directory(struct tracefs_instance *in)
{
	int nth, err = -EEXIST;

	for (nth = 1; nth <= MOST_OF_A_PID && err == -EEXIST; nth++) {
		name(in, nth);
		err = mkdir(in->path, 0700) ? -errno : 0;
		if (err == -EEXIST && rmdir(in->path) == 0)
			err = mkdir(in->path, 0700) ? -errno : 0;
	}
	if (err)
		in->path[0] = '\0';
	return err;
}

int tracefs_make(struct tracefs_instance *instance, struct failure *why)
{
	int err;

	*instance = (struct tracefs_instance){ .pipe = -1 };
	remove_stale();
	err = make_directory(instance) ?: set_up(instance);
	return err ? make_failed(err, why) : EXIT_OK;
}

void tracefs_remove(struct tracefs_instance *instance)
{
	if (instance->pipe >= 0)
		close(instance->pipe);
	if (instance->path[0])
		rmdir(instance->path);
	instance->pipe = -1;
	instance->path[0] = '\0';
}

static int enable(const struct tracefs_instance *in, const char *file)
{
	char state[8];
	int err = read_file(in, file, state, sizeof(state));

	if (err)
		return err;
	if (state[0] == '1')
		return 0;
	err = write_file(in, file, "1");
	return err ?: 1;
}

int tracefs_enable(struct tracefs_instance *instance)
{
	int dropped, expired;

	dropped = enable(instance, "events/listenq/listenq_drop/enable");
	if (dropped < 0)
		return dropped;
	expired = enable(instance, "events/listenq/listenq_expire/enable");
	return expired < 0 ? expired : dropped | expired;
}

int tracefs_read(struct tracefs_instance *instance)
{
	size_t room = sizeof(instance->text) - 1 - instance->length;
	ssize_t n;

	n = read(instance->pipe, instance->text + instance->length, room);
	if (n < 0)
		return errno == EINTR ? -EAGAIN : -errno;
	instance->length += (size_t)n;
	return n ? 0 : -EAGAIN;
}

/* A line longer than the buffer is returned in pieces, which are not events. */
char *tracefs_line(struct tracefs_instance *instance, size_t *used)
{
	char *begin = instance->text + *used;
	size_t length = instance->length - *used;
	char *newline = memchr(begin, '\n', length);
	bool full = !*used && instance->length == sizeof(instance->text) - 1;

	if (!newline && !full)
		return NULL;
	if (!newline)
		newline = instance->text + instance->length - 1;
	*newline = '\0';
	*used += (size_t)(newline + 1 - begin);
	return begin;
}

void tracefs_consume(struct tracefs_instance *instance, size_t used)
{
	instance->length -= used;
	memmove(instance->text, instance->text + used, instance->length);
}

static uint64_t field(const char *stats, const char *name)
{
	const char *at = strstr(stats, name);
	uint64_t n = 0;

	if (at)
		sscanf(at + strlen(name), "%" SCNu64, &n);
	return n;
}

static uint64_t lost_on(const struct tracefs_instance *in, const char *cpu)
{
	char name[64], stats[512];

	snprintf(name, sizeof(name), "per_cpu/%.32s/stats", cpu);
	if (read_file(in, name, stats, sizeof(stats)))
		return 0;
	/* "commit overrun" is another number, on a later line. */
	return field(stats, "\noverrun: ") + field(stats, "commit overrun: ") +
	       field(stats, "dropped events: ");
}

uint64_t tracefs_lost(const struct tracefs_instance *instance)
{
	int fd = open_file(instance, "per_cpu", O_RDONLY | O_DIRECTORY);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	uint64_t lost = 0;

	while (dir && (entry = readdir(dir)))
		if (strncmp(entry->d_name, "cpu", 3) == 0)
			lost += lost_on(instance, entry->d_name);
	if (dir)
		closedir(dir);
	return lost;
}
