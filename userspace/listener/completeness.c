// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "listener/completeness.h"
#include "listener/netstat.h"
#include "table/table.h"

struct losses {
	struct value missed;		/* hits, of all probes */
	struct value unrecorded;
	struct value no_memory;
	size_t unplanted;		/* probes */
	const struct netstat_row *unseen;	/* NULL: none */
};

bool probe_is_planted(const struct probe_row *probe)
{
	return is_text(probe->state, "planted");
}

/* One that a parameter of the module turned off is not missed. */
static bool is_missing(const struct probe_row *probe)
{
	return !probe_is_planted(probe) && !is_text(probe->state, "off");
}

/* The module's table has one row; should it have none, nothing is known. */
static struct losses losses(const struct table *module,
			    const struct table *probes,
			    const struct table *netstat)
{
	struct losses sum = { .unplanted = 0 };
	size_t row;

	for (row = 0; row < module->nrows; row++) {
		value_add(&sum.unrecorded, module_at(module, row)->unrecorded);
		value_add(&sum.no_memory, module_at(module, row)->no_memory);
	}
	for (row = 0; row < probes->nrows; row++) {
		value_add(&sum.missed, probe_at(probes, row)->missed);
		sum.unplanted += is_missing(probe_at(probes, row));
	}
	for (row = 0; row < netstat->nrows; row++)
		if (netstat_is_short(netstat_at(netstat, row)))
			sum.unseen = netstat_at(netstat, row);
	return sum;
}

static enum verdict judge(const struct losses *l)
{
	if (l->unplanted || l->unseen || l->missed.number ||
	    l->unrecorded.number || l->no_memory.number)
		return VERDICT_INCOMPLETE;
	if (known(l->missed) && known(l->unrecorded) && known(l->no_memory))
		return VERDICT_COMPLETE;
	return VERDICT_UNKNOWN;
}

enum verdict verdict(const struct table *module, const struct table *probes,
		     const struct table *netstat)
{
	struct losses l = losses(module, probes, netstat);

	return judge(&l);
}

static void print_unseen(const struct netstat_row *row, FILE *out)
{
	if (row)
		fprintf(out, "INCOMPLETE: the kernel counted %" PRIu64 " %s, "
			"LISTENQ %" PRIu64 ": probably kprobes are or were "
			"switched off; see 'sysctl kernel.ftrace_enabled' and "
			"/sys/kernel/debug/kprobes/enabled\n",
			row->kernel.number, row->counter.text,
			row->ours.number);
}

static void print_unplanted(const struct table *probes, FILE *out)
{
	const struct probe_row *probe;
	size_t row;

	for (row = 0; row < probes->nrows; row++) {
		probe = probe_at(probes, row);
		if (is_missing(probe))
			fprintf(out, "INCOMPLETE: no probe on %s (%s); columns "
				"that need it show -\n",
				text_or_dash(probe->symbol),
				text_or_dash(probe->state));
	}
}

static void print_loss(struct value n, const char *what, const char *so,
		       FILE *out)
{
	if (n.number)
		fprintf(out, "INCOMPLETE: %" PRIu64 " %s%s %s\n", n.number,
			what, n.number == 1 ? "" : "s", so);
}

static void print_losses(const struct losses *l, FILE *out)
{
	print_loss(l->missed, "hit", "missed while another kprobe was being "
		   "handled; counts may be too low by up to that number", out);
	print_loss(l->unrecorded, "event", "not counted because RECORDS-MAX was "
		   "reached; load the module with a larger max_listeners",
		   out);
	print_loss(l->no_memory, "event", "not counted because an allocation "
		   "failed; counts are too low by that number", out);
}

void verdict_print(const struct table *module, const struct table *probes,
		   const struct table *netstat, FILE *out)
{
	struct losses l = losses(module, probes, netstat);

	switch (judge(&l)) {
	case VERDICT_COMPLETE:
		fputs("complete: every probe is planted and no hit was missed\n",
		      out);
		break;
	case VERDICT_INCOMPLETE:
		print_unplanted(probes, out);
		print_unseen(l.unseen, out);
		print_losses(&l, out);
		break;
	case VERDICT_UNKNOWN:
		fputs("unknown: this module does not report all of its losses\n",
		      out);
		break;
	}
}
