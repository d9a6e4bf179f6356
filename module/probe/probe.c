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
#include "record/transitions.h"
#include "record/unknown.h"

/*
 * Says whether a hook is to be called by ftrace.
 *
 * The kernel skips a kprobe while the handler of another one runs on the same
 * CPU (kprobe_running() in include/linux/kprobes.h). Where kprobes are called
 * by ftrace, interrupts are on while a handler runs, so that it may be
 * interrupted by a function with a probe:
 *
 *	- a handler that runs with softirqs on, in process context, by a softirq;
 *	- a handler that runs with softirqs off only by a hardirq, in which no hook
 *	  is hit;
 *	- no handler by process context, because preemption is off.
 *
 * Therefore only hooks that run with softirqs off may be kprobes: two of them
 * never meet on one CPU. Those that follow the handshake, from its SYN to its
 * final ACK, are (hook->by_kprobe). All others are called by ftrace itself:
 * such a handler is not a kprobe's and makes the kernel skip none, costs less
 * when it is hit, and is planted together with the others.
 *
 * Where kprobes are not called by ftrace, they are breakpoints, handled with
 * interrupts off (arm64), so that nothing comes between; or jumps, on x86
 * kernels without ftrace: hits may be missed there, and the kernel counts
 * those.
 */
static bool wants_ftrace(const struct lq_hook *hook,
			 const struct lq_probe_options *options)
{
	return options->ftrace || (!hook->by_kprobe &&
				   IS_ENABLED(CONFIG_KPROBES_ON_FTRACE));
}

static int plant_on_tracepoint(struct lq_hook *hook,
			       const struct lq_probe_options *options)
{
	int err = lq_by_tracepoint_find(hook);

	if (err || (hook->transitions && options->transitions != LQ_ALWAYS))
		return err;
	return lq_by_tracepoint_register(hook);
}

/*
 * Plants a probe. Where ftrace does not reach a function it becomes a kprobe
 * instead.
 */
static int plant(struct lq_hook *hook, const struct lq_probe_options *options)
{
	if (hook->transitions && options->transitions == LQ_NEVER)
		return -ECANCELED;
	if (!hook->prototype_known)
		return -EPROTOTYPE;
	if (hook->on_tracepoint)
		return plant_on_tracepoint(hook, options);
	if (wants_ftrace(hook, options))
		return lq_by_ftrace_plant(hook);
	return lq_by_kprobe_plant(hook);
}

static const char *state_of(const struct lq_hook *hook)
{
	switch (hook->error) {
	case 0:
		return hook->via ? "planted" : "off";
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

/*
 * Plants all probes. Their order does not matter, as no listener has a record
 * before all of them are planted.
 */
static void plant_all(const struct lq_probe_options *options)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook)
		hook->error = plant(hook, options);
	lq_by_ftrace_begin();
}

/* Reports a missing probe and marks its columns as unknown. */
static void do_without(const struct lq_hook *hook)
{
	report(hook);
	lq_unknown_add(hook->gives, hook->ipv6_only);
}

static const char *via_of(const struct lq_hook *hook)
{
	static const char * const names[] = {
		[LQ_BY_NOTHING] = NULL,
		[LQ_BY_KPROBE] = "kprobe",
		[LQ_BY_FTRACE] = "ftrace",
		[LQ_BY_TRACEPOINT] = "tracepoint",
	};

	return hook->error ? NULL : names[hook->via];
}

/* Keeps what the table "# listenq-probes" shows of a probe. */
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

static struct lq_hook *transitions_hook(void)
{
	struct lq_hook *hook;

	lq_for_each_hook(hook)
		if (hook->transitions)
			return hook;
	return NULL;
}

static void change_status(const struct lq_hook *hook)
{
	lq_probe_status_change(hook->symbol, state_of(hook), via_of(hook));
}

static int transitions_begin(void)
{
	struct lq_hook *hook = transitions_hook();
	int err = lq_by_tracepoint_register(hook);

	change_status(hook);
	return err;
}

static void transitions_end(void)
{
	struct lq_hook *hook = transitions_hook();

	lq_by_tracepoint_unregister(hook);
	change_status(hook);
}

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
	if (options->transitions == LQ_WHILE_OPEN)
		lq_transitions_on_demand(transitions_begin, transitions_end);
	return 0;
}

bool lq_probe_counts_transitions(void)
{
	return !transitions_hook()->error;
}

void lq_probe_uninit(void)
{
	lq_by_tracepoint_remove();
	lq_by_ftrace_remove();
	lq_by_kprobe_remove();
	free_hits();
}
