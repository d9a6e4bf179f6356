/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What follows from the numbers of one listener. Each question is answered
 * with no where a number that it takes is not known.
 */
#ifndef PREDICATES_H
#define PREDICATES_H

#include <stdbool.h>

struct facts;

/* How full the queues are or were. Of each queue at most one is true. */
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

/* Data in a SYN are not taken. */
bool fastopenq_is_full(const struct facts *f);

/* Whether a queue turned anybody away, or nearly did. */
bool synq_in_trouble(const struct facts *f);
bool acceptq_in_trouble(const struct facts *f);
bool is_over(const struct facts *f);	/* nobody is turned away any more */

/* Cookies: those that every SYN gets, and those of a full SYN queue. */
bool cookies_by_choice(const struct facts *f);
bool cookies_of_no_room(const struct facts *f);
bool cookies_of_full_queue(const struct facts *f);
bool cookies_of_other_limit(const struct facts *f);	/* than now */
bool cookies_go_out(const struct facts *f);
bool cookies_are_over(const struct facts *f);
bool cookies_of_some_time(const struct facts *f);	/* which is not known */
bool cookies_none_back(const struct facts *f);
bool cookies_few_back(const struct facts *f);
bool cookies_most_back(const struct facts *f);

/* The program and accept(). */
bool accept_never_called(const struct facts *f);
bool accept_has_stopped(const struct facts *f);
bool accept_is_missing(const struct facts *f);	/* one of these two */
bool accept_is_untold(const struct facts *f);	/* old kernels do not say */
bool accept_is_slow(const struct facts *f);
bool accept_has_caught_up(const struct facts *f);
bool accept_keeps_waiting(const struct facts *f);	/* somebody, over 1 s */

/* It is full, and others of its SO_REUSEPORT group are empty. */
bool group_is_uneven(const struct facts *f);

/* A tenth of the half-open connections or more. */
bool half_open_expire(const struct facts *f);
bool half_open_are_reset(const struct facts *f);
bool half_open_meet_icmp(const struct facts *f);

/* The limit that binds, if a queue is in trouble for being full. */
bool bound_by_quarter(const struct facts *f);
bool bound_by_backlog(const struct facts *f);
bool backlog_is_own(const struct facts *f);	/* the program's */
bool backlog_is_cut(const struct facts *f);	/* by somaxconn */
bool backlog_is_unclear(const struct facts *f);	/* it was not seen to ask */

#endif /* PREDICATES_H */
