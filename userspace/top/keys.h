/* SPDX-License-Identifier: GPL-2.0-only */
/* What keys have done to what 'listenq top' shows. */
#ifndef KEYS_H
#define KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "top/list.h"

/* Keys that are no character. */
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
	bool typing;			/* the filter */
	bool paused;
	bool quit;
	size_t cursor;			/* row of the list */
	struct listener_key selected;	/* that is in it */
	size_t scroll;			/* lines of another view */
	size_t room;			/* lines that fit */
};

void top_key(struct top_state *state, int key);

/*
 * The cursor stays with its listener, wherever that is now, and within the
 * list; after a key that moved it, it takes the one that is there.
 */
void top_follow(struct top_state *state, const struct top_list *list);
void top_select(struct top_state *state, const struct top_list *list);

/* The row that the cursor is in; NULL: there is none. */
const struct top_list_row *top_selected(const struct top_state *state,
					const struct top_list *list);

#endif /* KEYS_H */
