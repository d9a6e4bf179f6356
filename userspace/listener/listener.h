/* SPDX-License-Identifier: GPL-2.0-only */
/* A listener: its row, joined with owner, namespace name, group and rates. */
#ifndef LISTENER_H
#define LISTENER_H

#include "lib/endpoint.h"
#include "listener/judgement.h"
#include "listener/listener_rate.h"
#include "proc/netns.h"
#include "proc/owner.h"
#include "table/load.h"

/*
 * How many sockets share the endpoint (SO_REUSEPORT); 0: groups_count() not
 * called.
 */
struct group_counts {
	uint64_t sockets;
	uint64_t full, empty;		/* by accept queue */
};

struct listener {
	const struct listener_row *row;
	struct endpoint local;
	struct value netns;		/* also where there is no row */
	struct owner owner;
	bool is_group;			/* a sum over a group */
	const struct client_row *lost_syn;	/* see clients_join(); or NULL */
	const struct client_row *lost_ack;
	const char *netns_name;		/* NULL: not read, or unknown */
	struct group_counts group;
	struct judgement judgement;	/* of a group: the worst of its members' */
	struct rate rate[NRATES];	/* set by sample_read() */
};

/* Sorted by port and address; each points into the other members. */
struct listeners {
	struct listener *listener;
	size_t count;
	struct loaded loaded;
	struct owners owners;
	struct netns_names netns_names;
};

/*
 * Loads the listeners of this network namespace. Returns an exit_status;
 * listeners_free() is due also on failure.
 */
int listeners_load(struct listeners *listeners, enum owners_wanted wanted,
		   struct failure *why);
/*
 * Does the same from either file with listeners. before: owners of an earlier
 * load for owners_find(), or NULL.
 */
int listeners_load_from(struct listeners *listeners, enum source_file file,
			enum owners_wanted wanted, const struct owners *before,
			struct failure *why);
/* Does the same with what the kernel reports without the module. */
int listeners_load_without_module(struct listeners *listeners,
				  enum owners_wanted wanted,
				  struct failure *why);
void listeners_free(struct listeners *listeners);

/* Judges all listeners anew, with another idea of what is lately. */
void listeners_judge(struct listeners *listeners, uint64_t lately_ms);

/* Removes the listeners for which keep() returns false. */
void listeners_keep(struct listeners *listeners,
		    bool (*keep)(const struct listener *listener,
				 const void *data),
		    const void *data);

/* Returns the first of the *count listeners at exactly this endpoint. */
const struct listener *listeners_at(const struct listeners *listeners,
				    const struct endpoint *local,
				    size_t *count);

/* Whether there are listeners of more than one network namespace. */
bool listeners_span_namespaces(const struct listeners *listeners);

/*
 * Sorts by namespace, endpoint and user. Do not call listeners_at() after this.
 */
void listeners_sort_by_namespace(struct listeners *listeners);

/* Sets netns_name of all listeners. Returns an exit_status. */
int listeners_name_namespaces(struct listeners *listeners, struct failure *why);

#endif /* LISTENER_H */
