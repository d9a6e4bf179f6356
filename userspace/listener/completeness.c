// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "lib/failure.h"
#include "listener/completeness.h"
#include "listener/netstat.h"
#include "table/table.h"

static int load_hidden(struct module_tables *tables, struct failure *why)
{
	int status = load(&tables->module, SOURCE_MODULE, why);

	return status ?: load(&tables->probes, SOURCE_PROBES, why);
}

/*
 * Once netstat is read the module is loaded: only debugfs can be missing then.
 */
int module_tables_load(struct module_tables *tables, struct failure *why)
{
	int status;

	*tables = (struct module_tables){ .hidden = EXIT_OK };
	status = load(&tables->netstat, SOURCE_NETSTAT, why);
	if (status)
		return status;
	status = load_hidden(tables, why);
	if (status != EXIT_NO_PERMISSION && status != EXIT_NO_MODULE)
		return status;
	tables->hidden = status;
	*why = (struct failure){ "" };
	return EXIT_OK;
}

void module_tables_unload(struct module_tables *tables)
{
	unload(&tables->module);
	unload(&tables->probes);
	unload(&tables->netstat);
}

struct losses {
	struct value missed;		/* hits of all probes */
	struct value unrecorded;
	struct value no_memory;
	size_t unplanted;		/* probes that should be planted */
	const struct netstat_row *unseen;	/* counter far ahead of ours */
};

bool probe_is_planted(const struct probe_row *probe)
{
	return is_text(probe->state, "planted");
}

/* A probe that a parameter of the module turned off is not missed. */
static bool is_missing(const struct probe_row *probe)
{
	return !probe_is_planted(probe) && !is_text(probe->state, "off");
}

/* The module's table has one row; if it has none, nothing is known. */
static struct losses losses_in(const struct module_tables *tables)
{
	const struct table *module = &tables->module.table;
	const struct table *probes = &tables->probes.table;
	const struct table *netstat = &tables->netstat.table;
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

static enum completeness judge(const struct losses *l)
{
	if (l->unplanted || l->unseen || l->missed.number ||
	    l->unrecorded.number || l->no_memory.number)
		return INCOMPLETE;
	if (known(l->missed) && known(l->unrecorded) && known(l->no_memory))
		return COMPLETE;
	return COMPLETENESS_UNKNOWN;
}

enum completeness completeness_of(const struct module_tables *tables)
{
	struct losses l = losses_in(tables);

	return tables->hidden ? COMPLETENESS_UNKNOWN : judge(&l);
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

static void print_hidden(int status, FILE *out)
{
	if (status == EXIT_NO_PERMISSION)
		fputs("unknown: only root can read the module's losses and "
		      "its probes\n", out);
	else
		fprintf(out, "unknown: the module's losses and its probes are "
			"in debugfs, %s\n", source_debugfs_absence());
}

void completeness_print(const struct module_tables *tables, FILE *out)
{
	struct losses l = losses_in(tables);

	if (tables->hidden) {
		print_hidden(tables->hidden, out);
		return;
	}
	switch (judge(&l)) {
	case COMPLETE:
		fputs("complete: every probe is planted and no hit was missed\n",
		      out);
		break;
	case INCOMPLETE:
		print_unplanted(&tables->probes.table, out);
		print_unseen(l.unseen, out);
		print_losses(&l, out);
		break;
	case COMPLETENESS_UNKNOWN:
		fputs("unknown: this module does not report all of its losses\n",
		      out);
		break;
	}
}
