// SPDX-License-Identifier: GPL-2.0-only
#include <linux/string.h>
#include <linux/tracepoint.h>

#include "probe/attach_tracepoint.h"
#include "probe/hits.h"
#include "probe/hook.h"

static void find(struct tracepoint *tracepoint, void *data)
{
	struct lq_hook *hook = data;

	if (!strcmp(tracepoint->name, hook->symbol))
		hook->tracepoint = tracepoint;
}

/* Finds the tracepoint by its name, as TCP's tracepoints are not exported. */
int lq_by_tracepoint_plant(struct lq_hook *hook)
{
	hook->via = LQ_BY_TRACEPOINT;
	for_each_kernel_tracepoint(find, hook);
	if (!hook->tracepoint)
		return -ENOENT;
	return tracepoint_probe_register(hook->tracepoint, hook->on_tracepoint,
					 lq_hits_data(hook->hits));
}

void lq_by_tracepoint_remove(void)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook)
		if (hook->via == LQ_BY_TRACEPOINT && !hook->error)
			tracepoint_probe_unregister(hook->tracepoint,
						    hook->on_tracepoint,
						    lq_hits_data(hook->hits));
	tracepoint_synchronize_unregister();
}
