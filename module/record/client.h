/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Clients: attempts to connect that lost a packet. A client repeats a dropped
 * SYN with the same addresses, ports and sequence number, and its final ACK
 * likewise; so each is counted once, and it is known whether it got in after
 * all, and when.
 *
 *	dropped = late + lost + pending + unknown
 *
 * A table of fixed size remembers those that have not come back yet, in buckets
 * of one cache line. A packet writes one only if it is dropped, or if its client
 * lost one before; nobody looks for that while the table is empty. Of a full
 * bucket, the client that was dropped once only, longest ago, is forgotten,
 * which spoofed ones are after seconds, while real ones have come back before:
 * see forget_one() in client.c.
 */
#ifndef LQ_CLIENT_H
#define LQ_CLIENT_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "record/hist.h"
#include "record/slot.h"

struct lq_pending;
struct lq_record;

enum lq_client_packet {
	LQ_CLIENT_SYN,		/* lost a SYN; gets in when one is answered */
	LQ_CLIENT_ACK,		/* lost a final ACK; gets in when one is accepted */
	LQ_CLIENT_PACKETS
};

/* The clients of a listener. */
struct lq_clients {
	u64 dropped;
	u64 late;		/* got in after all */
	u64 lost;		/* did not within LQ_CLIENT_LOST_S */
	u64 pending;
	u64 unknown;		/* forgotten: the table was full */
	u64 late_min;		/* delay that the drops cost them, us */
	u64 late_max;
	u64 delay[LQ_HIST_BUCKETS];	/* by lq_hist_bucket() */
};

#define LQ_CLIENT_LOST_S	130

#define LQ_CLIENTS_MIN		1024U
#define LQ_CLIENTS_MAX		4194304U

extern bool lq_client_waiting;

/**
 * lq_client_drop() - note that a packet of a client was dropped
 * @pending: the packet, an LQ_PENDING_SYN, LQ_PENDING_ACK or LQ_PENDING_COOKIE
 * @slot: the slot of this CPU of its listener
 *
 * Its address is in lq_drop_next().
 *
 * Context: softirqs off. Takes no lock but one of a bucket, and only if that is
 * free within a microsecond.
 */
void lq_client_drop(const struct lq_pending *pending, struct lq_slot *slot);

/**
 * lq_client_look() - note that a client got in, if it was dropped before
 * @pending: its packet, an LQ_PENDING_SYN or LQ_PENDING_ACK, and its slot
 * @slot: the slot of this CPU of its listener
 *
 * The slow path of lq_client_back().
 *
 * Context: as lq_client_drop().
 */
void lq_client_look(const struct lq_pending *pending,
		    const struct lq_slot *slot);

/**
 * lq_client_back() - note that a client got in, if it was dropped before
 * @pending: its packet, an LQ_PENDING_SYN or LQ_PENDING_ACK
 * @slot: the slot of this CPU of its listener
 *
 * Context: as lq_client_drop().
 */
static inline void lq_client_back(const struct lq_pending *pending,
				  const struct lq_slot *slot)
{
	if (unlikely(READ_ONCE(lq_client_waiting)))
		lq_client_look(pending, slot);
}

/**
 * lq_client_fold() - settle the clients that got in or are lost
 *
 * Context: process, may sleep.
 */
void lq_client_fold(void);

/**
 * lq_client_read() - get the clients of a listener
 * @record: its record
 * @packet: which packet they lost
 * @sums: lq_record_sum() of the record
 * @clients: the result
 *
 * lq_client_fold() brings them up to date.
 *
 * Context: any but NMI, in an RCU read section or with preemption off. Takes a
 * raw spinlock with interrupts off.
 */
void lq_client_read(const struct lq_record *record,
		    enum lq_client_packet packet, const struct lq_sums *sums,
		    struct lq_clients *clients);

/**
 * lq_client_close() - forget the clients of a listener that has closed
 * @record: its record, which no handler can find any more
 *
 * Context: any but NMI. Takes a raw spinlock with interrupts off.
 */
void lq_client_close(struct lq_record *record);

/**
 * lq_client_remembered() - count the clients in the table
 *
 * Context: any.
 * Return: their number at the last lq_client_fold().
 */
unsigned int lq_client_remembered(void);

/**
 * lq_client_max() - get the size of the table
 *
 * Context: any.
 * Return: how many clients it can hold.
 */
unsigned int lq_client_max(void);

/**
 * lq_client_init() - allocate the table
 * @max: number of clients, LQ_CLIENTS_MIN to LQ_CLIENTS_MAX, or 0 for none
 *
 * Context: process, may sleep; before the probes.
 * Return: 0 or -ENOMEM.
 */
int lq_client_init(unsigned int max);

/**
 * lq_client_uninit() - free the table
 *
 * Context: process, may sleep; after the records.
 */
void lq_client_uninit(void);

#endif /* LQ_CLIENT_H */
