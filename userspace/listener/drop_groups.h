/* SPDX-License-Identifier: GPL-2.0-only */
/* Drops added up by client, network, cause or listener. */
#ifndef DROP_GROUPS_H
#define DROP_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/endpoint.h"
#include "table/value.h"

struct drop_row;

enum drop_key {
	BY_CLIENT,			/* the address, without the port */
	BY_NETWORK,			/* its /24, or /48 of IPv6 */
	BY_CAUSE,
	BY_LISTENER,
	NDROP_KEYS
};

#define DROP_KEY_SIZE ENDPOINT_TEXT_SIZE

struct drop_group {
	char key[DROP_KEY_SIZE];
	uint64_t drops;
	uint64_t clients;		/* different addresses */
	struct value first_ms, last_ms;	/* ages of the oldest and the newest */
};

struct drop_groups {
	struct drop_group *group;	/* the largest first */
	size_t count;
};

/* Returns the key of that name: "client", ...; NDROP_KEYS: there is none. */
enum drop_key drop_key_parse(const char *name);

/*
 * Adds up n drops. Returns 0 or -ENOMEM; drop_groups_free() is due if it
 * returned 0.
 */
int drop_groups_make(struct drop_groups *groups, enum drop_key by,
		     const struct drop_row *const *drops, size_t n);
void drop_groups_free(struct drop_groups *groups);

#endif /* DROP_GROUPS_H */
