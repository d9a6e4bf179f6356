/* SPDX-License-Identifier: GPL-2.0-only */
/* The clients that lost a packet, joined to their listeners. */
#ifndef LISTENER_CLIENTS_H
#define LISTENER_CLIENTS_H

#include "table/load.h"

struct listeners;

struct clients {
	struct loaded loaded;
};

/*
 * Loads the clients of the namespaces whose listeners were loaded, and sets
 * listener->lost_syn and listener->lost_ack. Without the table, which an older
 * module does not have, both stay NULL. clients_free() is due when the listeners
 * are not used any more.
 */
void clients_join(struct clients *clients, struct listeners *listeners,
		  bool all_namespaces);
void clients_free(struct clients *clients);

#endif /* LISTENER_CLIENTS_H */
