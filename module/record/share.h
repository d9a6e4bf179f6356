/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who may have how many records, so that nobody's listeners take those of
 * others:
 *  - a user, and a network namespace, may have as many as are still free;
 *  - an eighth is for root in the initial network namespace, whose number is
 *    limited by the cap only.
 *
 * One user alone gets half of them, the next one half of what is left then.
 */
#ifndef LQ_SHARE_H
#define LQ_SHARE_H

#include <linux/types.h>

struct lq_netns_sums;
struct lq_user;
struct sock;

/* Whether a listener may have a record. */
enum lq_share_verdict {
	LQ_SHARE_FREE,
	LQ_SHARE_CAP_REACHED,
	LQ_SHARE_USED_UP,	/* by its user, or its network namespace */
};

/**
 * lq_share_verdict() - say whether a listener may have a record
 * @sk: the listener, alive
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes no
 * lock.
 * Return: whether it may, or why not.
 */
enum lq_share_verdict lq_share_verdict(const struct sock *sk);

/**
 * lq_share_take() - count a record that is inserted
 * @sk: the listener, alive
 * @netns_sums: the sums of its namespace
 *
 * Context: any but NMI, under the caller's lock, with interrupts off; meant for
 * handlers.
 * Return: its user, for lq_share_release(); NULL if the reserve is used up.
 */
struct lq_user *lq_share_take(const struct sock *sk,
			      struct lq_netns_sums *netns_sums);

/**
 * lq_share_release() - count a record that is removed
 * @user: from lq_share_take()
 * @netns_sums: the sums of the listener's namespace
 *
 * Context: as lq_share_take(), under the same lock.
 */
void lq_share_release(struct lq_user *user, struct lq_netns_sums *netns_sums);

/**
 * lq_share_records() - get the number of all records
 *
 * Context: any.
 * Return: the number.
 */
unsigned int lq_share_records(void);

/**
 * lq_share_init() - begin to count, and set aside memory for users
 * @cap: number of records at most
 *
 * Context: process, may sleep; after lq_reserve_init().
 * Return: 0 or -ENOMEM.
 */
int lq_share_init(unsigned int cap);

/**
 * lq_share_uninit() - free the users of records that were not removed
 *
 * Context: process, may sleep: waits for RCU callbacks; after the probes, and
 * before lq_reserve_uninit().
 */
void lq_share_uninit(void);

#endif /* LQ_SHARE_H */
