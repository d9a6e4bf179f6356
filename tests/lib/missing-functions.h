/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Simulates a kernel that lacks functions that the module hooks. tests/lib/build
 * includes this header in main.c of a variant of the module: before the probes
 * are planted, five rows of the table of hooks are changed. Two of the functions do not exist, one
 * may not be probed, one has an unknown prototype, and one is out of ftrace's reach.
 */
#ifndef MISSING_FUNCTIONS_H
#define MISSING_FUNCTIONS_H

#include <linux/bug.h>
#include <linux/string.h>

#include "probe/hook.h"
#include "probe/probe.h"

#undef pr_fmt	/* which main.c defines, as if nothing had been included yet */

/* Returns the row of @symbol. There has to be one: a warning fails the test. */
static struct lq_hook *hook_of(const char *symbol)
{
	static struct lq_hook none;
	struct lq_hook *hook;

	lq_for_each_hook(hook)
		if (!strcmp(hook->symbol, symbol))
			return hook;
	WARN(1, "listenq hooks no %s\n", symbol);
	return &none;
}

static void simulate_missing_functions(void)
{
	/* No kernel has functions of these names. */
	hook_of("tcp_make_synack")->symbol =
		"no_such_tcp_make_synack";
#ifdef LQ_HAVE_INET_ACCEPT
	hook_of("__inet_accept")->symbol = "no_such_accept";
#else
	hook_of("inet_accept")->symbol = "no_such_accept";
#endif
	/* NOKPROBE_SYMBOL() */
	hook_of("inet_csk_reqsk_queue_drop")->symbol = "notify_die";
	/* In kernel/trace/, which is built without calls of ftrace. */
	hook_of("tcp_abort")->symbol = "tracing_is_on";
	hook_of("tcp_req_err")->prototype_known = false;
}

#define lq_probe_init(options) \
	(simulate_missing_functions(), (lq_probe_init)(options))

#endif /* MISSING_FUNCTIONS_H */
