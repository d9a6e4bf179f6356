/* SPDX-License-Identifier: GPL-2.0-only */
/* Where episodes are kept: places, as many as a parameter says. */
#ifndef LQ_EPISODE_PLACE_H
#define LQ_EPISODE_PLACE_H

#include <linux/spinlock.h>
#include <linux/types.h>

struct lq_episode;
struct lq_record;

extern raw_spinlock_t lq_episode_lock;

/**
 * lq_episode_take_place() - take a place for an episode that begins
 * @record: the record of the listener
 *
 * An older episode makes room if there is none.
 *
 * Context: lq_episode_lock held.
 * Return: the episode, of which only what identifies it is set; NULL if all
 * others go on.
 */
struct lq_episode *lq_episode_take_place(struct lq_record *record);

/**
 * lq_episode_of() - find an episode of a listener
 * @record: its record
 * @serial: the number of the episode
 *
 * Context: lq_episode_lock held.
 * Return: the episode, or NULL if it has made room for another.
 */
struct lq_episode *lq_episode_of(const struct lq_record *record, u64 serial);

/**
 * lq_episode_close_places() - keep the episodes of a listener that has closed
 * @record: its record
 *
 * Context: lq_episode_lock held.
 */
void lq_episode_close_places(const struct lq_record *record);

#endif /* LQ_EPISODE_PLACE_H */
