// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/array.h"
#include "lib/number.h"
#include "table/trace_event.h"

#define WORD_SIZE 80

/*
 * Finds the text behind the event's name, or NULL; *before: the end of its
 * time.
 */
static const char *find_fields(const char *line, const char **before)
{
	static const char *const names[] = {
		": listenq_drop: ", ": listenq_expire: ",
	};
	const char *found;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		found = strstr(line, names[i]);
		if (found) {
			*before = found;
			return found + strlen(names[i]);
		}
	}
	return NULL;
}

/* Whether the text up to end is a number. */
static bool parse_number(const char *text, const char *end, uint64_t *number)
{
	return number_scan(&text, number) == 0 && text == end;
}

/* Parses "123.456789" in front of end: seconds and microseconds. */
static bool parse_time(const char *line, const char *end, uint64_t *us)
{
	const char *begin = end, *dot;
	uint64_t seconds, rest;

	while (begin > line && (isdigit((unsigned char)begin[-1]) ||
				begin[-1] == '.'))
		begin--;
	dot = memchr(begin, '.', (size_t)(end - begin));
	if (!dot || end - dot != 7 || !parse_number(begin, dot, &seconds) ||
	    !parse_number(dot + 1, end, &rest))
		return false;
	return !__builtin_mul_overflow(seconds, 1000000, us) &&
	       !__builtin_add_overflow(*us, rest, us);
}

/* Copies the value of "key=value". */
static bool find_word(const char *fields, const char *key, char word[WORD_SIZE])
{
	size_t length = strlen(key), n;
	const char *at = fields;

	while (strncmp(at, key, length) != 0 || at[length] != '=') {
		at = strchr(at, ' ');
		if (!at)
			return false;
		at++;
	}
	at += length + 1;
	n = strcspn(at, " ");
	if (!n || n >= WORD_SIZE)
		return false;
	memcpy(word, at, n);
	word[n] = '\0';
	return true;
}

static bool find_endpoint(const char *fields, const char *key,
			  char text[ENDPOINT_TEXT_SIZE], struct value *value)
{
	struct endpoint endpoint;
	char word[WORD_SIZE];
	int err;

	if (!find_word(fields, key, word))
		return false;
	err = endpoint_parse(word, &endpoint);
	/*
	 * A client may have port 0, for which endpoint_parse() returns -ERANGE.
	 */
	if ((err && err != -ERANGE) || !endpoint.has_address)
		return false;
	endpoint_text(&endpoint, text);
	*value = text_value(text);
	return true;
}

static bool find_cause(const char *fields, char cause[TRACE_CAUSE_SIZE],
		       struct value *value)
{
	char word[WORD_SIZE];
	size_t i;

	if (!find_word(fields, "cause", word) ||
	    strlen(word) >= TRACE_CAUSE_SIZE)
		return false;
	for (i = 0; word[i]; i++)
		if (!islower((unsigned char)word[i]) && word[i] != '_')
			return false;
	strcpy(cause, word);
	*value = text_value(cause);
	return true;
}

static bool find_number(const char *fields, const char *key,
			struct value *value)
{
	char word[WORD_SIZE];

	value->state = VALUE_KNOWN;
	return find_word(fields, key, word) &&
	       number_parse(word, &value->number);
}

/* Parses "depth/limit". */
static bool find_fill(const char *fields, const char *key, struct value *depth,
		      struct value *limit)
{
	char word[WORD_SIZE], *slash;

	depth->state = VALUE_KNOWN;
	limit->state = VALUE_KNOWN;
	if (!find_word(fields, key, word))
		return false;
	slash = strchr(word, '/');
	return slash && parse_number(word, slash, &depth->number) &&
	       number_parse(slash + 1, &limit->number);
}

bool trace_event_parse(const char *line, struct trace_event *event)
{
	struct drop_row *drop = &event->drop;
	const char *before, *fields = find_fields(line, &before);

	*event = (struct trace_event){ .at_us = 0 };
	return fields && parse_time(line, before, &event->at_us) &&
	       find_number(fields, "netns", &drop->netns) &&
	       find_endpoint(fields, "local", event->local, &drop->local) &&
	       find_endpoint(fields, "remote", event->remote, &drop->remote) &&
	       find_cause(fields, event->cause, &drop->cause) &&
	       find_fill(fields, "synq", &drop->synq, &drop->synq_limit) &&
	       find_fill(fields, "acceptq", &drop->acceptq,
			 &drop->acceptq_limit);
}
