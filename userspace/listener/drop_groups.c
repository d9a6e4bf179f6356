// SPDX-License-Identifier: GPL-2.0-only
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "listener/drop_groups.h"
#include "table/table.h"

static const char *const names[NDROP_KEYS] = {
	[BY_CLIENT] = "client",
	[BY_NETWORK] = "network",
	[BY_CAUSE] = "cause",
	[BY_LISTENER] = "listener",
};

/* A drop with its key, to be sorted. */
struct keyed {
	char key[DROP_KEY_SIZE];
	struct endpoint client;
	struct value age_ms;
};

enum drop_key drop_key_parse(const char *name)
{
	unsigned int i;

	for (i = 0; i < NDROP_KEYS; i++)
		if (strcmp(names[i], name) == 0)
			break;
	return (enum drop_key)i;
}

static void write_address(const struct in6_addr *address, const char *prefix4,
			  const char *prefix6, char *key)
{
	bool is_ipv4 = IN6_IS_ADDR_V4MAPPED(address);
	char text[INET6_ADDRSTRLEN] = "";

	if (is_ipv4)
		inet_ntop(AF_INET, &address->s6_addr[12], text, sizeof(text));
	else
		inet_ntop(AF_INET6, address, text, sizeof(text));
	snprintf(key, DROP_KEY_SIZE, "%s%s", text, is_ipv4 ? prefix4 : prefix6);
}

static void write_network(struct in6_addr address, char *key)
{
	size_t kept = IN6_IS_ADDR_V4MAPPED(&address) ? 15 : 6;

	memset(&address.s6_addr[kept], 0, sizeof(address) - kept);
	write_address(&address, "/24", "/48", key);
}

static void make_key(struct keyed *k, enum drop_key by,
		     const struct drop_row *drop)
{
	k->client = value_endpoint(drop->remote);
	k->age_ms = drop->age_ms;
	snprintf(k->key, sizeof(k->key), "-");
	switch (by) {
	case BY_CLIENT:
		if (k->client.has_address)
			write_address(&k->client.address, "", "", k->key);
		break;
	case BY_NETWORK:
		if (k->client.has_address)
			write_network(k->client.address, k->key);
		break;
	case BY_CAUSE:
		snprintf(k->key, sizeof(k->key), "%s", text_or_dash(drop->cause));
		break;
	case BY_LISTENER:
		snprintf(k->key, sizeof(k->key), "%s", text_or_dash(drop->local));
		break;
	case NDROP_KEYS:
		break;
	}
}

static int compare_clients(const struct keyed *x, const struct keyed *y)
{
	return memcmp(&x->client.address, &y->client.address,
		      sizeof(x->client.address));
}

static int compare_keyed(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	return strverscmp(x->key, y->key) ?: compare_clients(x, y);
}

/* The largest first; of the same size those whose last drop is newest. */
static int compare_groups(const void *a, const void *b)
{
	const struct drop_group *x = a, *y = b;
	int order = COMPARE(y->drops, x->drops);

	if (!order)
		order = COMPARE(x->last_ms.number, y->last_ms.number);
	return order ?: strverscmp(x->key, y->key);
}

static void add(struct drop_group *group, struct value age_ms)
{
	group->drops++;
	if (!known(age_ms))
		return;
	if (!known(group->first_ms) || age_ms.number > group->first_ms.number)
		group->first_ms = age_ms;
	if (!known(group->last_ms) || age_ms.number < group->last_ms.number)
		group->last_ms = age_ms;
}

static void add_up(struct drop_groups *groups, const struct keyed *k, size_t n)
{
	struct drop_group *group = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!group || strcmp(group->key, k[i].key) != 0) {
			group = &groups->group[groups->count++];
			strcpy(group->key, k[i].key);
			group->clients = 1;
		} else if (compare_clients(&k[i - 1], &k[i]) != 0) {
			group->clients++;
		}
		add(group, k[i].age_ms);
	}
}

int drop_groups_make(struct drop_groups *groups, enum drop_key by,
		     const struct drop_row *const *drops, size_t n)
{
	struct keyed *k = calloc(n + 1, sizeof(*k));
	size_t i;

	groups->count = 0;
	groups->group = calloc(n + 1, sizeof(*groups->group));
	if (!k || !groups->group) {
		free(k);
		drop_groups_free(groups);
		return -ENOMEM;
	}
	for (i = 0; i < n; i++)
		make_key(&k[i], by, drops[i]);
	qsort(k, n, sizeof(*k), compare_keyed);
	add_up(groups, k, n);
	free(k);
	qsort(groups->group, groups->count, sizeof(*groups->group),
	      compare_groups);
	return 0;
}

void drop_groups_free(struct drop_groups *groups)
{
	free(groups->group);
	*groups = (struct drop_groups){ NULL, 0 };
}
