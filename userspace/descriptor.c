// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "descriptor.h"
#include "source.h"

struct walk {
	int (*see)(const struct descriptor *d, void *data);
	void *data;
	bool *denied;
};

struct pids {
	pid_t *pid;
	size_t count;
	size_t capacity;
};

/* A tenth of what sscanf() costs, and there may be 100,000 of them. */
static bool is_socket(const char *link, uint64_t *inode)
{
	static const char begin[] = "socket:[";
	const char *digits = link + sizeof(begin) - 1;
	char *end;

	if (strncmp(link, begin, sizeof(begin) - 1) != 0 ||
	    !isdigit((unsigned char)*digits))
		return false;
	*inode = strtoull(digits, &end, 10);
	return strcmp(end, "]") == 0;
}

static void note_denied(const struct walk *w)
{
	if (errno == EACCES || errno == EPERM)
		*w->denied = true;
}

static int see_descriptor(const struct walk *w, int fds, const char *fd,
			  pid_t pid)
{
	struct descriptor d = { .pid = pid, .fd = atoi(fd) };
	char link[64];
	ssize_t n;

	n = readlinkat(fds, fd, link, sizeof(link) - 1);
	if (n < 0) {
		note_denied(w);
		return 0;
	}
	link[n] = '\0';
	return is_socket(link, &d.inode) ? w->see(&d, w->data) : 0;
}

static int walk_process(const struct walk *w, pid_t pid)
{
	struct dirent *entry;
	char path[32];
	int ended = 0;
	DIR *fds;

	snprintf(path, sizeof(path), "%d/fd", pid);
	fds = source_proc_dir(path);
	if (!fds) {
		note_denied(w);
		return 0;
	}
	while (!ended && (entry = readdir(fds)))
		if (isdigit((unsigned char)entry->d_name[0]))
			ended = see_descriptor(w, dirfd(fds), entry->d_name,
					       pid);
	closedir(fds);
	return ended;
}

static int add_pid(struct pids *pids, pid_t pid)
{
	pid_t *more;

	if (pids->count == pids->capacity) {
		pids->capacity = pids->capacity ? 2 * pids->capacity : 256;
		more = reallocarray(pids->pid, pids->capacity, sizeof(*more));
		if (!more)
			return -ENOMEM;
		pids->pid = more;
	}
	pids->pid[pids->count++] = pid;
	return 0;
}

static int compare_pids(const void *a, const void *b)
{
	pid_t x = *(const pid_t *)a, y = *(const pid_t *)b;

	return (x > y) - (x < y);
}

static int find_pids(const struct walk *w, struct pids *pids)
{
	DIR *proc = source_proc_dir(".");
	struct dirent *entry;
	int err = 0;

	if (!proc) {
		note_denied(w);
		return 0;
	}
	while (!err && (entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]))
			err = add_pid(pids, atoi(entry->d_name));
	closedir(proc);
	if (pids->count)
		qsort(pids->pid, pids->count, sizeof(*pids->pid), compare_pids);
	return err;
}

int descriptors_walk(int (*see)(const struct descriptor *d, void *data),
		     void *data, bool *denied)
{
	const struct walk w = { see, data, denied };
	struct pids pids = { .count = 0 };
	int ended = find_pids(&w, &pids);
	size_t i;

	for (i = 0; !ended && i < pids.count; i++)
		ended = walk_process(&w, pids.pid[i]);
	free(pids.pid);
	return ended;
}

bool descriptor_is_open(const struct descriptor *d)
{
	char path[64], link[64];
	uint64_t inode;

	snprintf(path, sizeof(path), "%d/fd/%d", d->pid, d->fd);
	return source_proc_link(path, link, sizeof(link)) == 0 &&
	       is_socket(link, &inode) && inode == d->inode;
}
