/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a table means once it is no longer text. Everything here comes from the
 * X-macro in uapi/listenq.h: a column that is added there needs no edit here,
 * and a new kind of column only its name.
 */
#ifndef TABLE_H
#define TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

enum value_state {
	VALUE_ABSENT = 0,	/* the module has no such column */
	VALUE_UNKNOWN,		/* it has, and says "-" */
	VALUE_KNOWN,
};

struct value {
	union {
		uint64_t number;
		const char *text;	/* into the text that was parsed */
	};
	enum value_state state;
};

static inline bool known(struct value v)
{
	return v.state == VALUE_KNOWN;
}

struct column_format {
	const char *token;
	enum kind kind;
	const char *help;
};

/* The first column names a row: without it a table is of no use. */
struct table_format {
	const char *name;
	const struct column_format *columns;
	size_t ncolumns;
};

struct table {
	const struct table_format *format;
	uint64_t version;		/* of the format, at most LQ_FORMAT */
	struct value *values;		/* nrows times ncolumns */
	size_t nrows;
};

void table_free(struct table *table);

struct value value_at(const struct table *table, size_t row, size_t column);

/* Saturates. If one is not known neither is the sum; absent ones are left out. */
void value_add(struct value *sum, struct value v);

enum listener_column {
#define X(token, kind, help) LISTENER_##token,
	LQ_LISTENER_COLUMNS(X)
#undef X
	LISTENER_NCOLUMNS
};

/* A row, both by name and by number. */
struct listener {
	union {
		struct value value[LISTENER_NCOLUMNS];
		struct {
#define X(token, kind, help) struct value token;
			LQ_LISTENER_COLUMNS(X)
#undef X
		};
	};
};

extern const struct table_format listener_format;

const struct listener *listener_at(const struct table *table, size_t row);

/*
 * The sum over the causes that the module counts, saturated. If one of them is
 * not known neither is the sum; .number is then what the others add up to.
 */
struct value listener_drops(const struct listener *l);

/*
 * Whether it holds no half-open connections because tcp_syncookies is 2, and not
 * because its backlog is 0, which some kernels take at its word.
 */
bool listener_cookies_by_choice(const struct listener *l);

enum latency_column {
#define X(token, kind, help) LATENCY_##token,
	LQ_LATENCY_COLUMNS(X)
#undef X
	LATENCY_NCOLUMNS
};

/* How long connections waited. */
struct latency {
	union {
		struct value value[LATENCY_NCOLUMNS];
		struct {
#define X(token, kind, help) struct value token;
			LQ_LATENCY_COLUMNS(X)
#undef X
		};
	};
};

extern const struct table_format latency_format;

const struct latency *latency_at(const struct table *table, size_t row);

enum states_column {
#define X(token, kind, help) STATES_##token,
	LQ_STATES_COLUMNS(X)
#undef X
	STATES_NCOLUMNS,
	/* From here on they are the states, by the kernel's names. */
	STATES_FIRST = STATES_ESTABLISHED,
};

/* Connections by state. */
struct states {
	union {
		struct value value[STATES_NCOLUMNS];
		struct {
#define X(token, kind, help) struct value token;
			LQ_STATES_COLUMNS(X)
#undef X
		};
	};
};

extern const struct table_format states_format;

const struct states *states_at(const struct table *table, size_t row);

enum drop_column {
#define X(token, kind, help) DROP_##token,
	LQ_DROP_COLUMNS(X)
#undef X
	DROP_NCOLUMNS
};

/* A packet dropped, or a half-open connection given up. */
struct drop {
	union {
		struct value value[DROP_NCOLUMNS];
		struct {
#define X(token, kind, help) struct value token;
			LQ_DROP_COLUMNS(X)
#undef X
		};
	};
};

extern const struct table_format drop_format;

const struct drop *drop_at(const struct table *table, size_t row);

/* Rows of the other tables. */
#define X(token, kind, help) struct value token;
struct transition {
	LQ_TRANSITION_COLUMNS(X)
};

struct netstat_row {
	LQ_NETSTAT_COLUMNS(X)
};

struct probe {
	LQ_PROBE_COLUMNS(X)
};

struct module {
	LQ_MODULE_COLUMNS(X)
};
#undef X

extern const struct table_format transition_format;
extern const struct table_format netstat_format;
extern const struct table_format probe_format;
extern const struct table_format module_format;

const struct transition *transition_at(const struct table *table, size_t row);
const struct netstat_row *netstat_row_at(const struct table *table, size_t row);
const struct probe *probe_at(const struct table *table, size_t row);
const struct module *module_at(const struct table *table, size_t row);

#endif /* TABLE_H */
