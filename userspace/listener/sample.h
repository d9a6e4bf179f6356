/* SPDX-License-Identifier: GPL-2.0-only */
/* The listeners as they were read at a moment, and again. */
#ifndef SAMPLE_H
#define SAMPLE_H

#include "listener/listener.h"

/* Zeroed, none was read yet. */
struct sample {
	struct listeners listeners;
	uint64_t at_ms;
};

/*
 * A new one takes its place, with rates since. If that fails there is none, so
 * that what is read next has no rates. Returns a cmd_status.
 */
int sample_read(struct sample *sample, enum source_file file,
		enum owners_wanted wanted, struct failure *why);
void sample_free(struct sample *sample);

#endif /* SAMPLE_H */
