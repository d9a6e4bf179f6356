// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/percpu.h>

#include "probe/attach_ftrace.h"
#include "probe/attach_kprobe.h"
#include "probe/attach_tracepoint.h"
#include "probe/hook.h"
#include "probe/probe.h"
#include "record/probe_status.h"
#include "record/unknown.h"

/*
 * The kernel skips a kprobe while the handler of another runs on the same CPU
 * (kprobe_running()), and where kprobes go through ftrace interrupts are on
 * meanwhile. So one handler makes the kernel skip another if that one's function
 * is called by what may interrupt the first:
 *
 *	- a handler with softirqs on (hook->softirqs_on), in process context, may
 *	  be interrupted by a softirq, and thereby by any hook without that mark;
 *	- a handler with softirqs off, in a softirq or in process context, by a
 *	  hardirq only, and no hook is called in one;
 *	- none by process context, as preemption is off.
 *
 * Therefore only the latter are kprobes: two of them never meet on one CPU. ftrace
 * calls the former directly: that is no kprobe, and skips none.
 *
 * Where kprobes do not go through ftrace they are breakpoints, served with
 * interrupts off (arm64), and nothing comes between; or jumps on x86, whose
 * kernel then has no ftrace: hits may be missed, and are counted.
 */
static bool wants_ftrace(const struct lq_hook *hook,
			 const struct lq_probe_options *options)
{
	return options->ftrace || (hook->softirqs_on &&
				IS_ENABLED(CONFIG_KPROBES_ON_FTRACE));
}

/*
 * A row may be planted by other means than was asked for: where ftrace does not
 * reach a function, a kprobe may.
 */
static int plant(struct lq_hook *hook, const struct lq_probe_options *options)
{
	if (hook->transitions && !options->transitions)
		return -ECANCELED;
	if (!hook->prototype_known)
		return -EPROTOTYPE;
	if (hook->on_tracepoint)
		return lq_by_tracepoint_plant(hook);
	if (wants_ftrace(hook, options))
		return lq_by_ftrace_plant(hook);
	return lq_by_kprobe_plant(hook);
}

static const char *state_of(const struct lq_hook *hook)
{
	switch (hook->error) {
	case 0:
		return "planted";
	case -ENOENT:
		return "no-symbol";
	case -EPROTOTYPE:
		return "other-prototype";
	case -ECANCELED:
		return "off";
	default:
		return "rejected";
	}
}

static void report(const struct lq_hook *hook)
{
	if (hook->error == -ECANCELED)
		return;
	if (hook->needed)
		pr_warn("no probe on %s: %s (%d); columns that need it show -\n",
			hook->symbol, state_of(hook), hook->error);
	else
		pr_info("no probe on %s: %s (%d)\n",
			hook->symbol, state_of(hook), hook->error);
}

static void free_hits(void)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook)
		free_percpu(hook->hits);
}

static int alloc_hits(void)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook) {
		hook->hits = alloc_percpu(unsigned long);
		if (!hook->hits) {
			free_hits();
			return -ENOMEM;
		}
	}
	return 0;
}

/* No listener has a record before all are planted: the order does not matter. */
static void plant_all(const struct lq_probe_options *options)
{
	struct lq_hook *hook;

	/* ftrace's last is found first: the first rows are passed most. */
	for (hook = lq_hooks + lq_nr_hooks; hook-- > lq_hooks;)
		hook->error = plant(hook, options);
	lq_by_ftrace_begin();
}

/* What it would have told is unknown. */
static void do_without(const struct lq_hook *hook)
{
	report(hook);
	lq_unknown_add(hook->gives, hook->ipv6_only);
}

static const char *via_of(const struct lq_hook *hook)
{
	static const char * const names[] = {
		[LQ_BY_KPROBE] = "kprobe",
		[LQ_BY_FTRACE] = "ftrace",
		[LQ_BY_TRACEPOINT] = "tracepoint",
	};

	return hook->error ? NULL : names[hook->via];
}

/* For the table "# listenq-probes". */
static void keep_status(const struct lq_hook *hook)
{
	const struct lq_probe_status status = {
		.symbol = hook->symbol,
		.state = state_of(hook),
		.via = via_of(hook),
		.needed = hook->needed,
		.hits = hook->hits,
		.missed = &hook->kprobe.nmissed,
	};

	lq_probe_status_add(&status);
}

static_assert(LQ_HOOKS_MAX <= LQ_PROBES_MAX);

int lq_probe_init(const struct lq_probe_options *options)
{
	struct lq_hook *hook;
	int err = alloc_hits();

	if (err)
		return err;
	plant_all(options);
	lq_for_each_hook(hook) {
		if (hook->error)
			do_without(hook);
		keep_status(hook);
	}
	return 0;
}

bool lq_probe_counts_transitions(void)
{
	const struct lq_hook *hook;

	lq_for_each_hook(hook)
		if (hook->transitions && !hook->error)
			return true;
	return false;
}

void lq_probe_uninit(void)
{
	lq_by_tracepoint_remove();
	lq_by_ftrace_remove();
	lq_by_kprobe_remove();
	free_hits();
}
