// SPDX-License-Identifier: GPL-2.0-only
#include <curses.h>
#include <stdlib.h>
#include <term.h>
#include <unistd.h>

/* term.h defines macros of these names. */
#undef lines
#undef columns

#include "lib/colour.h"
#include "lib/failure.h"
#include "top/keys.h"
#include "top/terminal.h"
#include "top/text_lines.h"

/* How long to wait after Escape for the rest of a key's sequence, in ms. */
#define ESCAPE_MS 25

enum { PAIR_SOME = 1, PAIR_FULL };

static SCREEN *screen;
static bool colour;

void terminal_end(void)
{
	if (!screen)
		return;
	endwin();
	delscreen(screen);
	screen = NULL;
}

/* Checks first, because newterm() would end the process. */
int terminal_check(struct failure *why)
{
	const char *name = getenv("TERM");
	int err;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return fail(why, EXIT_USAGE, "top needs a terminal; 'listenq "
			    "list' is for files and pipes");
	if (setupterm(NULL, STDOUT_FILENO, &err))
		return fail(why, EXIT_FAILED, "unknown terminal type '%s': set TERM "
			    "to the right one", name ?: "");
	if (!cursor_address)
		return fail(why, EXIT_FAILED, "the terminal '%s' cannot position "
			    "its cursor: use 'listenq list', or set TERM to the "
			    "right type",
			    name ?: "");
	del_curterm(cur_term);
	return EXIT_OK;
}

static void set_up(void)
{
	cbreak();
	noecho();
	nonl();
	nodelay(stdscr, TRUE);
	keypad(stdscr, TRUE);
	curs_set(0);
	colour = stdout_wants_colour(COLOUR_AUTO) && has_colors();
	if (!colour)
		return;
	start_color();
	use_default_colors();
	init_pair(PAIR_SOME, COLOR_YELLOW, -1);
	init_pair(PAIR_FULL, COLOR_RED, -1);
}

int terminal_begin(struct failure *why)
{
	set_escdelay(ESCAPE_MS);
	screen = newterm(NULL, stdout, stdin);
	if (!screen)
		return fail(why, EXIT_FAILED, "cannot use the terminal: set TERM to "
			    "the right type");
	atexit(terminal_end);
	set_up();
	return EXIT_OK;
}

void terminal_size(int *width, int *height)
{
	getmaxyx(stdscr, *height, *width);
}

static attr_t attributes(const struct text_line *line)
{
	attr_t selected = line->selected ? A_REVERSE : A_NORMAL;

	switch (line->style) {
	case STYLE_TITLE:
		return A_REVERSE;
	case STYLE_HEADING:
		return A_BOLD;
	case STYLE_FAINT:
		return A_DIM;
	case STYLE_SOME:
		return selected | (colour ? (attr_t)COLOR_PAIR(PAIR_SOME) : 0);
	case STYLE_FULL:
		return selected | A_BOLD |
		       (colour ? (attr_t)COLOR_PAIR(PAIR_FULL) : 0);
	case STYLE_PLAIN:
		break;
	}
	return selected;
}

void terminal_draw(const struct text_lines *lines)
{
	const struct text_line *line;
	attr_t attr;
	size_t i;

	erase();
	for (i = 0; i < lines->count; i++) {
		line = &lines->line[i];
		attr = attributes(line);
		mvaddstr((int)i, 0, line->text);
		mvchgat((int)i, 0, -1, attr, (short)PAIR_NUMBER(attr), NULL);
	}
	refresh();
}

int terminal_key(void)
{
	int key = getch();

	switch (key) {
	case ERR:
		return 0;
	case KEY_UP:
		return TOP_UP;
	case KEY_DOWN:
		return TOP_DOWN;
	case KEY_PPAGE:
		return TOP_PAGE_UP;
	case KEY_NPAGE:
		return TOP_PAGE_DOWN;
	case KEY_HOME:
		return TOP_HOME;
	case KEY_END:
		return TOP_END;
	case KEY_ENTER:
	case '\r':
	case '\n':
		return TOP_ENTER;
	case '\033':
		return TOP_ESCAPE;
	case KEY_BACKSPACE:
	case '\b':
	case '\177':
		return TOP_BACKSPACE;
	default:
		return key > 0 && key < 0x100 ? key : TOP_RESIZE;
	}
}
