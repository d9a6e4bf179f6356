// SPDX-License-Identifier: GPL-2.0-only
/*
 * The parser of tables, and of lines of the trace: any bytes at all, NUL
 * included. What it takes for a table has to be one: every value in the text
 * that it came from, or a number.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "table/parse.h"
#include "table/table.h"
#include "table/trace_event.h"

static const struct table_format *const formats[] = {
	&listener_format, &latency_format, &states_format, &transition_format,
	&netstat_format, &probe_format, &module_format, &drop_format,
};

#define NFORMATS (sizeof(formats) / sizeof(formats[0]))

static void insist(bool truth)
{
	if (!truth)
		abort();
}

static void look_at(struct value v, enum kind of, const char *text,
		    size_t size)
{
	if (!known(v) || of != KIND_TEXT)
		return;
	insist(v.text >= text && v.text < text + size);
	insist(*v.text && !strpbrk(v.text, " \t\n"));
}

static void parse_as(const struct table_format *format, const uint8_t *data,
		     size_t size)
{
	char *text = malloc(size ? size : 1);
	struct parse_result result;
	struct table table;
	size_t row, column;

	insist(text);
	memcpy(text, data, size);
	result = parse_table(text, size, format, &table);
	if (result.status == PARSE_OK) {
		for (row = 0; row < table.nrows; row++)
			for (column = 0; column < format->ncolumns; column++)
				look_at(value_at(&table, row, column),
					format->columns[column].kind, text,
					size);
		table_free(&table);
	} else {
		insist(parse_message(result.status));
	}
	free(text);
}

static void parse_line(const uint8_t *data, size_t size)
{
	struct trace_event event;
	char *line = malloc(size + 1);

	insist(line);
	memcpy(line, data, size);
	line[size] = '\0';
	if (trace_event_parse(line, &event))
		insist(known(event.drop.cause) && *event.cause);
	free(line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t i;

	for (i = 0; i < NFORMATS; i++)
		parse_as(formats[i], data, size);
	parse_line(data, size);
	return 0;
}
