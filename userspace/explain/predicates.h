/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Predicates over the facts of one listener, for the conditions of rules. Each
 * is false if a fact that it needs is unknown.
 */
#ifndef PREDICATES_H
#define PREDICATES_H

#include <stdbool.h>

#include "listener/judgement.h"

struct facts;

/* What the judgement says of the listener. */
bool in_trouble(const struct facts *f);
bool is_in(const struct facts *f, enum trouble trouble);

/* How full a queue is or was: at most one of the first five is true of each. */
bool synq_is_full(const struct facts *f);
bool synq_was_full_lately(const struct facts *f);	/* in the last 60 s */
bool synq_was_full(const struct facts *f);
bool synq_is_near(const struct facts *f);		/* above 80 % */
bool synq_was_near_lately(const struct facts *f);
bool acceptq_is_full(const struct facts *f);
bool acceptq_was_full_lately(const struct facts *f);
bool acceptq_was_full(const struct facts *f);
bool acceptq_is_near(const struct facts *f);
bool acceptq_was_near_lately(const struct facts *f);
bool acceptq_is_over(const struct facts *f);		/* more than it holds */

/* The kernel ignores data in SYNs. */
bool fastopenq_is_full(const struct facts *f);

/*
 * Lately a queue made the kernel drop packets or send cookies; or it did, is
 * full, was lately, or came near that.
 */
bool synq_did_harm(const struct facts *f);
bool acceptq_did_harm(const struct facts *f);
bool synq_in_trouble(const struct facts *f);
bool acceptq_in_trouble(const struct facts *f);
bool is_over(const struct facts *f);	/* nothing was dropped lately */

/* Cookies: because tcp_syncookies is 2, or because the SYN queue was full. */
bool cookies_by_choice(const struct facts *f);
bool cookies_of_no_room(const struct facts *f);
bool cookies_of_full_queue(const struct facts *f);
bool cookies_of_other_limit(const struct facts *f);	/* than now */
bool cookies_go_out(const struct facts *f);
bool cookies_are_over(const struct facts *f);
bool cookies_of_some_time(const struct facts *f);	/* at an unknown time */
bool cookies_none_back(const struct facts *f);
bool cookies_few_back(const struct facts *f);
bool cookies_most_back(const struct facts *f);

/* Whether the program calls accept(). */
bool accept_never_called(const struct facts *f);
bool accept_has_stopped(const struct facts *f);
bool accept_is_missing(const struct facts *f);	/* one of the two above */
bool accept_is_unknown(const struct facts *f);	/* on old kernels */
bool accept_is_slow(const struct facts *f);
bool accept_does_not_keep_up(const struct facts *f);
bool accept_has_caught_up(const struct facts *f);
bool accept_keeps_waiting(const struct facts *f);	/* one waits long */

/* The accept queue is full while others of the SO_REUSEPORT group are empty. */
bool group_is_uneven(const struct facts *f);

/* At least a tenth of the half-open connections ended this way. */
bool half_open_expire(const struct facts *f);
bool half_open_are_reset(const struct facts *f);
bool half_open_meet_icmp(const struct facts *f);

/* Which limit binds a queue that is in trouble. */
bool bound_by_quarter(const struct facts *f);
bool bound_by_backlog(const struct facts *f);
bool backlog_is_own(const struct facts *f);	/* the one the program passed */
bool backlog_is_cut(const struct facts *f);	/* by somaxconn */
bool backlog_is_unclear(const struct facts *f);	/* listen() was not seen */

#endif /* PREDICATES_H */
