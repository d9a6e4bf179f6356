// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/array.h"
#include "proc/descriptor.h"
#include "proc/inode.h"
#include "table/source.h"

struct walk {
	int (*see)(const struct descriptor *d, void *data);
	void *data;
	bool *denied;
};

/* A process, and where the next round begins. */
struct walked_process {
	pid_t pid;
	long next;			/* position in /proc/PID/fd */
	bool done;
};

struct walked_processes {
	struct walked_process *process;
	size_t count;
	size_t capacity;
};

#define FIRST_ROUND 64

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
	return inode_of_link(link, "socket", &d.inode) ?
	       w->see(&d, w->data) : 0;
}

/* The kernel lists descriptors in ascending order: proc_readfd_common(). */
static struct dirent *next_below(DIR *fds, struct walked_process *p, int limit)
{
	struct dirent *entry;

	do {
		p->next = telldir(fds);
		entry = readdir(fds);
	} while (entry && !isdigit((unsigned char)entry->d_name[0]));
	p->done = !entry;
	return entry && atoi(entry->d_name) < limit ? entry : NULL;
}

static int walk_process(const struct walk *w, struct walked_process *p,
			int limit)
{
	struct dirent *entry;
	int seen, ended = 0;
	char path[32];
	DIR *fds;

	snprintf(path, sizeof(path), "%d/fd", p->pid);
	fds = source_proc_dir(path);
	if (!fds) {
		note_denied(w);
		p->done = true;
		return 0;
	}
	if (p->next)
		seekdir(fds, p->next);
	while (ended >= 0 && (entry = next_below(fds, p, limit))) {
		seen = see_descriptor(w, dirfd(fds), entry->d_name, p->pid);
		ended = seen ?: ended;
	}
	closedir(fds);
	return ended;
}

/* Removes the processes that have no more descriptors from the next round. */
static int walk_round(const struct walk *w, struct walked_processes *all,
		      int limit)
{
	size_t i, left = 0;
	int seen, ended = 0;

	for (i = 0; i < all->count && ended >= 0; i++) {
		seen = walk_process(w, &all->process[i], limit);
		ended = seen ?: ended;
		if (!all->process[i].done)
			all->process[left++] = all->process[i];
	}
	all->count = left;
	return ended;
}

static int add_process(struct walked_processes *all, pid_t pid)
{
	struct walked_process *grown = array_grow(all->process, all->count,
					   &all->capacity, sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	all->process = grown;
	all->process[all->count++] = (struct walked_process){ .pid = pid };
	return 0;
}

static int compare_processes(const void *a, const void *b)
{
	const struct walked_process *x = a, *y = b;

	return COMPARE(x->pid, y->pid);
}

static int find_processes(const struct walk *w, struct walked_processes *all)
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
			err = add_process(all, atoi(entry->d_name));
	closedir(proc);
	if (all->count)
		qsort(all->process, all->count, sizeof(*all->process),
		      compare_processes);
	return err;
}

int descriptors_walk(int (*see)(const struct descriptor *d, void *data),
		     void *data, bool *denied)
{
	const struct walk w = { see, data, denied };
	struct walked_processes all = { .count = 0 };
	int ended = find_processes(&w, &all);
	int limit = FIRST_ROUND;

	while (!ended && all.count) {
		ended = walk_round(&w, &all, limit);
		limit = limit > INT_MAX / 4 ? INT_MAX : 4 * limit;
	}
	free(all.process);
	return ended;
}

bool descriptor_is_open(const struct descriptor *d)
{
	char path[64], link[64];
	uint64_t inode;

	snprintf(path, sizeof(path), "%d/fd/%d", d->pid, d->fd);
	return source_proc_link(path, link, sizeof(link)) == 0 &&
	       inode_of_link(link, "socket", &inode) && inode == d->inode;
}
