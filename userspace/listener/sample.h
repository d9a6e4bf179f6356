/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads the listeners repeatedly, with rates. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "listener/listener.h"

struct filters;

/* One read; zeroed before the first. */
struct sample {
	struct listeners listeners;
	uint64_t at_ms;
};

/*
 * Replaces the sample by a new one, with rates since the old one; see
 * filters_load_listeners(). On failure
 * the sample is cleared, so the next one has no rates. Returns an exit_status.
 */
int sample_read(struct sample *sample, struct filters *filters,
		enum owners_wanted wanted, struct failure *why);
void sample_free(struct sample *sample);

#endif /* SAMPLE_H */
