// SPDX-License-Identifier: GPL-2.0-only
#include <linux/tcp.h>
#include <net/inet_connection_sock.h>
#include <net/request_sock.h>

#include "kernel/acceptq.h"

/*
 * Returns when the handshake of a connection completed: rcvq_space.time is set
 * then and does not change before the first read (net/ipv4/tcp_input.c,
 * tcp_init_buffer_space(), tcp_rcv_space_adjust()).
 */
static u64 ready_since(const struct request_sock *req)
{
	return req && req->sk ? tcp_sk(req->sk)->rcvq_space.time : 0;
}

struct lq_acceptq_times lq_acceptq_times(const struct sock *sk)
{
	struct request_sock_queue *queue =
		(void *)&inet_csk(sk)->icsk_accept_queue;
	struct lq_acceptq_times times = {};

	if (!READ_ONCE(sk->sk_ack_backlog))
		return times;
	spin_lock_bh(&queue->rskq_lock);
	if (queue->rskq_accept_head) {
		times.oldest = ready_since(queue->rskq_accept_head);
		times.newest = ready_since(queue->rskq_accept_tail);
	}
	spin_unlock_bh(&queue->rskq_lock);
	return times;
}

bool lq_acceptq_visit(const struct sock *sk, unsigned int max,
		      bool (*visit)(void *data, const struct sock *listener,
				    const struct sock *child),
		      void *data)
{
	struct request_sock_queue *queue =
		(void *)&inet_csk(sk)->icsk_accept_queue;
	const struct request_sock *req;
	bool goes_on = true;

	if (!READ_ONCE(sk->sk_ack_backlog))
		return true;
	spin_lock_bh(&queue->rskq_lock);
	for (req = queue->rskq_accept_head; req && max && goes_on;
	     req = req->dl_next, max--)
		if (req->sk)
			goes_on = visit(data, sk, req->sk);
	spin_unlock_bh(&queue->rskq_lock);
	return goes_on;
}
