/* SPDX-License-Identifier: GPL-2.0-only */
/* Entries to a table on stdout; the only file that knows libsmartcols. */
#ifndef RENDER_H
#define RENDER_H

#include <stdbool.h>
#include <stddef.h>

struct entry;
struct selection;

enum render_format { RENDER_TABLE, RENDER_RAW, RENDER_JSON };

struct rendering {
	enum render_format format;
	bool noheadings;
	bool colour;
};

/* 0 or -errno. */
int render(const struct rendering *how, const struct selection *selection,
	   const struct entry *entries, size_t count);

#endif /* RENDER_H */
