// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "lib/array.h"
#include "top/keys.h"
#include "top/list.h"
#include "top/list_lines.h"
#include "top/screen.h"
#include "top/text_lines.h"

static const char *const help[] = {
	"s S       sort by the next or the previous key",
	"/         show only listeners whose address or process contains a text",
	"Esc       show all listeners again; leave a page",
	"space     pause, and continue",
	"Enter     show everything about the selected listener",
	"arrows    move; so do PgUp PgDn Home End and j k g G",
	"? h       this help",
	"q         leave a page; quit",
	"",
	"A bar shows how full a queue is, with a mark at the peak of the last 60 s.",
	"The numbers next to it are its depth and its limit.",
	"",
	"SYN/s  SYNs that reached the listener, per second",
	"ACC/s  connections that the program accepted, per second",
	"DRP/s  SYNs and final ACKs that were dropped, per second",
	"CKI/s  SYNs that were answered with a cookie, per second",
	"",
	"!      critical: nobody accepts, or packets are dropped because a queue is full",
	"+      warning: a queue is above 80 % or was in the last 60 s, connections",
	"       wait long, or the listener dropped something or sent cookies lately",
	"-      unknown: the listener is new, or a counter went back",
};

int screen_help(struct text_lines *out)
{
	size_t i;

	text_lines_clear(out);
	for (i = 0; i < ARRAY_SIZE(help); i++)
		text_lines_put(out, help[i]);
	return out->err;
}

static void put_title(struct text_lines *out, const struct screen *screen,
		      const struct top_state *s, const struct top_list *list)
{
	struct text_line *line = text_lines_add(out, STYLE_TITLE);
	char text[160];

	snprintf(text, sizeof(text),
		 "listenq  %zu listener%s  %zu critical  %zu warning%s  "
		 "by %s  every %gs%s%s%s",
		 list->count, list->count == 1 ? "" : "s", list->critical,
		 list->warning, list->warning == 1 ? "" : "s",
		 top_sort_name(s->sort), screen->interval,
		 s->paused ? "  PAUSED" : "", *s->filter ? "  /" : "",
		 s->filter);
	text_line_left(line, text, screen->width);
}

static void put_footer(struct text_lines *out, const struct screen *screen,
		       const struct top_state *s)
{
	static const char *const keys[] = {
		[VIEW_LIST] = ("q quit  s sort  / filter  space pause  "
			       "Enter details  ? help"),
		[VIEW_DETAIL] = "q back  arrows scroll  space pause  ? help",
		[VIEW_HELP] = "q back",
	};
	enum style style = screen->notice ? STYLE_FULL : STYLE_FAINT;
	struct text_line *line = text_lines_add(out, style);
	char text[TOP_FILTER_SIZE + 16];

	if (s->typing) {
		snprintf(text, sizeof(text), "filter: %s_", s->filter);
		text_line_put(line, text, screen->width);
		return;
	}
	text_line_put(line, screen->notice ?: keys[s->view], screen->width);
}

/* Returns the first row to show so that the one at the cursor is visible. */
static size_t first_shown(size_t cursor, size_t count, size_t room)
{
	if (count <= room || cursor < room / 2)
		return 0;
	if (cursor - room / 2 > count - room)
		return count - room;
	return cursor - room / 2;
}

static void put_list(struct text_lines *out, const struct screen *screen,
		     const struct top_state *s, const struct top_list *list)
{
	struct list_widths widths = list_widths(list, screen->width,
						screen->utf8);
	size_t i, first = first_shown(s->cursor, list->count, s->room);

	list_heading_line(out, &widths);
	for (i = first; i < list->count && i < first + s->room; i++)
		list_line(out, &widths, &list->row[i], i == s->cursor);
}

static void put_other(struct text_lines *out, const struct screen *screen,
		      struct top_state *s, const struct text_lines *other)
{
	size_t most = other->count > s->room ? other->count - s->room : 0;
	size_t i;

	if (s->scroll > most)
		s->scroll = most;
	for (i = s->scroll; i < other->count && i < s->scroll + s->room; i++)
		text_line_put(text_lines_add(out, other->line[i].style),
			      other->line[i].text, screen->width);
}

int screen_lines(struct text_lines *out, const struct screen *screen,
		 struct top_state *state, const struct top_list *list,
		 const struct text_lines *other)
{
	size_t height = screen->height > 0 ? (size_t)screen->height : 0;
	size_t fixed = state->view == VIEW_LIST ? 3 : 2;

	text_lines_clear(out);
	state->room = height > fixed ? height - fixed : 1;
	put_title(out, screen, state, list);
	if (state->view == VIEW_LIST)
		put_list(out, screen, state, list);
	else
		put_other(out, screen, state, other);
	while (out->count + 1 < height && !out->err)
		text_lines_add(out, STYLE_PLAIN);
	if (out->count + 1 > height && height)
		out->count = height - 1;
	put_footer(out, screen, state);
	return out->err;
}
