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
struct group_counts {
	uint64_t sockets;
	uint64_t full, empty;		/* accept queues */
};

struct listener {
	const struct listener_row *row;
	struct endpoint local;
	struct owner owner;
	bool is_group;			/* several sockets, summed up */
	const char *netns_name;		/* NULL: not looked for, or not known */
	struct group_counts group;
	struct rate rate[NRATES];	/* as sample_read() found it */
};

/* In the order of port and address; the rest is what they point into. */
struct listeners {
	struct listener *listener;
	size_t count;
	struct loaded loaded;
	struct owners owners;
	struct netns_names netns_names;
};

/* Returns a cmd_status; to be freed in any case. */
int listeners_load(struct listeners *listeners, enum owners_wanted wanted,
		   struct failure *why);
/*
 * The same, from one of the two files that have listeners; before are owners
 * that were found some time ago, or NULL.
 */
int listeners_load_from(struct listeners *listeners, enum source_file file,
			enum owners_wanted wanted, const struct owners *before,
			struct failure *why);
/* The same, with what is known without the module. */
int listeners_load_without_module(struct listeners *listeners,
				  enum owners_wanted wanted,
				  struct failure *why);
void listeners_free(struct listeners *listeners);

/* Drops those of which keep() says no. */
void listeners_keep(struct listeners *listeners,
		    bool (*keep)(const struct listener *listener,
				 const void *data),
		    const void *data);

/* Those at exactly this endpoint, *count of them. */
const struct listener *listeners_at(const struct listeners *listeners,
				    const struct endpoint *local,
				    size_t *count);

/* Whether they are of more than one network namespace. */
bool listeners_span_namespaces(const struct listeners *listeners);

/* By namespace, endpoint and user, after which there is no listeners_at() any more. */
void listeners_sort_by_namespace(struct listeners *listeners);

/* Finds out what their namespaces are called. Returns a cmd_status. */
int listeners_name_namespaces(struct listeners *listeners, struct failure *why);

#endif /* LISTENER_H */
