// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>

#include "view/json.h"

static void write_string(struct json *j, const char *text)
{
	putc('"', j->out);
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			putc('\\', j->out);
		if ((unsigned char)*text < ' ')
			fprintf(j->out, "\\u%04x", (unsigned int)*text);
		else
			putc(*text, j->out);
	}
	putc('"', j->out);
}

static void new_line(struct json *j)
{
	if (j->compact)
		return;
	fprintf(j->out, "\n%*s", 3 * j->depth, "");
}

static void begin(struct json *j, const char *name)
{
	if (j->more)
		fputs(j->compact ? ", " : ",", j->out);
	if (j->depth)
		new_line(j);
	if (name) {
		write_string(j, name);
		fputs(": ", j->out);
	}
	j->more = true;
}

void json_open(struct json *j, const char *name, char bracket)
{
	begin(j, name);
	putc(bracket, j->out);
	j->depth++;
	j->more = false;
}

void json_close(struct json *j, char bracket)
{
	j->depth--;
	if (j->more)
		new_line(j);
	putc(bracket, j->out);
	j->more = true;
	if (!j->depth)
		putc('\n', j->out);
}

void json_text(struct json *j, const char *name, const char *text)
{
	begin(j, name);
	if (text)
		write_string(j, text);
	else
		fputs("null", j->out);
}

void json_number(struct json *j, const char *name, struct value number)
{
	begin(j, name);
	if (known(number))
		fprintf(j->out, "%" PRIu64, number.number);
	else
		fputs("null", j->out);
}

void json_literal(struct json *j, const char *name, const char *literal)
{
	begin(j, name);
	fputs(literal, j->out);
}

void json_bool(struct json *j, const char *name, bool yes)
{
	begin(j, name);
	fputs(yes ? "true" : "false", j->out);
}
