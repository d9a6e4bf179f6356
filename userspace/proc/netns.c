// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/array.h"
#include "proc/container.h"
#include "proc/inode.h"
#include "proc/netns.h"
#include "proc/process.h"
#include "table/source.h"

static int compare_to_netns(const void *inode, const void *netns)
{
	const struct netns *ns = netns;

	return compare_u64(inode, &ns->inode);
}

static struct netns *find(const struct netns_names *all, uint64_t inode)
{
	if (!all->count)
		return NULL;
	return bsearch(&inode, all->netns, all->count,
		       sizeof(*all->netns), compare_to_netns);
}

/* Of several names of one namespace, keeps the first in alphabetical order. */
static void take_name(struct netns *ns, const char *name)
{
	char printable[NETNS_NAME_SIZE];

	copy_printable(printable, name,
		       strnlen(name, NETNS_NAME_SIZE - 1));
	if (!ns->name[0] || strcmp(printable, ns->name) < 0)
		strcpy(ns->name, printable);
}

static void name_by_file(struct netns_names *all)
{
	DIR *dir = source_netns_dir();
	struct netns *ns;
	struct dirent *entry;
	struct stat st;

	if (!dir)
		return;
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] == '.' ||
		    fstatat(dirfd(dir), entry->d_name, &st, 0))
			continue;
		ns = find(all, st.st_ino);
		if (ns)
			take_name(ns, entry->d_name);
	}
	closedir(dir);
}

int netns_of_process(const char *process, uint64_t *inode)
{
	char path[32], link[64];
	int err;

	snprintf(path, sizeof(path), "%.16s/ns/net", process);
	err = source_proc_link(path, link, sizeof(link));
	if (err)
		return err;
	return inode_of_link(link, "net", inode) ? 0 : -EINVAL;
}

struct scan {
	struct netns_names *all;
	pid_t hidden;			/* lowest one that we cannot see */
	bool has_init;
};

/*
 * An exiting process has no namespace any more: that is not a lack of
 * permission.
 */
static bool is_gone(int err)
{
	return err == -ENOENT || err == -ESRCH;
}

static void scan_process(struct scan *scan, const char *process)
{
	struct netns *ns;
	pid_t pid = atoi(process);
	uint64_t inode;
	int err;

	err = netns_of_process(process, &inode);
	if (err && !is_gone(err) && (!scan->hidden || pid < scan->hidden))
		scan->hidden = pid;
	if (pid == 1)
		scan->has_init = true;
	ns = err ? NULL : find(scan->all, inode);
	if (ns && (!ns->first || pid < ns->first))
		ns->first = pid;
}

/*
 * A namespace may have processes that we cannot see, of other users or all but
 * our own (hidepid): if one of them has a lower pid, the first one is not
 * known.
 */
static void forget_doubtful(const struct scan *scan)
{
	struct netns_names *all = scan->all;
	size_t i;

	for (i = 0; i < all->count; i++)
		if (!scan->has_init ||
		    (scan->hidden && scan->hidden < all->netns[i].first))
			all->netns[i].first = 0;
}

static void find_first_processes(struct netns_names *all)
{
	struct scan scan = { .all = all };
	struct dirent *entry;
	DIR *proc;

	proc = source_proc_dir(".");
	if (!proc)
		return;
	while ((entry = readdir(proc)))
		if (isdigit((unsigned char)entry->d_name[0]))
			scan_process(&scan, entry->d_name);
	closedir(proc);
	forget_doubtful(&scan);
}

static void name_by_process(struct netns *ns)
{
	char path[32], cgroups[4096], name[CONTAINER_NAME_SIZE];

	snprintf(path, sizeof(path), "%d/cgroup", ns->first);
	if (source_proc_text(path, cgroups, sizeof(cgroups)) == 0 &&
	    container_name(cgroups, name))
		take_name(ns, name);
	else
		process_name(ns->first, ns->name);
}

static void name_all(struct netns_names *all)
{
	struct netns *ns;
	size_t i;

	name_by_file(all);
	find_first_processes(all);
	for (i = 0; i < all->count; i++) {
		ns = &all->netns[i];
		if (!ns->name[0] && ns->first)
			name_by_process(ns);
		if (!ns->name[0])
			snprintf(ns->name, sizeof(ns->name), "%" PRIu64,
				 ns->inode);
	}
}

int netns_names_find(struct netns_names *names, uint64_t *inodes, size_t n)
{
	struct netns_names *all = names;
	size_t i;

	*all = (struct netns_names){ NULL, 0 };
	if (!n)
		return 0;
	all->netns = calloc(n, sizeof(*all->netns));
	if (!all->netns)
		return -ENOMEM;
	qsort(inodes, n, sizeof(*inodes), compare_u64);
	for (i = 0; i < n; i++)
		if (!i || inodes[i] != inodes[i - 1])
			all->netns[all->count++].inode = inodes[i];
	name_all(all);
	return 0;
}

void netns_names_free(struct netns_names *names)
{
	free(names->netns);
	*names = (struct netns_names){ NULL, 0 };
}

const char *netns_name(const struct netns_names *names, uint64_t inode)
{
	const struct netns *ns = find(names, inode);

	return ns ? ns->name : NULL;
}

pid_t netns_process(const struct netns_names *names, uint64_t inode)
{
	const struct netns *ns = find(names, inode);

	return ns ? ns->first : 0;
}
