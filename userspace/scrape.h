/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One request of HTTP on stdin, and the beginning of its answer. A socket unit
 * of systemd hands the connection over; there is no server here.
 */
#ifndef SCRAPE_H
#define SCRAPE_H

#include <stdbool.h>

#include "exposition.h"

struct scrape {
	enum dialect dialect;		/* that the client takes */
	bool head;			/* it wants no body */
};

/*
 * Reads the request, for some seconds at most. true: the answer is to be
 * metrics, and its header has been written to out. false: it was another, which
 * has been written whole.
 */
bool scrape_begin(struct scrape *scrape, int in, FILE *out);

#endif /* SCRAPE_H */
