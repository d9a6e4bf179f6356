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

/* Finds it by its name, as TCP's tracepoints are not exported. */
int lq_by_tracepoint_find(struct lq_hook *hook)
{
	for_each_kernel_tracepoint(find, hook);
	return hook->tracepoint ? 0 : -ENOENT;
}

int lq_by_tracepoint_register(struct lq_hook *hook)
{
	int err = tracepoint_probe_register(hook->tracepoint,
					    hook->on_tracepoint,
					    lq_hits_data(hook->hits));

	if (!err)
		hook->via = LQ_BY_TRACEPOINT;
	return err;
}

void lq_by_tracepoint_unregister(struct lq_hook *hook)
{
	tracepoint_probe_unregister(hook->tracepoint, hook->on_tracepoint,
				    lq_hits_data(hook->hits));
	hook->via = LQ_BY_NOTHING;
}

void lq_by_tracepoint_remove(void)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook)
		if (hook->via == LQ_BY_TRACEPOINT)
			lq_by_tracepoint_unregister(hook);
	tracepoint_synchronize_unregister();
}
