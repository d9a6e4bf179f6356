/* SPDX-License-Identifier: GPL-2.0-only */
/* Listeners with what was found out about them outside of their table. */
#ifndef LISTENER_H
#define LISTENER_H

#include "lib/endpoint.h"
#include "listener/listener_rate.h"
#include "proc/netns.h"
#include "proc/owner.h"
#include "table/load.h"

/* A listener and those that share its endpoint; 0 sockets: not looked for. */
struct company {
	uint64_t sockets;
	uint64_t full, empty;		/* accept queues */
};

struct entry {
	const struct listener_row *listener;
	struct endpoint local;
	struct owner owner;
	bool is_group;			/* several sockets, summed up */
	const char *netns_name;		/* NULL: not looked for, or not known */
	struct company company;
	struct rate rate[NRATES];	/* as sample_read() found it */
};

/* In the order of port and address; the rest is what they point into. */
struct entries {
	struct entry *entry;
	size_t count;
	struct loaded listeners;
	struct owners owners;
	struct namespaces namespaces;
};

/* Returns a cmd_status; to be freed in any case. */
int entries_load(struct entries *entries, enum owners_wanted wanted,
		 struct failure *why);
/*
 * The same, from one of the two files that have listeners; before are owners
 * that were found some time ago, or NULL.
 */
int entries_load_from(struct entries *entries, enum source_file file,
		      enum owners_wanted wanted, const struct owners *before,
		      struct failure *why);
/* The same, with what is known without the module. */
int entries_load_without_module(struct entries *entries,
				enum owners_wanted wanted, struct failure *why);
void entries_free(struct entries *entries);

/* Drops those of which keep() says no. */
void entries_keep(struct entries *entries,
		  bool (*keep)(const struct entry *entry, const void *data),
		  const void *data);

/* Those at exactly this endpoint, *count of them. */
const struct entry *entries_at(const struct entries *entries,
			       const struct endpoint *local, size_t *count);

/* Whether they are of more than one network namespace. */
bool entries_mixed(const struct entries *entries);

/* By namespace, endpoint and user, after which there is no entries_at() any more. */
void entries_sort_by_namespace(struct entries *entries);

/* Finds out what their namespaces are called. Returns a cmd_status. */
int entries_name_namespaces(struct entries *entries, struct failure *why);

#endif /* LISTENER_H */
