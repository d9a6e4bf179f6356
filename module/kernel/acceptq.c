// SPDX-License-Identifier: GPL-2.0-only
#include <linux/tcp.h>
#include <net/inet_connection_sock.h>
#include <net/request_sock.h>

#include "kernel/acceptq.h"

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
