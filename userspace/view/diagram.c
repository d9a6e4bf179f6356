// SPDX-License-Identifier: GPL-2.0-only
#include <math.h>
#include <string.h>

#include "lib/array.h"
#include "listener/transition_rate.h"
#include "table/cell.h"
#include "table/table.h"
#include "view/diagram.h"

/*
 * $x... stands for the count of a state, %x... for the rate of an arrow; the
 * dots make up its width. Terminals without UTF-8 get ASCII for the lines.
 */
static const char *const picture[] = {
" server side: opened by others                   client side: opened from here",
"                           ┌──────────────┐",
"         ┌─────────────────┤    CLOSE     ├─────────────────┐",
"         │ listen()        └──────────────┘                 │ connect()",
"         ▼ %a......                                         ▼ %b......",
"  ┌──────────────┐                                   ┌──────────────┐",
"  │    LISTEN    │                                   │   SYN_SENT   │",
"  │ $L.......... │                                   │ $S.......... │",
"  └──────┬───────┘                                   └──────┬───────┘",
"         │ SYN received,                                    │ SYN-ACK received",
"         ▼ SYN-ACK sent                                     │ %e......",
"  ┌──────────────┐                                          │",
"  │ NEW_SYN_RECV │                                          │",
"  │ $N.......... │                                          │",
"  └──────┬───────┘                                          │",
"         │ final ACK received                               │",
"         ▼ %c......                                         │",
"  ┌──────────────┐         ┌──────────────┐                 │",
"  │   SYN_RECV   │%d...... │ ESTABLISHED  │                 │",
"  │ $R.......... ├────────▶│ $E.......... │◀────────────────┘",
"  └──────────────┘         └───┬──────┬───┘",
"    close() here, FIN sent     │      │     FIN received",
"         ┌─────────────────────┘      └─────────────────────┐",
"         ▼ %f......                                         ▼ %g......",
"  ┌──────────────┐   FIN   ┌──────────────┐          ┌──────────────┐",
"  │  FIN_WAIT1   │%h...... │   CLOSING    │          │  CLOSE_WAIT  │",
"  │ $1.......... ├────────▶│ $G.......... │          │ $W.......... │",
"  └──────┬───────┘         └──────┬───────┘          └──────┬───────┘",
"         │ ACK received           │ ACK received            │ close() here,",
"         ▼ %i......               │                         ▼ FIN sent %l......",
"  ┌──────────────┐                │                  ┌──────────────┐",
"  │  FIN_WAIT2   │                │                  │   LAST_ACK   │",
"  │ $2.......... │                │                  │ $K.......... │",
"  └──────┬───────┘                │                  └──────┬───────┘",
"         │ FIN; to TIME_WAIT      │ to TIME_WAIT            │ ACK received",
"         ▼ or closed %j......     ▼ or closed %k......      ▼ %m......",
"  ┌───────────────────────────────────────┐          ┌──────────────┐",
"  │  TIME_WAIT                            │   60 s   │    CLOSE     │",
"  │ $T..........                          ├─────────▶│              │",
"  └───────────────────────────────────────┘          └──────────────┘",
};

static const struct {
	char letter;
	size_t state;
} numbers[] = {
	{ 'L', STATES_LISTEN }, { 'S', STATES_SYN_SENT },
	{ 'N', STATES_NEW_SYN_RECV }, { 'R', STATES_SYN_RECV },
	{ 'E', STATES_ESTABLISHED }, { '1', STATES_FIN_WAIT1 },
	{ '2', STATES_FIN_WAIT2 }, { 'G', STATES_CLOSING },
	{ 'T', STATES_TIME_WAIT }, { 'W', STATES_CLOSE_WAIT },
	{ 'K', STATES_LAST_ACK },
};

/*
 * The transitions that the tracepoint reports; a connection begins in SYN_RECV.
 */
static const struct {
	char letter;
	size_t from, to;
} arrows[] = {
	{ 'a', STATES_CLOSE, STATES_LISTEN },
	{ 'b', STATES_CLOSE, STATES_SYN_SENT },
	{ 'c', STATES_LISTEN, STATES_SYN_RECV },
	{ 'd', STATES_SYN_RECV, STATES_ESTABLISHED },
	{ 'e', STATES_SYN_SENT, STATES_ESTABLISHED },
	{ 'f', STATES_ESTABLISHED, STATES_FIN_WAIT1 },
	{ 'g', STATES_ESTABLISHED, STATES_CLOSE_WAIT },
	{ 'h', STATES_FIN_WAIT1, STATES_CLOSING },
	{ 'i', STATES_FIN_WAIT1, STATES_FIN_WAIT2 },
	{ 'j', STATES_FIN_WAIT2, STATES_CLOSE },
	{ 'k', STATES_CLOSING, STATES_CLOSE },
	{ 'l', STATES_CLOSE_WAIT, STATES_LAST_ACK },
	{ 'm', STATES_LAST_ACK, STATES_CLOSE },
};

static const struct {
	const char *utf8;
	const char *ascii;
} strokes[] = {
	{ "─", "-" }, { "│", "|" }, { "┌", "+" }, { "┐", "+" }, { "└", "+" },
	{ "┘", "+" }, { "├", "+" }, { "┤", "+" }, { "┬", "+" }, { "▶", ">" },
	{ "◀", "<" }, { "▼", "v" },
};

#define FIELD_SIZE 32

/* Writes tenths below 10, and never 0 for something that happened. */
static void format_rate(double rate, char buf[FIELD_SIZE])
{
	if (isnan(rate))
		strcpy(buf, "-");
	else if (rate > 0 && rate < 0.05)
		strcpy(buf, "<0.1/s");
	else if (rate < 9.95)
		snprintf(buf, FIELD_SIZE, "%.1f/s", rate);
	else if (rate < 999999.5)
		snprintf(buf, FIELD_SIZE, "%.0f/s", rate);
	else
		snprintf(buf, FIELD_SIZE, "%.0fM/s", rate / 1e6);
}

static void format_number(const struct value *number, char letter,
			  char buf[FIELD_SIZE])
{
	char digits[CELL_SIZE];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		if (numbers[i].letter == letter)
			snprintf(buf, FIELD_SIZE, "%.20s",
				 number_cell(number[numbers[i].state],
					     digits) ?: "-");
}

static void format_arrow(const struct transition_rates *rates, char letter,
			 char buf[FIELD_SIZE])
{
	size_t i;

	for (i = 0; rates->known && i < ARRAY_SIZE(arrows); i++)
		if (arrows[i].letter == letter)
			format_rate(rates->per_second[arrows[i].from]
						     [arrows[i].to], buf);
}

/* A line of the picture while it is being written. */
struct picture_line {
	const char *next;		/* the rest of the line in picture */
	char text[512];
	size_t length;
};

static void append(struct picture_line *line, const char *text)
{
	size_t n = strlen(text);

	if (line->length + n < sizeof(line->text)) {
		memcpy(line->text + line->length, text, n);
		line->length += n;
	}
}

/* Aligns counts to the right, rates to the left. */
static void append_field(struct picture_line *line, const struct value *number,
			 const struct transition_rates *rates)
{
	const int width = 2 + (int)strspn(line->next + 2, ".");
	char buf[FIELD_SIZE] = "", padded[2 * FIELD_SIZE];

	if (line->next[0] == '$') {
		format_number(number, line->next[1], buf);
		snprintf(padded, sizeof(padded), "%*s", width,
			 (int)strlen(buf) > width ? "many" : buf);
	} else {
		format_arrow(rates, line->next[1], buf);
		snprintf(padded, sizeof(padded), "%-*s", width, buf);
	}
	append(line, padded);
	line->next += width;
}

static void append_stroke(struct picture_line *line, bool utf8)
{
	char plain[] = { *line->next, '\0' };
	size_t i, n;

	for (i = 0; i < ARRAY_SIZE(strokes); i++) {
		n = strlen(strokes[i].utf8);
		if (strncmp(strokes[i].utf8, line->next, n) == 0) {
			append(line, utf8 ? strokes[i].utf8 : strokes[i].ascii);
			line->next += n;
			return;
		}
	}
	append(line, plain);
	line->next++;
}

static void print_line(struct picture_line *line, const struct value *number,
		       const struct transition_rates *rates, bool utf8,
		       FILE *out)
{
	while (*line->next)
		if (*line->next == '$' || *line->next == '%')
			append_field(line, number, rates);
		else
			append_stroke(line, utf8);
	while (line->length && line->text[line->length - 1] == ' ')
		line->length--;
	fprintf(out, "%.*s\n", (int)line->length, line->text);
}

static bool is_drawn(size_t from, size_t to)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(arrows); i++)
		if (arrows[i].from == from && arrows[i].to == to)
			return true;
	return false;
}

static const char *state_name(size_t state)
{
	return state == NO_STATE
		       ? "-"
		       : states_format.columns[state].token;
}

static void print_step(size_t from, size_t to, double rate, bool first,
		       FILE *out)
{
	char buf[FIELD_SIZE];

	format_rate(rate, buf);
	fprintf(out, "%s  %s -> %s %s\n", first ?
		"\nSteps not drawn (those to CLOSE are resets, errors, "
		"timeouts, closed listeners):\n" : "",
		state_name(from), state_name(to), buf);
}

static void print_other_steps(const struct transition_rates *rates, FILE *out)
{
	bool first = true;
	size_t from, to;

	for (from = 0; from < STATES_NCOLUMNS; from++) {
		for (to = 0; to < STATES_NCOLUMNS; to++) {
			if (is_drawn(from, to) ||
			    rates->per_second[from][to] == 0)
				continue;
			print_step(from, to, rates->per_second[from][to],
				   first, out);
			first = false;
		}
	}
}

void diagram_print(const struct value *number,
		   const struct transition_rates *rates, bool utf8, FILE *out)
{
	struct picture_line line;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(picture); i++) {
		line.next = picture[i];
		line.length = 0;
		print_line(&line, number, rates, utf8, out);
	}
	if (rates->known)
		print_other_steps(rates, out);
}
