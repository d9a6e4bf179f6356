// SPDX-License-Identifier: GPL-2.0-only
#include "lib/clock.h"
#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/sample.h"

static int find_rates(struct sample *now, const struct sample *before)
{
	struct listeners *l = &now->listeners;
	struct earlier earlier;
	size_t i;

	if (earlier_index(&earlier, &before->listeners.loaded.table,
			  now->at_ms - before->at_ms))
		return -1;
	for (i = 0; i < l->count; i++)
		listener_rates(&earlier, l->listener[i].row,
			       l->listener[i].rate);
	earlier_free(&earlier);
	return 0;
}

int sample_read(struct sample *sample, struct filters *filters,
		enum owners_wanted wanted, struct failure *why)
{
	struct sample new = { .at_ms = monotonic_ms() };
	int status = filters_load_listeners(filters, &new.listeners, wanted,
					    &sample->listeners.owners, why);

	if (!status && sample->at_ms && find_rates(&new, sample))
		status = fail(why, EXIT_FAILED, "out of memory");
	sample_free(sample);
	if (status)
		sample_free(&new);
	*sample = new;
	return status;
}

void sample_free(struct sample *sample)
{
	listeners_free(&sample->listeners);
	*sample = (struct sample){ .at_ms = 0 };
}
