/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of hooks: where a probe sits and what it gives. */
#ifndef LQ_HOOK_H
#define LQ_HOOK_H

#include <linux/kprobes.h>
#include <linux/types.h>

#include "column.h"

struct tracepoint;

struct lq_hook {
	const char *symbol;
	kprobe_pre_handler_t handler;
	void *on_tracepoint;	/* instead: @symbol is a tracepoint */
	bool prototype_known;
	bool needed;		/* the main columns are gone without it */
	bool ipv6_only;		/* IPv4 listeners do without */
	bool transitions;	/* of the group that a parameter turns off */
	lq_columns gives;

	/* The rest is for probe.c; the handlers count the hits. */
	struct kprobe kprobe;
	struct tracepoint *tracepoint;
	int error;		/* 0: planted */
	unsigned long __percpu *hits;
};

extern struct lq_hook lq_hooks[];
extern const unsigned int lq_nr_hooks;
#define LQ_HOOKS_MAX 32

#endif /* LQ_HOOK_H */
