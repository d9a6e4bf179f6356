// SPDX-License-Identifier: GPL-2.0-only
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/percpu.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>

#include "hook.h"
#include "probe.h"
#include "record.h"

#define for_each_hook(hook) \
	for ((hook) = lq_hooks; (hook) < lq_hooks + lq_nr_hooks; (hook)++)

static void find_tracepoint(struct tracepoint *tracepoint, void *data)
{
	struct lq_hook *hook = data;

	if (!strcmp(tracepoint->name, hook->symbol))
		hook->tracepoint = tracepoint;
}

/* TCP's tracepoints are not exported: they are found by their name. */
static int plant_on_tracepoint(struct lq_hook *hook)
{
	for_each_kernel_tracepoint(find_tracepoint, hook);
	if (!hook->tracepoint)
		return -ENOENT;
	return tracepoint_probe_register(hook->tracepoint,
					 hook->on_tracepoint, hook);
}

static int plant(struct lq_hook *hook, bool transitions)
{
	if (hook->transitions && !transitions)
		return -ECANCELED;
	if (!hook->prototype_known)
		return -EPROTOTYPE;
	if (hook->on_tracepoint)
		return plant_on_tracepoint(hook);
	hook->kprobe = (struct kprobe){
		.symbol_name = hook->symbol,
		.pre_handler = hook->handler,
	};
	return register_kprobe(&hook->kprobe);
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
		return "refused";
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

	for_each_hook(hook)
		free_percpu(hook->hits);
}

static int alloc_hits(void)
{
	struct lq_hook *hook;

	for_each_hook(hook) {
		hook->hits = alloc_percpu(unsigned long);
		if (!hook->hits) {
			free_hits();
			return -ENOMEM;
		}
	}
	return 0;
}

int lq_probe_init(bool transitions)
{
	struct lq_hook *hook;
	int err = alloc_hits();

	if (err)
		return err;
	for_each_hook(hook) {
		hook->error = plant(hook, transitions);
		if (!hook->error)
			continue;
		report(hook);
		lq_record_unfed(hook->gives, hook->ipv6_only);
	}
	return 0;
}

bool lq_probe_tells_transitions(void)
{
	const struct lq_hook *hook;

	for_each_hook(hook)
		if (hook->transitions && !hook->error)
			return true;
	return false;
}

static void lift_tracepoints(void)
{
	struct lq_hook *hook;

	for_each_hook(hook)
		if (hook->on_tracepoint && !hook->error)
			tracepoint_probe_unregister(hook->tracepoint,
						    hook->on_tracepoint,
						    hook);
	tracepoint_synchronize_unregister();
}

/* All at once: then one grace period is enough for all. */
static void lift_kprobes(void)
{
	struct kprobe *planted[LQ_HOOKS_MAX];
	struct lq_hook *hook;
	int n = 0;

	for_each_hook(hook)
		if (hook->handler && !hook->error)
			planted[n++] = &hook->kprobe;
	unregister_kprobes(planted, n);
}

void lq_probe_uninit(void)
{
	lift_tracepoints();
	lift_kprobes();
	free_hits();
}

static unsigned long hits_of(const struct lq_hook *hook)
{
	unsigned long hits = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		hits += READ_ONCE(*per_cpu_ptr(hook->hits, cpu));
	return hits;
}

#define TOKEN(name, kind, help) #name,

int lq_probe_show(struct seq_file *seq, void *unused)
{
	static const char * const tokens[] = { LQ_PROBE_COLUMNS(TOKEN) };
	const struct lq_hook *hook;

	seq_printf(seq, "# listenq-probes %d\n", LQ_FORMAT);
	seq_printf(seq, "%-33s %-8s %-15s %10s %10s\n", tokens[0], tokens[1],
		   tokens[2], tokens[3], tokens[4]);
	for_each_hook(hook)
		seq_printf(seq, "%-33s %-8s %-15s %10lu %10lu\n",
			   hook->symbol,
			   hook->needed ? "needed" : "optional",
			   state_of(hook), hits_of(hook),
			   READ_ONCE(hook->kprobe.nmissed));
	return 0;
}
