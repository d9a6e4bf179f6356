// SPDX-License-Identifier: GPL-2.0-only
#include <linux/jhash.h>
#include <linux/random.h>
#include <linux/rculist.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "record/netns_sums.h"
#include "record/reserve.h"
#include "record/share.h"

/* A user who has records. */
struct lq_user {
	struct hlist_node node;
	struct rcu_head rcu;
	kuid_t uid;
	unsigned int records;	/* changed under the caller's lock */
};

/* Set aside for users who have no record yet. */
#define SPARE_USERS	512U

#define BITS 10

static struct hlist_head users[1 << BITS];	/* changed under the caller's lock */
static u32 seed;		/* who has many ids cannot choose a bucket */
static unsigned int nr_records;	/* changed under the caller's lock */
static unsigned int max_records;

/*
 * Tells whose listener it is. In a network namespace that belongs to a user
 * namespace it is the user who made the outermost of these, whatever ids there
 * are in it. The kernel's own sockets are root's.
 */
static kuid_t user_of(const struct sock *sk)
{
	const struct user_namespace *ns = sock_net(sk)->user_ns;

	if (ns == &init_user_ns)
		return READ_ONCE(sk->sk_uid);
	while (ns->parent != &init_user_ns)
		ns = ns->parent;
	return ns->owner;
}

static struct hlist_head *bucket_of(kuid_t uid)
{
	return &users[jhash_1word(__kuid_val(uid), seed) >> (32 - BITS)];
}

static struct lq_user *find(kuid_t uid)
{
	struct lq_user *user;

	hlist_for_each_entry_rcu(user, bucket_of(uid), node,
				 rcu_read_lock_any_held())
		if (uid_eq(user->uid, uid))
			return user;
	return NULL;
}

static unsigned int records_of(kuid_t uid)
{
	const struct lq_user *user = find(uid);

	return user ? READ_ONCE(user->records) : 0;
}

enum lq_share_verdict lq_share_verdict(const struct sock *sk)
{
	unsigned int left = max_records - READ_ONCE(nr_records);
	bool initial = net_eq(sock_net(sk), &init_net);
	kuid_t uid = user_of(sk);

	if (!left)
		return LQ_SHARE_CAP_REACHED;
	if (initial && uid_eq(uid, GLOBAL_ROOT_UID))
		return LQ_SHARE_FREE;
	left = left > max_records / 8 ? left - max_records / 8 : 0;
	if (!initial && lq_netns_sums_records(sock_net(sk)) >= left)
		return LQ_SHARE_USED_UP;
	if (!uid_eq(uid, GLOBAL_ROOT_UID) && records_of(uid) >= left)
		return LQ_SHARE_USED_UP;
	return LQ_SHARE_FREE;
}

static struct lq_user *user_add(kuid_t uid)
{
	struct lq_user *user = lq_reserve_take(LQ_RESERVE_USER);

	if (!user)
		return NULL;
	user->uid = uid;
	hlist_add_head_rcu(&user->node, bucket_of(uid));
	return user;
}

struct lq_user *lq_share_take(const struct sock *sk,
			      struct lq_netns_sums *netns_sums)
{
	kuid_t uid = user_of(sk);
	struct lq_user *user = find(uid) ? : user_add(uid);

	if (!user)
		return NULL;
	WRITE_ONCE(user->records, user->records + 1);
	WRITE_ONCE(nr_records, nr_records + 1);
	lq_netns_sums_count(netns_sums, 1);
	return user;
}

static void user_free_rcu(struct rcu_head *rcu)
{
	lq_reserve_free(LQ_RESERVE_USER,
			container_of(rcu, struct lq_user, rcu));
}

void lq_share_release(struct lq_user *user, struct lq_netns_sums *netns_sums)
{
	lq_netns_sums_count(netns_sums, -1);
	WRITE_ONCE(nr_records, nr_records - 1);
	WRITE_ONCE(user->records, user->records - 1);
	if (user->records)
		return;
	hlist_del_rcu(&user->node);
	call_rcu(&user->rcu, user_free_rcu);
}

unsigned int lq_share_records(void)
{
	return READ_ONCE(nr_records);
}

int lq_share_init(unsigned int cap)
{
	max_records = cap;
	seed = get_random_u32();
	return lq_reserve_add(LQ_RESERVE_USER, "listenq_user",
			      sizeof(struct lq_user), min(cap, SPARE_USERS));
}

void lq_share_uninit(void)
{
	struct lq_user *user;
	struct hlist_node *next;
	int i;

	rcu_barrier();	/* user_free_rcu() */
	for (i = 0; i < 1 << BITS; i++)
		hlist_for_each_entry_safe(user, next, &users[i], node)
			lq_reserve_free(LQ_RESERVE_USER, user);
}
