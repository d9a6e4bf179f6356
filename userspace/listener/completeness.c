// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <time.h>

#include "lib/failure.h"
#include "listener/completeness.h"
#include "listener/netstat.h"
#include "table/table.h"

static int load_hidden(struct module_tables *tables, struct failure *why)
{
	int status = load(&tables->module, SOURCE_MODULE, why);

	return status ?: load(&tables->probes, SOURCE_PROBES, why);
}

static bool contradicts(const struct table *netstat)
{
	size_t row;

	for (row = 0; row < netstat->nrows; row++)
		if (netstat_contradiction(netstat_at(netstat, row)))
			return true;
	return false;
}

/*
 * Packets arrive between the reading of the two sides, and the module knows
 * what became of some only 3/8 s later. Whether a gap is one is known when what
 * one side had counted the other still has not half a second later.
 */
static int load_netstat(struct module_tables *tables, struct failure *why)
{
	static const struct timespec half_a_second = { .tv_nsec = 500000000 };
	int status = load(&tables->netstat, SOURCE_NETSTAT, why);

	if (status || !contradicts(&tables->netstat.table))
		return status;
	tables->earlier = tables->netstat;
	tables->netstat = (struct loaded){ .source = { .length = 0 } };
	nanosleep(&half_a_second, NULL);
	return load(&tables->netstat, SOURCE_NETSTAT, why);
}

/*
 * Once netstat is read the module is loaded: only debugfs can be missing then.
 */
int module_tables_load(struct module_tables *tables, struct failure *why)
{
	int status;

	*tables = (struct module_tables){ .hidden = EXIT_OK };
	status = load_netstat(tables, why);
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
	unload(&tables->earlier);
}

struct losses {
	struct value missed;		/* hits of all probes */
	struct value unrecorded;
	struct value over_share;
	struct value no_memory;
	size_t unplanted;		/* probes that should be planted */
	const struct netstat_row *unseen;	/* counter far ahead of ours */
};

bool probe_is_planted(const struct probe_row *probe)
{
	return is_text(probe->state, "planted");
}

bool probe_is_off(const struct probe_row *probe)
{
	return is_text(probe->state, "off");
}

static bool is_missing(const struct probe_row *probe)
{
	return !probe_is_planted(probe) && !probe_is_off(probe);
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
		value_add(&sum.over_share, module_at(module, row)->over_share);
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

static bool losses_known(const struct losses *l)
{
	return known(l->missed) && known(l->unrecorded) && known(l->no_memory);
}

static enum completeness judge(const struct losses *l)
{
	if (l->unplanted || l->unseen || l->missed.number ||
	    l->unrecorded.number || l->over_share.number ||
	    l->no_memory.number)
		return INCOMPLETE;
	return losses_known(l) ? COMPLETE : COMPLETENESS_UNKNOWN;
}

enum completeness completeness_of(const struct module_tables *tables)
{
	struct losses l = losses_in(tables);

	return tables->hidden ? COMPLETENESS_UNKNOWN : judge(&l);
}

/* The row at the same place half a second before; the row itself if not read. */
static const struct netstat_row *
earlier_of(const struct module_tables *tables, size_t row)
{
	const struct table *earlier = &tables->earlier.table;

	return netstat_at(row < earlier->nrows ? earlier : &tables->netstat.table,
			  row);
}

/* What one side had counted and the other has not half a second later. */
static uint64_t contradiction(const struct module_tables *tables, size_t row)
{
	const struct netstat_row *before = earlier_of(tables, row);
	struct netstat_row now = *netstat_at(&tables->netstat.table, row);
	bool kernel_more = netstat_gap(&now) > 0;

	if (kernel_more)
		now.kernel = before->kernel;
	else
		now.ours = before->ours;
	if (kernel_more != (netstat_gap(&now) > 0))
		return 0;
	return netstat_contradiction(&now);
}

/* Each lost event may be missing, or a wrong one, in each counter. */
static bool is_contradicted(const struct module_tables *tables,
			    const struct losses *l, size_t row)
{
	return contradiction(tables, row) > l->missed.number +
	       l->unrecorded.number + l->no_memory.number;
}

static size_t contradictions(const struct module_tables *tables,
			     const struct losses *l)
{
	size_t row, n = 0;

	/* Kprobes that were switched off explain everything. */
	if (l->unseen)
		return 0;
	for (row = 0; row < tables->netstat.table.nrows; row++)
		n += is_contradicted(tables, l, row);
	return n;
}

enum consistency consistency_of(const struct module_tables *tables)
{
	struct losses l = losses_in(tables);

	if (tables->hidden || !tables->netstat.table.nrows)
		return CONSISTENCY_UNKNOWN;
	if (!contradictions(tables, &l))
		return CONSISTENT;
	return losses_known(&l) ? INCONSISTENT : CONSISTENCY_UNKNOWN;
}

static void print_contradictions(const struct module_tables *tables,
				 const struct losses *l, FILE *out)
{
	const struct netstat_row *now;
	size_t row;

	for (row = 0; row < tables->netstat.table.nrows; row++) {
		now = netstat_at(&tables->netstat.table, row);
		if (is_contradicted(tables, l, row))
			fprintf(out, "INCONSISTENT: the kernel counted %" PRIu64
				" %s, LISTENQ %" PRIu64 " (%s)\n",
				now->kernel.number, text_or_dash(now->counter),
				now->ours.number,
				netstat_columns_of(now) ?: "unknown columns");
	}
	fputs("INCONSISTENT: nothing was lost that explains it, so these columns "
	      "are wrong on this kernel; run 'listenq selftest' and report what "
	      "it prints\n", out);
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
	print_loss(l->over_share, "event", "not counted because a user or a "
		   "network namespace has as many listeners as it may have of "
		   "RECORDS-MAX; load the module with a larger max_listeners",
		   out);
	print_loss(l->no_memory, "event", "not counted because memory was "
		   "short; counts are too low by that number", out);
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
	bool agrees = consistency_of(tables) != INCONSISTENT;

	if (tables->hidden) {
		print_hidden(tables->hidden, out);
		return;
	}
	switch (judge(&l)) {
	case COMPLETE:
		if (agrees)
			fputs("complete: every probe is planted and no hit was "
			      "missed\n", out);
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
	if (!agrees)
		print_contradictions(tables, &l, out);
}
