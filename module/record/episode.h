/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Episodes: stretches of trouble of a listener. One begins with the first drop
 * or cookie, or when the accept queue is seen to be full or its oldest
 * connection to have waited for a second; it ends when there was none of these
 * for ten seconds.
 *
 * A worker builds them from differences of the counters, off the path of the
 * packets: a drop or a cookie wakes it (record/wake.h), then it looks every
 * second until all is quiet, and otherwise every ten seconds.
 */
#ifndef LQ_EPISODE_H
#define LQ_EPISODE_H

#include <linux/types.h>

#include "kernel/endpoint.h"
#include "record/slot.h"

struct lq_record;

/* The counts of an episode, by the names of the listeners' columns. */
#define LQ_EPISODE_COUNTS(X)						\
X(syn_acceptq_full) X(syn_synq_full) X(syn_last_quarter) X(syn_other)	\
X(ack_acceptq_full) X(cookie_acceptq_full) X(ack_other) X(cookie_other)	\
X(cookies) X(cookies_ok) X(expired) X(accepted)

#define LQ_EPISODE_COUNT_OF(name) LQ_EPISODE_##name,
enum lq_episode_count {
	LQ_EPISODE_COUNTS(LQ_EPISODE_COUNT_OF)
	LQ_EPISODE_NCOUNTS
};

enum lq_episode_state {
	LQ_EPISODE_NONE,	/* the place is free */
	LQ_EPISODE_GOES_ON,
	LQ_EPISODE_OVER,
	LQ_EPISODE_CLOSED,	/* the listener has closed */
};

/* Of both packets, see record/client.h. */
struct lq_episode_clients {
	u64 dropped;
	u64 late;
	u64 lost;
	u64 unknown;
};

struct lq_episode {
	u64 serial;		/* in the order of their beginnings, from 1 */
	u64 begin;		/* ns of CLOCK_MONOTONIC: the first event */
	u64 end;		/* the last event so far */
	u64 wall_ms;		/* begin by the wall clock, as it was set then */
	u64 inode;		/* of the socket, 0: unknown */
	u64 count[LQ_EPISODE_NCOUNTS];
	u64 unknown;		/* set of enum lq_episode_count */
	struct lq_episode_clients clients;
	u64 synq_limit;		/* when the episode was seen last */
	u64 acceptq_limit;	/* 0: the listener closed before */
	u64 accept_gap;		/* longest time without an accept(), ns */
	u64 accept_wait;	/* longest wait of a connection seen, us */
	u64 net_id;		/* lq_netns_sums_id() */
	const struct lq_record *owner;	/* compared, never followed; NULL: closed */
	struct lq_listening local;
	struct lq_depths peak;
	u32 netns;
	u32 number;		/* of those of the listener, from 1 */
	u8 state;		/* enum lq_episode_state */
	bool acceptq_full;	/* the accept queue was seen full or stuck */
};

/* Kept of a listener, in a ring. */
#define LQ_EPISODES_EACH	8

#define LQ_EPISODES_MIN		16U
#define LQ_EPISODES_MAX		16384U

/**
 * lq_episode_init() - allocate room for episodes
 * @max: how many are kept at most, LQ_EPISODES_MIN to LQ_EPISODES_MAX
 *
 * A quarter of them is for listeners that have closed.
 *
 * Context: process, may sleep.
 * Return: 0 or -ENOMEM.
 */
int lq_episode_init(unsigned int max);

/**
 * lq_episode_uninit() - free all episodes
 *
 * Context: process, may sleep; after the records.
 */
void lq_episode_uninit(void);

/**
 * lq_episode_look() - begin, continue and end the episodes of all listeners
 *
 * Context: process, may sleep.
 * Return: whether one goes on.
 */
bool lq_episode_look(void);

/**
 * lq_episode_close() - end the episodes of a listener that has closed
 * @record: its record, which no handler can find any more
 * @sums: all its counts
 *
 * Context: softirq, or process; may allocate nothing. Takes a raw spinlock with
 * interrupts off.
 */
void lq_episode_close(struct lq_record *record, const struct lq_sums *sums);

/**
 * lq_episode_forget() - free what a record keeps for its episodes
 * @record: the record, which is being freed
 *
 * Context: any but NMI.
 */
void lq_episode_forget(struct lq_record *record);

/**
 * lq_episode_read() - copy an episode
 * @i: the number of its place, below lq_episode_max()
 * @copy: the result
 *
 * Context: any but NMI. Takes a raw spinlock with interrupts off.
 * Return: false if the place is free.
 */
bool lq_episode_read(unsigned int i, struct lq_episode *copy);

/**
 * lq_episode_max() - get the number of places
 *
 * Context: any.
 * Return: the number.
 */
unsigned int lq_episode_max(void);

/**
 * lq_episode_kept() - count the episodes that are kept
 *
 * Context: any.
 * Return: their number.
 */
unsigned int lq_episode_kept(void);

/**
 * lq_episode_lost() - count the episodes that were not kept
 *
 * Context: any.
 * Return: how many made room for others since the module was loaded, besides
 * the older ones of a listener that has had more than LQ_EPISODES_EACH, or
 * found no room.
 */
u64 lq_episode_lost(void);

#endif /* LQ_EPISODE_H */
