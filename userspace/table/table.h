/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The module's tables in memory. Rows and formats are generated from the
 * X-macros in uapi/listenq.h: a new column needs no edit here, a new kind of
 * column only an enumerator.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "table/value.h"
#include "uapi/listenq.h"

enum kind {
	KIND_TEXT,
	KIND_ID,
	KIND_GAUGE,
	KIND_PEAK,
	KIND_COUNT,
	KIND_DROP,
	KIND_AGE,
};

/* What a column of KIND_DROP counts; of any other kind, PACKET_NONE. */
enum packet { PACKET_NONE, PACKET_SYN, PACKET_ACK };

struct column_format {
	const char *token;
	enum kind kind;
	const char *help;
	enum packet packet;
};

/*
 * Describes a table; a file without the first column, which names a row, is
 * bad.
 */
struct table_format {
	const char *name;
	const struct column_format *columns;
	size_t ncolumns;
};

struct table {
	const struct table_format *format;
	uint64_t version;		/* of the format, up to LQ_FORMAT */
	struct value *values;		/* nrows times ncolumns */
	size_t nrows;
};

/* Frees the values; the text that they point into is not the table's. */
void table_free(struct table *table);

struct value value_at(const struct table *table, size_t row, size_t column);

/* Returns the values of a row; NAME_at() below returns them as its struct. */
const void *row_at(const struct table *table, size_t row);

/* Arguments of X-macros: members of a struct, and how many there are. */
#define VALUE_MEMBER(name, ...) struct value name;
#define PLUS_ONE(...) + 1

/* Declares a table's row, by name and by number, its format, and NAME_at(). */
#define DECLARE_TABLE(name, COLUMNS)					\
struct name##_row {							\
	union {								\
		struct value value[0 COLUMNS(PLUS_ONE)];		\
		struct {						\
			COLUMNS(VALUE_MEMBER)				\
		};							\
	};								\
};									\
									\
extern const struct table_format name##_format;				\
									\
static inline const struct name##_row *name##_at(const struct table *table, \
						 size_t row)		\
{									\
	return row_at(table, row);					\
}

DECLARE_TABLE(listener, LQ_LISTENER_COLUMNS)
DECLARE_TABLE(latency, LQ_LATENCY_COLUMNS)
DECLARE_TABLE(states, LQ_STATES_COLUMNS)
DECLARE_TABLE(drop, LQ_DROP_COLUMNS)
DECLARE_TABLE(client, LQ_CLIENT_COLUMNS)
DECLARE_TABLE(connection, LQ_CONNECTION_COLUMNS)
DECLARE_TABLE(episode, LQ_EPISODE_COLUMNS)
DECLARE_TABLE(transition, LQ_TRANSITION_COLUMNS)
DECLARE_TABLE(netstat, LQ_NETSTAT_COLUMNS)
DECLARE_TABLE(probe, LQ_PROBE_COLUMNS)
DECLARE_TABLE(module, LQ_MODULE_COLUMNS)

/* Numbers of columns. */
#define LISTENER_ENUMERATOR(token, ...) LISTENER_##token,
#define LATENCY_ENUMERATOR(token, ...) LATENCY_##token,
#define STATES_ENUMERATOR(token, ...) STATES_##token,
#define DROP_ENUMERATOR(token, ...) DROP_##token,
#define CONNECTION_ENUMERATOR(token, ...) CONNECTION_##token,
#define EPISODE_ENUMERATOR(token, ...) EPISODE_##token,
#define NETSTAT_ENUMERATOR(token, ...) NETSTAT_##token,
#define PROBE_ENUMERATOR(token, ...) PROBE_##token,
#define MODULE_ENUMERATOR(token, ...) MODULE_##token,

enum listener_column {
	LQ_LISTENER_COLUMNS(LISTENER_ENUMERATOR)
	LISTENER_NCOLUMNS
};

enum latency_column {
	LQ_LATENCY_COLUMNS(LATENCY_ENUMERATOR)
	LATENCY_NCOLUMNS
};

enum states_column {
	LQ_STATES_COLUMNS(STATES_ENUMERATOR)
	STATES_NCOLUMNS,
	/* The states, by the kernel's names. */
	STATES_FIRST = STATES_ESTABLISHED,
	STATES_END = STATES_NEW_SYN_RECV + 1,
};

enum drop_column {
	LQ_DROP_COLUMNS(DROP_ENUMERATOR)
	DROP_NCOLUMNS
};

enum connection_column {
	LQ_CONNECTION_COLUMNS(CONNECTION_ENUMERATOR)
	CONNECTION_NCOLUMNS
};

enum episode_column {
	LQ_EPISODE_COLUMNS(EPISODE_ENUMERATOR)
	EPISODE_NCOLUMNS
};

enum netstat_column {
	LQ_NETSTAT_COLUMNS(NETSTAT_ENUMERATOR)
	NETSTAT_NCOLUMNS
};

enum probe_column {
	LQ_PROBE_COLUMNS(PROBE_ENUMERATOR)
	PROBE_NCOLUMNS
};

enum module_column {
	LQ_MODULE_COLUMNS(MODULE_ENUMERATOR)
	MODULE_NCOLUMNS
};

/*
 * Return the sum of all drops of a listener, or of its dropped SYNs; it
 * saturates. If one cause is unknown so is the sum, whose number then is that
 * of the others.
 */
struct value listener_drops(const struct listener_row *l);
struct value listener_syn_drops(const struct listener_row *l);

/*
 * Whether the SYN queue has no room because tcp_syncookies is 2, and not
 * because the backlog is 0, for which some kernels leave no room either.
 */
bool listener_cookies_by_choice(const struct listener_row *l);

#endif /* TABLE_H */
