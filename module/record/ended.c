// SPDX-License-Identifier: GPL-2.0-only
#include <linux/atomic.h>
#include <linux/hash.h>
#include <net/inet_sock.h>
#include <net/tcp.h>

#include "record/ended.h"

#define BITS 8

/* Keys of requests, 0 for none. */
static u64 ended[1 << BITS], expired[1 << BITS];

/* The initial sequence number of the SYN-ACK is random. */
u64 lq_ended_key(const struct request_sock *req)
{
	return ((unsigned long)req ^ (u64)tcp_rsk(req)->snt_isn << 32) | 1;
}

bool lq_ended_first(u64 key)
{
	return xchg(&ended[hash_64(key, BITS)], key) != key;
}

bool lq_ended_expire(const struct request_sock *req)
{
	u64 key = lq_ended_key(req);

	xchg(&expired[hash_64(key, BITS)], key);
	/*
	 * xchg() is a full barrier. If the request is still in the hash table,
	 * the CPU that takes it out first finds the note; if it is not, either
	 * the note is withdrawn, or that CPU has found it and undoes the count.
	 */
	return !sk_unhashed((const struct sock *)req) || !lq_ended_undo(key);
}

bool lq_ended_undo(u64 key)
{
	u64 *note = &expired[hash_64(key, BITS)];

	return READ_ONCE(*note) == key && cmpxchg(note, key, 0) == key;
}
