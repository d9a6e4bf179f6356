/* SPDX-License-Identifier: GPL-2.0-only */
/* The columns of episodes: those of the table, and some derived from them. */
#ifndef EPISODE_COLUMNS_H
#define EPISODE_COLUMNS_H

#include "table/table.h"
#include "view/selection.h"

enum derived_episode_column {
	EPISODE_BEGIN = EPISODE_NCOLUMNS,
	EPISODE_TIMESTAMP,
	EPISODE_AGE,
	EPISODE_DURATION,
	EPISODE_SYN_QUEUE,
	EPISODE_ACCEPT_QUEUE,
	EPISODE_DROPPED,
	EPISODE_CLIENTS,
	EPISODE_ACCEPT_GAP,
	EPISODE_ACCEPT_WAIT,
	NEPISODE_COLUMNS
};

/* For rows of type const struct episode_row *. */
extern const struct column_set episode_columns;

/* Adds up the drops of all causes; unknown if one of them is. */
struct value episode_drops(const struct episode_row *episode);

#endif /* EPISODE_COLUMNS_H */
