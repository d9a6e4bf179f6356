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
	"!      a queue is full now",
	"+      a queue is above 80 % or was in the last 60 s, or the listener",
	"       dropped something or sent cookies",
	"-      unknown: the listener is new, or a counter went back",
};

void layout_help(struct lines *out)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(help); i++)
		line_put(lines_add(out, STYLE_PLAIN), help[i], LINE_COLUMNS);
}

static void put_title(struct lines *out, const struct screen *screen,
		      const struct top_state *s, const struct board *board)
{
	struct line *line = lines_add(out, STYLE_TITLE);
	char text[160];

	snprintf(text, sizeof(text),
		 "listenq  %zu listener%s  %zu full  %zu in trouble  by %s  every %gs%s%s%s",
		 board->count, board->count == 1 ? "" : "s", board->full,
		 board->some, board_sort_name(s->sort), screen->interval,
		 s->paused ? "  PAUSED" : "", *s->filter ? "  /" : "",
		 s->filter);
	line_left(line, text, screen->width);
}

static void put_footer(struct lines *out, const struct screen *screen,
		       const struct top_state *s)
{
	static const char *const keys[] = {
		[VIEW_BOARD] = ("q quit  s sort  / filter  space pause  "
				"Enter details  ? help"),
		[VIEW_LISTENER] = "q back  arrows scroll  space pause  ? help",
		[VIEW_HELP] = "q back",
	};
	enum style style = screen->notice ? STYLE_FULL : STYLE_FAINT;
	struct line *line = lines_add(out, style);
	char text[TOP_FILTER_SIZE + 16];

	if (s->typing) {
		snprintf(text, sizeof(text), "filter: %s_", s->filter);
		line_put(line, text, screen->width);
		return;
	}
	line_put(line, screen->notice ?: keys[s->view], screen->width);
}

/* The first of them that shows, so that the one at cursor does. */
static size_t first_shown(size_t cursor, size_t count, size_t room)
{
	if (count <= room || cursor < room / 2)
		return 0;
	if (cursor - room / 2 > count - room)
		return count - room;
	return cursor - room / 2;
}

static void put_board(struct lines *out, const struct screen *screen,
		      const struct top_state *s, const struct board *board)
{
	struct board_widths widths = board_widths(board, screen->width,
						  screen->utf8);
	size_t i, first = first_shown(s->cursor, board->count, s->room);

	board_heading(out, &widths);
	for (i = first; i < board->count && i < first + s->room; i++)
		board_line(out, &widths, &board->row[i], i == s->cursor);
}

static void put_page(struct lines *out, const struct screen *screen,
		     struct top_state *s, const struct lines *page)
{
	size_t most = page->count > s->room ? page->count - s->room : 0;
	size_t i;

	if (s->scroll > most)
		s->scroll = most;
	for (i = s->scroll; i < page->count && i < s->scroll + s->room; i++)
		line_put(lines_add(out, page->line[i].style),
			 page->line[i].text, screen->width);
}

void layout(struct lines *out, const struct screen *screen,
	    struct top_state *state, const struct board *board,
	    const struct lines *page)
{
	size_t height = screen->height > 0 ? (size_t)screen->height : 0;
	size_t fixed = state->view == VIEW_BOARD ? 3 : 2;

	lines_clear(out);
	state->room = height > fixed ? height - fixed : 1;
	put_title(out, screen, state, board);
	if (state->view == VIEW_BOARD)
		put_board(out, screen, state, board);
	else
		put_page(out, screen, state, page);
	while (out->count + 1 < height)
		lines_add(out, STYLE_PLAIN);
	if (out->count + 1 > height && height)
		out->count = height - 1;
	put_footer(out, screen, state);
}
