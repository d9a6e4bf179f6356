/* SPDX-License-Identifier: GPL-2.0-only */
/* The table of clients, for client.c and client_fold.c only. */
#ifndef LQ_CLIENT_PRIVATE_H
#define LQ_CLIENT_PRIVATE_H

#include <linux/percpu.h>
#include <linux/siphash.h>
#include <linux/spinlock.h>
#include <linux/types.h>

#include "record/client.h"

#define PER_BUCKET	5

/* Listeners with clients of their own, at most. */
#define NR_PARTS	1024

enum state { FREE, WAITS, CAME_BACK };

struct client {
	u32 key;
	u32 at;			/* jiffies: of the first drop; CAME_BACK: the delay */
	u16 part;
	u8 netns;		/* a hash of the namespace */
	u8 packet : 1;		/* enum lq_client_packet */
	u8 repeated : 1;	/* dropped more than once: no spoofed one */
	u8 state : 2;
};

struct bucket {
	raw_spinlock_t lock;
	struct client client[PER_BUCKET];
};

/* What is counted of the clients of a listener. Number 0 is not used. */
struct part {
	enum { UNUSED, USED, CLOSED, CLEARED } state;
	u16 next;		/* UNUSED: the next one, 0: none */
	struct sums {
		u64 late;
		u64 lost;
		u64 forgotten_before;
		u64 late_min, late_max;
		u32 delay[LQ_HIST_BUCKETS];
	} of[LQ_CLIENT_PACKETS];
};

struct forgotten {
	u32 of[NR_PARTS][LQ_CLIENT_PACKETS];
};

extern struct bucket *lq_client_buckets;
extern unsigned int lq_client_nr_buckets;
extern struct part *lq_client_parts;	/* changed under lq_client_parts_lock */
extern u16 lq_client_first_unused;	/* likewise */
extern raw_spinlock_t lq_client_parts_lock;
extern struct forgotten __percpu *lq_client_forgotten;
extern siphash_key_t lq_client_secret;
DECLARE_PER_CPU(u64, lq_client_added);

#endif /* LQ_CLIENT_PRIVATE_H */
