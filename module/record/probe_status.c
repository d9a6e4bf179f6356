// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bug.h>
#include <linux/compiler.h>
#include <linux/stddef.h>
#include <linux/string.h>

#include "record/probe_status.h"

static struct lq_probe_status probes[LQ_PROBES_MAX];
static unsigned int nr_probes;

void lq_probe_status_add(const struct lq_probe_status *status)
{
	if (!WARN_ON_ONCE(nr_probes == LQ_PROBES_MAX))
		probes[nr_probes++] = *status;
}

void lq_probe_status_change(const char *symbol, const char *state,
			    const char *via)
{
	unsigned int i;

	for (i = 0; i < nr_probes; i++) {
		if (strcmp(probes[i].symbol, symbol))
			continue;
		WRITE_ONCE(probes[i].state, state);
		WRITE_ONCE(probes[i].via, via);
	}
}

const struct lq_probe_status *lq_probe_status_at(unsigned int i)
{
	return i < nr_probes ? &probes[i] : NULL;
}
