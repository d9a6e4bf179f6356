// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hash.h>
#include <linux/sched.h>
#include <linux/spinlock.h>

#include "probe/accepting.h"

#ifndef LQ_HAVE_INET_ACCEPT

#define BITS	8
#define WAYS	4

struct call {
	const struct socket *newsock;	/* NULL: no call */
	const struct task_struct *task;
	struct lq_accepting listener;
};

static struct bucket {
	raw_spinlock_t lock;
	unsigned int oldest;
	struct call call[WAYS];
} buckets[1 << BITS] = {
	[0 ... (1 << BITS) - 1] = {
		.lock = __RAW_SPIN_LOCK_UNLOCKED(buckets.lock),
	},
};

static struct bucket *bucket_of(const struct socket *newsock)
{
	return &buckets[hash_ptr(newsock, BITS)];
}

static struct call *find(struct bucket *bucket, const struct socket *newsock)
{
	int i;

	for (i = 0; i < WAYS; i++)
		if (bucket->call[i].newsock == newsock)
			return &bucket->call[i];
	return NULL;
}

static bool forgetful;

bool lq_accepting_forgets(void)
{
	return READ_ONCE(forgetful);
}

/* Returns the place of a failed call on that new socket, a free or the oldest. */
static struct call *place_for(struct bucket *bucket,
			      const struct socket *newsock)
{
	struct call *call = find(bucket, newsock) ?: find(bucket, NULL);

	if (call)
		return call;
	WRITE_ONCE(forgetful, true);
	return &bucket->call[bucket->oldest++ % WAYS];
}

void lq_accepting_note(const struct socket *newsock,
		       const struct lq_accepting *listener)
{
	struct bucket *bucket = bucket_of(newsock);

	raw_spin_lock(&bucket->lock);
	*place_for(bucket, newsock) = (struct call){
		.newsock = newsock,
		.task = current,
		.listener = *listener,
	};
	raw_spin_unlock(&bucket->lock);
}

bool lq_accepting_take(const struct socket *newsock,
		       struct lq_accepting *listener)
{
	struct bucket *bucket = bucket_of(newsock);
	struct call *call;
	bool known;

	raw_spin_lock(&bucket->lock);
	call = find(bucket, newsock);
	known = call && call->task == current;
	if (known)
		*listener = call->listener;
	if (call)
		call->newsock = NULL;
	raw_spin_unlock(&bucket->lock);
	return known;
}

#endif /* LQ_HAVE_INET_ACCEPT */
