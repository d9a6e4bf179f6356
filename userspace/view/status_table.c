// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>

#include "lib/array.h"
#include "lib/version.h"
#include "listener/completeness.h"
#include "listener/netstat.h"
#include "table/table.h"
#include "view/selection.h"
#include "view/status_table.h"
#include "view/table_view.h"

#define DERIVED(token, type, cell) { token, "", type, OWNERS_NONE, cell }

/* The row of the module, and the number of the format of its table. */
struct module_state {
	const struct module_row *row;
	uint64_t format;
};

enum { MODULE_FORMAT = MODULE_NCOLUMNS, MODULE_COMMAND, NMODULE_COLUMNS };

static const struct value *module_values(const void *row)
{
	const struct module_state *state = row;

	return state->row->value;
}

static const char *format_cell(const void *row, char buf[CELL_SIZE])
{
	const struct module_state *state = row;

	return number_cell(number_value(state->format), buf);
}

static const char *command_cell(const void *row, char buf[CELL_SIZE])
{
	(void)row;
	(void)buf;
	return command_version();
}

static const struct column module_columns[] = {
	LQ_MODULE_COLUMNS(TABLE_COLUMN)
	[MODULE_FORMAT] = DERIVED("format", COLUMN_NUMBER, format_cell),
	[MODULE_COMMAND] = DERIVED("command", COLUMN_TEXT, command_cell),
};

static const struct column_set module_set = {
	.rows = "module",
	.command = "listenq status",
	.column = module_columns,
	.count = NMODULE_COLUMNS,
	.values = module_values,
};

int show_module(const struct rendering *how, const struct table *module)
{
	static const size_t columns[] = {
		MODULE_version, MODULE_FORMAT, MODULE_records,
		MODULE_records_max, MODULE_unrecorded, MODULE_over_share,
		MODULE_no_memory, MODULE_overwritten, MODULE_forgotten, MODULE_COMMAND,
	};
	struct module_state *rows = calloc(module->nrows + 1, sizeof(*rows));
	struct selection selection = { .set = &module_set };
	const struct table_view view = {
		.selection = &selection,
		.rows = rows,
		.nrows = module->nrows,
		.row_size = sizeof(*rows),
	};
	size_t i;
	int err;

	if (!rows)
		return -ENOMEM;
	for (i = 0; i < module->nrows; i++) {
		rows[i].row = module_at(module, i);
		rows[i].format = module->version;
	}
	selection_default(&selection, columns, ARRAY_SIZE(columns));
	err = table_view_print(&view, how);
	free(rows);
	return err;
}

enum {
	NETSTAT_LISTENQ = NETSTAT_NCOLUMNS,
	NETSTAT_GAP,
	NETSTAT_NOTE,
	NNETSTAT_COLUMNS
};

static const struct value *netstat_values(const void *row)
{
	const struct netstat_row *counter = row;

	return counter->value;
}

static const char *listenq_cell(const void *row, char buf[CELL_SIZE])
{
	const struct netstat_row *counter = row;

	return number_cell(counter->ours, buf);
}

static const char *gap_cell(const void *row, char buf[CELL_SIZE])
{
	return netstat_gap_known(row) ? signed_cell(netstat_gap(row), buf) :
					NULL;
}

/* Returns "" where there is nothing to note: NULL would mean unknown. */
static const char *note_cell(const void *row, char buf[CELL_SIZE])
{
	(void)buf;
	if (!netstat_gap(row))
		return "";
	return netstat_reason(row) ?: "unexplained";
}

static const struct column netstat_columns[] = {
	LQ_NETSTAT_COLUMNS(TABLE_COLUMN)
	[NETSTAT_LISTENQ] = DERIVED("listenq", COLUMN_NUMBER, listenq_cell),
	[NETSTAT_GAP] = DERIVED("gap", COLUMN_NUMBER, gap_cell),
	[NETSTAT_NOTE] = DERIVED("note", COLUMN_TEXT, note_cell),
};

static const struct column_set netstat_set = {
	.rows = "netstat",
	.command = "listenq status",
	.column = netstat_columns,
	.count = NNETSTAT_COLUMNS,
	.values = netstat_values,
};

static const char *netstat_colour(const void *row)
{
	return netstat_gap(row) && !netstat_reason(row) ? "yellow" : NULL;
}

static bool has_gap(const struct table *netstat)
{
	size_t row;

	for (row = 0; row < netstat->nrows; row++)
		if (netstat_gap(netstat_at(netstat, row)))
			return true;
	return false;
}

/* Leaves out the notes if there are none, except in JSON. */
int show_netstat(const struct rendering *how, const struct table *netstat)
{
	static const size_t columns[] = {
		NETSTAT_counter, NETSTAT_kernel, NETSTAT_LISTENQ, NETSTAT_GAP,
		NETSTAT_NOTE,
	};
	const bool notes = has_gap(netstat) || how->format == RENDER_JSON;
	struct selection selection = { .set = &netstat_set };
	const struct table_view view = {
		.selection = &selection,
		.rows = netstat->values,
		.nrows = netstat->nrows,
		.row_size = sizeof(struct netstat_row),
		.colour = netstat_colour,
	};

	selection_default(&selection, columns, ARRAY_SIZE(columns) - !notes);
	return table_view_print(&view, how);
}

static const struct value *probe_values(const void *row)
{
	const struct probe_row *probe = row;

	return probe->value;
}

static const struct column probe_columns[] = {
	LQ_PROBE_COLUMNS(TABLE_COLUMN)
};

static const struct column_set probe_set = {
	.rows = "probes",
	.command = "listenq status",
	.column = probe_columns,
	.count = PROBE_NCOLUMNS,
	.values = probe_values,
};

static const char *probe_colour(const void *row)
{
	const struct probe_row *probe = row;

	if (!probe_is_planted(probe))
		return "red";
	return some(probe->missed) ? "yellow" : NULL;
}

int show_probes(const struct rendering *how, const struct table *probes)
{
	struct selection selection = { .set = &probe_set };
	const struct table_view view = {
		.selection = &selection,
		.rows = probes->values,
		.nrows = probes->nrows,
		.row_size = sizeof(struct probe_row),
		.colour = probe_colour,
	};

	selection_all(&selection);
	return table_view_print(&view, how);
}
