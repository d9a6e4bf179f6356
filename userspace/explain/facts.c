// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "explain/facts.h"
#include "listener/listener.h"
#include "listener/recommendation.h"
#include "table/duration.h"

_Static_assert(sizeof(struct facts) == NFACTS * sizeof(struct value),
	       "facts are their values and nothing else");

#define FACT_NAME(name, ...) [FACT_##name] = #name,

static const char *const names[NFACTS] = {
	FACTS(FACT_NAME)
};

static void add_group_counts(struct facts *f, const struct group_counts *group)
{
	if (group->sockets < 2)
		return;
	f->members = number_value(group->sockets);
	f->members_full = number_value(group->full);
	f->members_empty = number_value(group->empty);
}

static struct value advised(const struct listener *listener)
{
	const struct recommendation r = recommend_backlog(listener);

	return r.remedy == REMEDY_LONGER_QUEUE ? number_value(r.backlog) :
						 unknown_value();
}

/* Of our causes the kernel counts all on the socket but one. */
static struct value drops_elsewhere(const struct listener_row *l)
{
	struct value dropped = listener_drops(l);

	if (!known(l->socket_drops) || !known(dropped))
		return unknown_value();
	return number_value(l->socket_drops.number > dropped.number ?
			    l->socket_drops.number - dropped.number : 0);
}

static void add_clients(struct facts *f, const struct client_row *lost_syn,
			const struct client_row *lost_ack)
{
	if (lost_syn) {
		f->clients_dropped = lost_syn->dropped;
		f->clients_late = lost_syn->late;
		f->clients_lost = lost_syn->lost;
		f->clients_pending = lost_syn->pending;
		f->clients_forgotten = lost_syn->unknown;
		f->clients_late_min_us = lost_syn->late_min_us;
		f->clients_late_max_us = lost_syn->late_max_us;
	}
	if (lost_ack) {
		f->ackers_dropped = lost_ack->dropped;
		f->ackers_late = lost_ack->late;
		f->ackers_lost = lost_ack->lost;
		f->ackers_late_max_us = lost_ack->late_max_us;
	}
}

struct facts facts_of(const struct listener *listener,
		      const struct sysctls *sysctls)
{
	const struct listener_row *l = listener->row;
	struct facts f = { .pid = owner_pid(listener->owner) };

	memcpy(f.value, l->value, sizeof(l->value));
	if (are_equal(sysctls->netns, l->netns))
		memcpy(&f.value[LISTENER_NCOLUMNS], sysctls->value,
		       sizeof(sysctls->value));
	add_group_counts(&f, &listener->group);
	f.backlog_advised = advised(listener);
	f.lately_ms = number_value(listener->judgement.lately_ms);
	add_clients(&f, listener->lost_syn, listener->lost_ack);
	f.dropped = listener_drops(l);
	f.syns_dropped = listener_syn_drops(l);
	f.drops_elsewhere = drops_elsewhere(l);
	value_add(&f.cookies_back, l->cookies_ok);
	value_add(&f.cookies_back, l->cookie_acceptq_full);
	return f;
}

/* The first facts are the columns of a row. */
struct judgement facts_judge(const struct facts *facts)
{
	struct value lately = facts->lately_ms;
	struct listener_row row;

	memcpy(row.value, facts->value, sizeof(row.value));
	return judge(&row, known(lately) ? lately.number : LATELY_MS);
}

const char *fact_name(enum fact fact)
{
	return names[fact];
}

enum fact fact_named(const char *name, size_t length)
{
	enum fact fact;

	for (fact = 0; fact < NFACTS; fact++)
		if (strlen(names[fact]) == length &&
		    memcmp(names[fact], name, length) == 0)
			break;
	return fact;
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), n = strlen(end);

	return length >= n && strcmp(text + length - n, end) == 0;
}

bool fact_is_text(enum fact fact)
{
	return fact < (enum fact)LISTENER_NCOLUMNS &&
	       listener_format.columns[fact].kind == KIND_TEXT;
}

const char *fact_cell(const struct facts *facts, enum fact fact,
		      char buf[CELL_SIZE])
{
	struct value v = facts->value[fact];

	if (!known(v))
		return NULL;
	if (fact_is_text(fact)) {
		snprintf(buf, CELL_SIZE, "%s", v.text);
		return buf;
	}
	if (ends_in(names[fact], "_ms"))
		return duration_ms(v.number, buf);
	if (ends_in(names[fact], "_us"))
		return duration_us(v.number, buf);
	return number_cell(v, buf);
}
