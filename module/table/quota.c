// SPDX-License-Identifier: GPL-2.0-only
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/hash.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uidgid.h>
#include <linux/user_namespace.h>

#include "table/quota.h"

/* The fraction of RAM. */
#define PART_OF_MEMORY	64

#define BUCKET_BITS	8

struct lq_quota {
	struct hlist_node node;
	kuid_t user;
	const struct net *net;		/* compared, never followed */
	unsigned int tables;		/* open ones */
	size_t taken;			/* bytes */
};

static DEFINE_MUTEX(lock);
/* Those of which a table is open. All of it is accessed under the lock. */
static struct hlist_head buckets[1 << BUCKET_BITS];

static struct hlist_head *bucket_of(kuid_t user, const struct net *net)
{
	return &buckets[hash_long((unsigned long)net + __kuid_val(user),
				  BUCKET_BITS)];
}

static struct lq_quota *find(kuid_t user, const struct net *net)
{
	struct lq_quota *quota;

	hlist_for_each_entry(quota, bucket_of(user, net), node)
		if (uid_eq(quota->user, user) && quota->net == net)
			return quota;
	return NULL;
}

struct lq_quota *lq_quota_get(const struct net *net)
{
	struct lq_quota *new = kzalloc(sizeof(*new), GFP_KERNEL_ACCOUNT);
	struct lq_quota *quota;

	if (!new)
		return NULL;
	new->user = current_uid();
	new->net = net;
	mutex_lock(&lock);
	quota = find(new->user, net);
	if (!quota) {
		quota = new;
		hlist_add_head(&quota->node, bucket_of(quota->user, net));
	}
	quota->tables++;
	mutex_unlock(&lock);
	if (quota != new)
		kfree(new);
	return quota;
}

void lq_quota_put(struct lq_quota *quota)
{
	bool last;

	mutex_lock(&lock);
	last = !--quota->tables;
	if (last)
		hlist_del(&quota->node);
	mutex_unlock(&lock);
	if (last)
		kfree(quota);
}

static bool may_take(const struct lq_quota *quota, size_t bytes)
{
	size_t most = totalram_pages() / PART_OF_MEMORY * PAGE_SIZE;

	return quota->tables == 1 || quota->taken + bytes <= most ||
	       ns_capable_noaudit(&init_user_ns, CAP_SYS_ADMIN);
}

bool lq_quota_take(struct lq_quota *quota, size_t bytes)
{
	bool may;

	mutex_lock(&lock);
	may = may_take(quota, bytes);
	if (may)
		quota->taken += bytes;
	mutex_unlock(&lock);
	return may;
}

void lq_quota_give(struct lq_quota *quota, size_t bytes)
{
	mutex_lock(&lock);
	quota->taken -= bytes;
	mutex_unlock(&lock);
}
