// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bug.h>
#include <linux/stddef.h>

#include "record/probe_status.h"

static struct lq_probe_status probes[LQ_PROBES_MAX];
static unsigned int nr_probes;

void lq_probe_status_add(const struct lq_probe_status *status)
{
	if (!WARN_ON_ONCE(nr_probes == LQ_PROBES_MAX))
		probes[nr_probes++] = *status;
}

const struct lq_probe_status *lq_probe_status_at(unsigned int i)
{
	return i < nr_probes ? &probes[i] : NULL;
}
