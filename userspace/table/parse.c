// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "lib/number.h"
#include "table/parse.h"
#include "table/table.h"

/* Far more than any table has; an int each on the stack. */
#define MAX_TOKENS 512

#define UNKNOWN_TOKEN (-1)

/* A line that is cut into words; its newline stands, or stood, at end. */
struct input_line {
	char *next;
	char *end;
	bool is_clean;
};

struct parser {
	char *next;
	char *end;
	size_t line;
	const struct table_format *format;
	uint64_t version;
	struct value *values;
	size_t nrows;
	size_t capacity;		/* in rows */
	size_t ntokens;
	int column[MAX_TOKENS];		/* by position in the header */
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/*
 * The module writes printable ASCII only. Other bytes are an error, so no
 * escape sequence of a file can reach a terminal.
 */
static bool is_graphic(char c)
{
	return c > ' ' && c <= '~';
}

/* A last line without a newline is an error: more may be missing than that. */
static enum parse_status next_line(struct parser *p, struct input_line *line)
{
	char *newline;

	p->line++;
	newline = memchr(p->next, '\n', (size_t)(p->end - p->next));
	if (!newline)
		return PARSE_TRUNCATED;
	*line = (struct input_line){ p->next, newline, true };
	p->next = newline + 1;
	return PARSE_OK;
}

/*
 * Returns NULL at the end of the line, or at a byte that is not allowed in it.
 */
static char *next_word(struct input_line *line)
{
	char *begin = line->next, *end;

	while (is_blank(*begin))
		begin++;
	for (end = begin; is_graphic(*end); end++)
		;
	line->is_clean = end == line->end || is_blank(*end);
	if (!line->is_clean || end == begin)
		return NULL;
	line->next = end < line->end ? end + 1 : end;
	*end = '\0';
	return begin;
}

static enum parse_status at_end(const struct input_line *line,
				enum parse_status status)
{
	return line->is_clean ? status : PARSE_BYTE;
}

static enum parse_status parse_number(const char *word, uint64_t *number)
{
	int err = number_scan(&word, number);

	if (*word || err == -EINVAL)
		return PARSE_NUMBER;
	return err ? PARSE_RANGE : PARSE_OK;
}

/* "# listenq-<table> <format>" */
static enum parse_status parse_title(struct parser *p)
{
	char *hash, *name, *number;
	enum parse_status status;
	struct input_line line;

	if (p->next == p->end)
		return PARSE_EMPTY;
	status = next_line(p, &line);
	if (status)
		return status;
	hash = next_word(&line);
	name = next_word(&line);
	number = next_word(&line);
	if (!number || next_word(&line) || strcmp(hash, "#") != 0)
		return at_end(&line, PARSE_NO_TABLE);
	if (!line.is_clean)
		return PARSE_BYTE;
	if (strncmp(name, "listenq-", strlen("listenq-")) != 0)
		return PARSE_NO_TABLE;
	if (strcmp(name, p->format->name) != 0)
		return PARSE_OTHER_TABLE;
	status = parse_number(number, &p->version);
	if (status == PARSE_NUMBER || (!status && !p->version))
		return PARSE_NO_TABLE;
	return status || p->version > LQ_FORMAT ? PARSE_NEWER : PARSE_OK;
}

static int find_column(const struct table_format *format, const char *token)
{
	size_t i;

	for (i = 0; i < format->ncolumns; i++)
		if (strcmp(format->columns[i].token, token) == 0)
			return (int)i;
	return UNKNOWN_TOKEN;
}

static bool has_column(const struct parser *p, int column)
{
	size_t i;

	for (i = 0; i < p->ntokens; i++)
		if (p->column[i] == column)
			return true;
	return false;
}

static enum parse_status parse_token(struct parser *p, const char *token)
{
	int column = find_column(p->format, token);

	if (p->ntokens == MAX_TOKENS)
		return PARSE_WIDE;
	if (column != UNKNOWN_TOKEN && has_column(p, column))
		return PARSE_TWICE;
	p->column[p->ntokens++] = column;
	return PARSE_OK;
}

static enum parse_status parse_header(struct parser *p)
{
	enum parse_status status;
	struct input_line line;
	char *token;

	if (p->next == p->end)
		return PARSE_NO_HEADER;
	status = next_line(p, &line);
	while (!status && (token = next_word(&line)))
		status = parse_token(p, token);
	if (status)
		return status;
	return at_end(&line, has_column(p, 0) ? PARSE_OK : PARSE_REQUIRED);
}

static enum parse_status parse_value(const struct column_format *column,
				     const char *word, struct value *value)
{
	value->state = VALUE_UNKNOWN;
	if (strcmp(word, "-") == 0)
		return PARSE_OK;
	value->state = VALUE_KNOWN;
	if (column->kind != KIND_TEXT)
		return parse_number(word, &value->number);
	value->text = word;
	return PARSE_OK;
}

static struct value *new_row(struct parser *p)
{
	size_t width = p->format->ncolumns;
	struct value *values = array_grow(p->values, p->nrows, &p->capacity,
					  width * sizeof(*values));

	if (!values)
		return NULL;
	p->values = values;
	values = &p->values[p->nrows++ * width];
	memset(values, 0, width * sizeof(*values));
	return values;
}

static enum parse_status parse_row(struct parser *p, struct input_line *line)
{
	struct value *row = new_row(p);
	enum parse_status status = row ? PARSE_OK : PARSE_MEMORY;
	const char *word;
	size_t i;
	int n;

	for (i = 0; !status && i < p->ntokens; i++) {
		word = next_word(line);
		if (!word)
			return at_end(line, PARSE_FEW);
		n = p->column[i];
		if (n != UNKNOWN_TOKEN)
			status = parse_value(&p->format->columns[n], word,
					     &row[n]);
	}
	if (status)
		return status;
	return next_word(line) ? PARSE_MANY : at_end(line, PARSE_OK);
}

static enum parse_status parse_rows(struct parser *p)
{
	enum parse_status status = PARSE_OK;
	struct input_line line;

	while (!status && p->next < p->end) {
		status = next_line(p, &line);
		if (!status)
			status = parse_row(p, &line);
	}
	return status;
}

struct parse_result parse_table(char *text, size_t length,
				const struct table_format *format,
				struct table *table)
{
	struct parser p = {
		.next = text, .end = text + length, .format = format,
	};
	struct parse_result result;

	result.status = parse_title(&p);
	if (!result.status)
		result.status = parse_header(&p);
	if (!result.status)
		result.status = parse_rows(&p);
	result.line = p.line;
	*table = (struct table){ format, p.version, p.values, p.nrows };
	if (result.status)
		table_free(table);
	return result;
}

#define AGAIN "; the table is damaged: read or capture it again"

static const char *const messages[] = {
	[PARSE_OK] = "no error",
	[PARSE_EMPTY] = "the file is empty" AGAIN,
	[PARSE_TRUNCATED] = "the last line is cut off" AGAIN,
	[PARSE_BYTE] = "a byte that is not printable ASCII" AGAIN,
	[PARSE_NO_TABLE] = "not the title of a listenq table",
	[PARSE_OTHER_TABLE] = "this is another table",
	[PARSE_NEWER] = "the format is newer than this command: "
		"install the listenq command that came with the module",
	[PARSE_NO_HEADER] = "the header is missing" AGAIN,
	[PARSE_REQUIRED] = "the header lacks the column that identifies a row" AGAIN,
	[PARSE_TWICE] = "the header has a column twice" AGAIN,
	[PARSE_WIDE] = "the header has too many columns" AGAIN,
	[PARSE_FEW] = "fewer values than the header has columns" AGAIN,
	[PARSE_MANY] = "more values than the header has columns" AGAIN,
	[PARSE_NUMBER] = "a value is not a number" AGAIN,
	[PARSE_RANGE] = "a number does not fit into 64 bits" AGAIN,
	[PARSE_MEMORY] = "out of memory",
};

const char *parse_message(enum parse_status status)
{
	return messages[status];
}
