// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "view/selection.h"
#include "view/sort.h"

/* The cells of a row that it is sorted by. */
struct cells {
	char text[SORT_KEYS_MAX][CELL_SIZE];
	double number[SORT_KEYS_MAX];
	bool known[SORT_KEYS_MAX];
	size_t row;
};

struct order {
	const struct sort *sort;
	const struct column_set *set;
};

/* Sorts "5/129" by 5, and "2h03m" by its number of milliseconds. */
static size_t column_to_compare(const struct column_set *set, size_t column)
{
	size_t i;

	for (i = 0; i < set->nnumbers; i++)
		if (set->numbers[i].column == column)
			return set->numbers[i].number[0];
	return column;
}

const char *sort_parse(struct sort *sort, const struct column_set *set,
		       char *list)
{
	struct sort_key key;
	char *name;

	sort->count = 0;
	while ((name = strsep(&list, ","))) {
		key.descending = *name == '-';
		if (key.descending)
			name++;
		key.column = column_find(set, name);
		if (key.column == set->count || sort->count == SORT_KEYS_MAX)
			return name;
		key.column = column_to_compare(set, key.column);
		sort->key[sort->count++] = key;
	}
	return NULL;
}

enum owners_wanted sort_owners(const struct sort *sort,
			       const struct column_set *set)
{
	enum owners_wanted wanted = OWNERS_NONE;
	size_t i;

	for (i = 0; i < sort->count; i++)
		wanted = owners_more(wanted,
				     set->column[sort->key[i].column].owners);
	return wanted;
}

static void take_cells(const struct order *order, const void *row,
		       struct cells *cells)
{
	char buf[CELL_SIZE];
	const char *text;
	size_t i;

	for (i = 0; i < order->sort->count; i++) {
		text = column_cell(order->set, order->sort->key[i].column, row,
				   buf);
		cells->known[i] = text;
		cells->number[i] = text ? strtod(text, NULL) : 0;
		strncpy(cells->text[i], text ?: "", CELL_SIZE - 1);
	}
}

static int compare_cells(const struct order *order, const struct cells *x,
			 const struct cells *y, size_t i)
{
	const struct sort_key *key = &order->sort->key[i];
	int result;

	if (!x->known[i] || !y->known[i])
		return y->known[i] - x->known[i];
	if (order->set->column[key->column].type == COLUMN_TEXT)
		result = strverscmp(x->text[i], y->text[i]);
	else
		result = COMPARE(x->number[i], y->number[i]);
	return key->descending ? -result : result;
}

static int compare_rows(const void *a, const void *b, void *data)
{
	const struct cells *x = a, *y = b;
	const struct order *order = data;
	int result = 0;
	size_t i;

	for (i = 0; !result && i < order->sort->count; i++)
		result = compare_cells(order, x, y, i);
	return result ?: COMPARE(x->row, y->row);
}

int sort_rows(const struct sort *sort, const struct column_set *set, void *rows,
	      size_t count, size_t size)
{
	struct order order = { sort, set };
	struct cells *cells;
	char *sorted;
	size_t i;

	if (!sort->count || !count)
		return 0;
	cells = calloc(count, sizeof(*cells));
	sorted = malloc(count * size);
	if (!cells || !sorted) {
		free(cells);
		free(sorted);
		return -ENOMEM;
	}
	for (i = 0; i < count; i++) {
		cells[i].row = i;
		take_cells(&order, (char *)rows + i * size, &cells[i]);
	}
	qsort_r(cells, count, sizeof(*cells), compare_rows, &order);
	for (i = 0; i < count; i++)
		memcpy(sorted + i * size, (char *)rows + cells[i].row * size,
		       size);
	memcpy(rows, sorted, count * size);
	free(sorted);
	free(cells);
	return 0;
}
