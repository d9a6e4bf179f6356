/* SPDX-License-Identifier: GPL-2.0-only */
/* The state of the user interface of 'listenq top', and its keys. */
#ifndef KEYS_H
#define KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "top/list.h"

/* Keys that are not characters. */
enum top_key {
	TOP_UP = 0x1000,
	TOP_DOWN,
	TOP_PAGE_UP,
	TOP_PAGE_DOWN,
	TOP_HOME,
	TOP_END,
	TOP_ENTER,
	TOP_ESCAPE,
	TOP_BACKSPACE,
	TOP_RESIZE,
};

enum top_view { VIEW_LIST, VIEW_DETAIL, VIEW_HELP };

#define TOP_FILTER_SIZE 48

struct top_state {
	enum top_view view;
	enum top_sort sort;
	char filter[TOP_FILTER_SIZE];
	bool typing;			/* the user is typing the filter */
	bool paused;
	bool quit;
	size_t cursor;			/* selected row of the list */
	struct listener_key selected;	/* listener in that row */
	size_t scroll;			/* first line shown of another view */
	size_t room;			/* rows or lines that fit */
};

/* Applies a character or an enum top_key to the state. */
void top_key(struct top_state *state, int key);

/*
 * Moves the cursor to the row that its listener has now, within the list; and,
 * after a key has moved the cursor, selects the listener in its row.
 */
void top_follow(struct top_state *state, const struct top_list *list);
void top_select(struct top_state *state, const struct top_list *list);

/* Returns the selected row; NULL if the listener is gone. */
const struct top_list_row *top_selected(const struct top_state *state,
					const struct top_list *list);

#endif /* KEYS_H */
