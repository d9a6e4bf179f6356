// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "listener/listener.h"
#include "top/keys.h"

static void edit_filter(struct top_state *s, int key)
{
	size_t length = strlen(s->filter);

	switch (key) {
	case TOP_ENTER:
		s->typing = false;
		break;
	case TOP_ESCAPE:
		s->typing = false;
		s->filter[0] = '\0';
		break;
	case TOP_BACKSPACE:
		if (length)
			s->filter[length - 1] = '\0';
		break;
	default:
		if (key > ' ' && key <= '~' && length + 1 < TOP_FILTER_SIZE) {
			s->filter[length] = (char)key;
			s->filter[length + 1] = '\0';
		}
	}
}

/*
 * Does not know the end: SIZE_MAX / 2 stands for it, and the caller clamps it.
 */
static void move(size_t *at, int key, size_t room)
{
	size_t step = room > 1 ? room - 1 : 1;

	switch (key) {
	case 'k':
	case TOP_UP:
		*at -= *at > 0;
		break;
	case 'j':
	case TOP_DOWN:
		*at += 1;
		break;
	case TOP_PAGE_UP:
		*at = *at > step ? *at - step : 0;
		break;
	case TOP_PAGE_DOWN:
		*at += step;
		break;
	case 'g':
	case TOP_HOME:
		*at = 0;
		break;
	case 'G':
	case TOP_END:
		*at = SIZE_MAX / 2;
		break;
	}
}

static void open_view(struct top_state *s, enum top_view view)
{
	s->view = view;
	s->scroll = 0;
}

static void list_key(struct top_state *s, int key)
{
	switch (key) {
	case 's':
		s->sort = (s->sort + 1) % NSORTS;
		break;
	case 'S':
		s->sort = (s->sort + NSORTS - 1) % NSORTS;
		break;
	case '/':
		s->typing = true;
		break;
	case TOP_ESCAPE:
		s->filter[0] = '\0';
		break;
	case TOP_ENTER:
		open_view(s, VIEW_DETAIL);
		break;
	case 'q':
		s->quit = true;
		break;
	default:
		move(&s->cursor, key, s->room);
	}
}

static void scroll_key(struct top_state *s, int key)
{
	if (key == 'q' || key == TOP_ESCAPE || key == TOP_ENTER ||
	    key == TOP_BACKSPACE)
		open_view(s, VIEW_LIST);
	else
		move(&s->scroll, key, s->room);
}

void top_key(struct top_state *state, int key)
{
	if (state->typing)
		edit_filter(state, key);
	else if (key == ' ')
		state->paused = !state->paused;
	else if ((key == '?' || key == 'h') && state->view != VIEW_HELP)
		open_view(state, VIEW_HELP);
	else if (state->view == VIEW_LIST)
		list_key(state, key);
	else
		scroll_key(state, key);
}

static struct listener_key key_at(const struct top_list *list, size_t row)
{
	return listener_key(list->row[row].listener->row);
}

void top_follow(struct top_state *state, const struct top_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (listener_key_equal(key_at(list, i), state->selected))
			state->cursor = i;
	/* The detail view of a listener that is gone remains. */
	if (state->view == VIEW_LIST)
		top_select(state, list);
}

void top_select(struct top_state *state, const struct top_list *list)
{
	if (state->cursor >= list->count)
		state->cursor = list->count ? list->count - 1 : 0;
	if (list->count)
		state->selected = key_at(list, state->cursor);
}

const struct top_list_row *top_selected(const struct top_state *state,
					const struct top_list *list)
{
	if (state->cursor >= list->count ||
	    (state->selected.kind != KEY_NONE &&
	     !listener_key_equal(key_at(list, state->cursor), state->selected)))
		return NULL;
	return &list->row[state->cursor];
}
