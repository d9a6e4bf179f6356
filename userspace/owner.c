// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "owner.h"
#include "source.h"

struct scan {
	struct owners *owners;
	const uint64_t *inodes;		/* sorted */
	size_t ninodes;
};

static int compare_inodes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int compare_holders(const void *a, const void *b)
{
	const struct holder *x = a, *y = b;
	int order = compare_inodes(&x->inode, &y->inode);

	return order ? order : (x->pid > y->pid) - (x->pid < y->pid);
}

static int add_holder(struct owners *o, uint64_t inode, pid_t pid)
{
	struct holder *holders;

	if (o->count == o->capacity) {
		o->capacity = o->capacity ? 2 * o->capacity : 64;
		holders = reallocarray(o->holders, o->capacity,
				       sizeof(*holders));
		if (!holders)
			return -ENOMEM;
		o->holders = holders;
	}
	o->holders[o->count++] = (struct holder){ .inode = inode, .pid = pid };
	return 0;
}

static bool is_socket(const char *link, uint64_t *inode)
{
	int end = 0;

	return sscanf(link, "socket:[%" SCNu64 "]%n", inode, &end) == 1 &&
	       end && !link[end];
}

static void note_denied(struct owners *o)
{
	if (errno == EACCES || errno == EPERM)
		o->denied = true;
}

static int scan_descriptor(const struct scan *s, int fds, const char *fd,
			   pid_t pid)
{
	char link[64];
	uint64_t inode;
	ssize_t n;

	n = readlinkat(fds, fd, link, sizeof(link) - 1);
	if (n < 0) {
		note_denied(s->owners);
		return 0;
	}
	link[n] = '\0';
	if (!is_socket(link, &inode) ||
	    !bsearch(&inode, s->inodes, s->ninodes, sizeof(inode),
		     compare_inodes))
		return 0;
	return add_holder(s->owners, inode, pid);
}

static void name_holders(struct owners *o, size_t first, pid_t pid)
{
	char name[PROCESS_NAME_SIZE];
	size_t i;

	if (first == o->count || process_name(pid, name))
		return;
	for (i = first; i < o->count; i++)
		strcpy(o->holders[i].name, name);
}

static int scan_process(const struct scan *s, pid_t pid)
{
	size_t first = s->owners->count;
	struct dirent *entry;
	char path[32];
	int err = 0;
	DIR *fds;

	snprintf(path, sizeof(path), "%d/fd", pid);
	fds = source_proc_dir(path);
	if (!fds) {
		note_denied(s->owners);
		return 0;
	}
	while (!err && (entry = readdir(fds)))
		if (isdigit((unsigned char)entry->d_name[0]))
			err = scan_descriptor(s, dirfd(fds), entry->d_name,
					      pid);
	closedir(fds);
	name_holders(s->owners, first, pid);
	return err;
}

static int scan_processes(const struct scan *s)
{
	struct dirent *entry;
	DIR *proc;
	int err = 0;

	proc = source_proc_dir(".");
	if (!proc) {
		note_denied(s->owners);
		return 0;
	}
	while (!err && (entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]))
			err = scan_process(s, atoi(entry->d_name));
	closedir(proc);
	return err;
}

/* A process that holds a socket by two descriptors is one holder. */
static void sort_holders(struct owners *o)
{
	size_t i, n = 0;

	if (!o->count)
		return;
	qsort(o->holders, o->count, sizeof(*o->holders), compare_holders);
	for (i = 1; i < o->count; i++)
		if (compare_holders(&o->holders[n], &o->holders[i]) != 0)
			o->holders[++n] = o->holders[i];
	o->count = n + 1;
}

int owners_find(struct owners *owners, uint64_t *inodes, size_t ninodes)
{
	struct scan scan = { owners, inodes, ninodes };
	int err;

	*owners = (struct owners){ 0 };
	if (!ninodes)
		return 0;
	qsort(inodes, ninodes, sizeof(*inodes), compare_inodes);
	err = scan_processes(&scan);
	if (err)
		owners_free(owners);
	else
		sort_holders(owners);
	return err;
}

void owners_free(struct owners *owners)
{
	free(owners->holders);
	*owners = (struct owners){ 0 };
}

static size_t first_not_below(const struct owners *o, uint64_t inode)
{
	size_t low = 0, high = o->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (o->holders[middle].inode < inode)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct owner owners_of(const struct owners *owners, uint64_t inode)
{
	size_t first = first_not_below(owners, inode), end = first;

	while (end < owners->count && owners->holders[end].inode == inode)
		end++;
	if (first == end)
		return (struct owner){ NULL, 0 };
	return (struct owner){ &owners->holders[first], end - first };
}

const char *owner_name(struct owner owner)
{
	return owner.count && owner.holders[0].name[0] ?
	       owner.holders[0].name : NULL;
}

bool owner_before(struct owner a, struct owner b)
{
	return a.count && (!b.count || a.holders[0].pid < b.holders[0].pid);
}
