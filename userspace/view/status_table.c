// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "lib/array.h"
#include "lib/version.h"
#include "listener/completeness.h"
#include "listener/netstat.h"
#include "table/table.h"
#include "view/render.h"
#include "view/status_table.h"

struct column {
	struct heading heading;
	size_t value;			/* its number in the row, unless */
	const char *(*cell)(const struct table *table, size_t row,
			    char buf[CELL_SIZE]);
};

struct shown {
	const struct table *table;
	const struct column *columns;
};

#define VALUE(row, token) \
	(offsetof(struct row##_row, token) / sizeof(struct value)), NULL

static struct heading heading(const void *data, size_t column,
			      char buf[CELL_SIZE])
{
	const struct shown *shown = data;

	(void)buf;
	return shown->columns[column].heading;
}

static const char *cell(const void *data, size_t row, size_t column,
			char buf[CELL_SIZE])
{
	const struct shown *shown = data;
	const struct column *c = &shown->columns[column];
	struct value v;

	if (c->cell)
		return c->cell(shown->table, row, buf);
	v = value_at(shown->table, row, c->value);
	if (c->heading.type == HEADING_NUMBER)
		return number_cell(v, buf);
	return text_or_null(v);
}

static const char *command_cell(const struct table *table, size_t row,
				char buf[CELL_SIZE])
{
	(void)table;
	(void)row;
	(void)buf;
	return command_version();
}

static const char *format_cell(const struct table *table, size_t row,
			       char buf[CELL_SIZE])
{
	(void)row;
	return number_cell(number_value(table->version), buf);
}

static const struct column module_columns[] = {
	{ { "VERSION", HEADING_TEXT }, VALUE(module, version) },
	{ { "FORMAT", HEADING_NUMBER }, 0, format_cell },
	{ { "RECORDS", HEADING_NUMBER }, VALUE(module, records) },
	{ { "RECORDS-MAX", HEADING_NUMBER }, VALUE(module, records_max) },
	{ { "UNRECORDED", HEADING_NUMBER }, VALUE(module, unrecorded) },
	{ { "NO-MEMORY", HEADING_NUMBER }, VALUE(module, no_memory) },
	{ { "OVERWRITTEN", HEADING_NUMBER }, VALUE(module, overwritten) },
	{ { "FORGOTTEN", HEADING_NUMBER }, VALUE(module, forgotten) },
	{ { "COMMAND", HEADING_TEXT }, 0, command_cell },
};

int show_module(const struct rendering *how, const struct table *module)
{
	const struct shown shown = { module, module_columns };
	const struct view view = {
		.name = "module", .data = &shown, .nrows = module->nrows,
		.ncolumns = ARRAY_SIZE(module_columns),
		.heading = heading, .cell = cell,
	};

	return render(how, &view);
}

static const char *gap_cell(const struct table *netstat, size_t row,
			    char buf[CELL_SIZE])
{
	const struct netstat_row *counter = netstat_at(netstat, row);

	return netstat_gap_known(counter) ? signed_cell(netstat_gap(counter), buf) : NULL;
}

/* Empty is not the same as not known. */
static const char *note_cell(const struct table *netstat, size_t row,
			     char buf[CELL_SIZE])
{
	const struct netstat_row *counter = netstat_at(netstat, row);

	(void)buf;
	if (!netstat_gap(counter))
		return "";
	return netstat_reason(counter) ?: "unexplained: see MISSED";
}

static const struct column netstat_columns[] = {
	{ { "COUNTER", HEADING_TEXT }, VALUE(netstat, counter) },
	{ { "KERNEL", HEADING_NUMBER }, VALUE(netstat, kernel) },
	{ { "LISTENQ", HEADING_NUMBER }, VALUE(netstat, ours) },
	{ { "GAP", HEADING_NUMBER }, 0, gap_cell },
	{ { "NOTE", HEADING_TEXT }, 0, note_cell },
};

static const char *netstat_colour(const void *data, size_t row)
{
	const struct shown *shown = data;
	const struct netstat_row *counter = netstat_at(shown->table, row);

	return netstat_gap(counter) && !netstat_reason(counter) ? "yellow" : NULL;
}

static bool has_gap(const struct table *netstat)
{
	size_t row;

	for (row = 0; row < netstat->nrows; row++)
		if (netstat_gap(netstat_at(netstat, row)))
			return true;
	return false;
}

/* The notes are left out where there are none; not in JSON, for programs. */
int show_netstat(const struct rendering *how, const struct table *netstat)
{
	const struct shown shown = { netstat, netstat_columns };
	const bool notes = has_gap(netstat) || how->format == RENDER_JSON;
	const struct view view = {
		.name = "netstat", .data = &shown, .nrows = netstat->nrows,
		.ncolumns = ARRAY_SIZE(netstat_columns) - !notes,
		.heading = heading, .cell = cell, .colour = netstat_colour,
	};

	return render(how, &view);
}

static const struct column probe_columns[] = {
	{ { "SYMBOL", HEADING_TEXT }, VALUE(probe, symbol) },
	{ { "NEED", HEADING_TEXT }, VALUE(probe, need) },
	{ { "STATE", HEADING_TEXT }, VALUE(probe, state) },
	{ { "HITS", HEADING_NUMBER }, VALUE(probe, hits) },
	{ { "MISSED", HEADING_NUMBER }, VALUE(probe, missed) },
	{ { "VIA", HEADING_TEXT }, VALUE(probe, via) },
};

static const char *probe_colour(const void *data, size_t row)
{
	const struct shown *shown = data;
	const struct probe_row *probe = probe_at(shown->table, row);

	if (!probe_is_planted(probe))
		return "red";
	return some(probe->missed) ? "yellow" : NULL;
}

int show_probes(const struct rendering *how, const struct table *probes)
{
	const struct shown shown = { probes, probe_columns };
	const struct view view = {
		.name = "probes", .data = &shown, .nrows = probes->nrows,
		.ncolumns = ARRAY_SIZE(probe_columns),
		.heading = heading, .cell = cell, .colour = probe_colour,
	};

	return render(how, &view);
}
