// SPDX-License-Identifier: GPL-2.0-only
#include "lib/failure.h"
#include "listener/listener.h"
#include "listener/listener_clients.h"

static bool is_same(const struct client_row *row, const struct listener_row *l)
{
	return are_equal(row->inode, l->inode) && known(row->local) &&
	       is_text(l->local, row->local.text) &&
	       !are_different(row->netns, l->netns);
}

static void join_row(const struct client_row *row, struct listeners *listeners)
{
	struct listener *listener;
	size_t i;

	if (!some(row->dropped))
		return;		/* of most listeners */
	for (i = 0; i < listeners->count; i++) {
		listener = &listeners->listener[i];
		if (!listener->row || !is_same(row, listener->row))
			continue;
		if (is_text(row->packet, "syn"))
			listener->lost_syn = row;
		else
			listener->lost_ack = row;
		return;
	}
}

void clients_join(struct clients *clients, struct listeners *listeners,
		  bool all_namespaces)
{
	struct failure ignored;
	size_t i;

	*clients = (struct clients){ 0 };
	if (load(&clients->loaded, all_namespaces ? SOURCE_ALL_CLIENTS :
						    SOURCE_CLIENTS, &ignored))
		return;
	/* A copy of the listeners has nothing to do with this machine's clients. */
	if (!clients->loaded.source.variable !=
	    !listeners->loaded.source.variable)
		return;
	for (i = 0; i < clients->loaded.table.nrows; i++)
		join_row(client_at(&clients->loaded.table, i), listeners);
}

void clients_free(struct clients *clients)
{
	unload(&clients->loaded);
}
