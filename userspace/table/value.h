/* SPDX-License-Identifier: GPL-2.0-only */
/* A value of a table: a number, a word, unknown or absent. */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct endpoint;

enum value_state {
	VALUE_ABSENT = 0,	/* the table has no such column */
	VALUE_UNKNOWN,		/* the column exists and holds "-" */
	VALUE_KNOWN,
};

struct value {
	union {
		uint64_t number;
		const char *text;	/* into the text that was parsed */
	};
	enum value_state state;
};

static inline struct value number_value(uint64_t number)
{
	return (struct value){ .number = number, .state = VALUE_KNOWN };
}

static inline struct value text_value(const char *text)
{
	return (struct value){ .text = text, .state = VALUE_KNOWN };
}

static inline struct value unknown_value(void)
{
	return (struct value){ .state = VALUE_UNKNOWN };
}

static inline bool known(struct value v)
{
	return v.state == VALUE_KNOWN;
}

/* Whether a number is known to be above 0, or to be 0. */
static inline bool some(struct value v)
{
	return known(v) && v.number;
}

static inline bool none(struct value v)
{
	return known(v) && !v.number;
}

/* Whether two numbers are known to be equal, or to differ. */
static inline bool are_equal(struct value a, struct value b)
{
	return known(a) && known(b) && a.number == b.number;
}

static inline bool are_different(struct value a, struct value b)
{
	return known(a) && known(b) && a.number != b.number;
}

static inline bool is_text(struct value v, const char *text)
{
	return known(v) && strcmp(v.text, text) == 0;
}

static inline const char *text_or_null(struct value v)
{
	return known(v) ? v.text : NULL;
}

static inline const char *text_or_dash(struct value v)
{
	return known(v) ? v.text : "-";
}

/*
 * Returns an endpoint with neither address nor port if the text is not known.
 */
struct endpoint value_endpoint(struct value text);

/*
 * Adds a number to a sum, which saturates. If v is unknown the sum becomes
 * unknown, and its number what the others add up to; an absent v changes
 * nothing.
 */
void value_add(struct value *sum, struct value v);

#endif /* VALUE_H */
