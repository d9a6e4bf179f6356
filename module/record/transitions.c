// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each CPU counts for itself, a few words for each namespace: of the 144 pairs
 * of states TCP takes these. Should it take another one it is counted as "-".
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/percpu.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <net/net_namespace.h>
#include <net/netns/generic.h>
#include <net/sock.h>
#include <net/tcp_states.h>

#include "probe/hits.h"
#include "record/transitions.h"
#include "table/cell.h"
#include "table/rows.h"
#include "uapi/listenq.h"

#define PAIRS(X)							\
X(CLOSE, LISTEN)		/* listen() */				\
X(CLOSE, SYN_SENT)		/* connect() */				\
X(CLOSE, ESTABLISHED)		/* TCP_REPAIR */			\
X(CLOSE, SYN_RECV)		/* a child of a closing listener */	\
X(LISTEN, SYN_RECV)		/* a child of a listener */		\
X(LISTEN, CLOSE)							\
X(SYN_SENT, ESTABLISHED)						\
X(SYN_SENT, SYN_RECV)		/* both ends open at once */		\
X(SYN_SENT, CLOSE)							\
X(SYN_RECV, ESTABLISHED)						\
X(SYN_RECV, FIN_WAIT1)							\
X(SYN_RECV, CLOSE_WAIT)							\
X(SYN_RECV, CLOSE)							\
X(ESTABLISHED, FIN_WAIT1)						\
X(ESTABLISHED, CLOSE_WAIT)						\
X(ESTABLISHED, CLOSE)							\
X(FIN_WAIT1, FIN_WAIT2)							\
X(FIN_WAIT1, CLOSING)							\
X(FIN_WAIT1, CLOSE)							\
X(FIN_WAIT2, CLOSE)							\
X(CLOSING, CLOSE)							\
X(CLOSE_WAIT, LAST_ACK)							\
X(CLOSE_WAIT, CLOSE)							\
X(LAST_ACK, CLOSE)

#define PAIR(from, to) PAIR_##from##_##to,
enum pair { PAIR_OTHER, PAIRS(PAIR) NR_PAIRS };

#define STATES 16
static_assert(TCP_MAX_STATES <= STATES);

#define PAIR_AT(from, to) [TCP_##from][TCP_##to] = PAIR_##from##_##to,
static const u8 pair_of[STATES][STATES] = { PAIRS(PAIR_AT) };

#define PAIR_NAMES(from, to) [PAIR_##from##_##to] = { #from, #to },
static const struct { const char *from, *to; } names[NR_PAIRS] = {
	[PAIR_OTHER] = { "-", "-" }, PAIRS(PAIR_NAMES)
};

struct counts {
	u64 of[NR_PAIRS];
};

struct counts_of_net {
	struct counts __percpu *counts;
};

static unsigned int net_id;

static enum pair pair(unsigned int from, unsigned int to)
{
	return (from | to) < STATES ? pair_of[from][to] : PAIR_OTHER;
}

/* As net_generic(), but for its rcu_read_lock(): preemption is off. */
static const struct counts_of_net *of_net(const struct net *net)
{
	return rcu_dereference_sched(net->gen)->ptr[net_id];
}

/*
 * A namespace that is going counts no more: an RCU grace period lies between
 * check_net() saying so and net_exit() (net/core/net_namespace.c). One that is
 * coming may have sockets of the kernel's before its net_init() here.
 */
static __always_inline void note(const struct sock *sk, int from, int to)
{
	const struct net *net = sock_net(sk);
	const struct counts_of_net *place;

	if (from == to || sk->sk_protocol != IPPROTO_TCP ||
	    sk->sk_type != SOCK_STREAM || !check_net(net))
		return;
	place = of_net(net);
	if (place && place->counts)
		this_cpu_inc(place->counts->of[pair(from, to)]);
}

void lq_transitions_on_set_state(void *hits, const struct sock *sk,
				 const int from, const int to)
{
	preempt_disable();
	lq_hits_inc(hits);
	note(sk, from, to);
	preempt_enable();
}

struct row {
	u32 netns;
	enum pair pair;
	u64 count;
};

static u64 sum(const struct counts_of_net *of_net, enum pair pair)
{
	u64 sum = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		sum += READ_ONCE(per_cpu_ptr(of_net->counts, cpu)->of[pair]);
	return sum;
}

static int take_net(struct lq_rows *rows, const struct net *net)
{
	const struct counts_of_net *of_net = net_generic(net, net_id);
	struct row *row;
	enum pair pair;
	u64 count;

	for (pair = 0; pair < NR_PAIRS; pair++) {
		count = sum(of_net, pair);
		if (!count)
			continue;
		row = lq_rows_append(rows);
		if (IS_ERR(row))
			return PTR_ERR(row);
		*row = (struct row){ net->ns.inum, pair, count };
	}
	return 0;
}

/* A namespace is in the list from after its net_init() to before its exit. */
static int take(struct lq_rows *rows, const struct net *only)
{
	struct net *net;
	int err = 0;

	down_read(&net_rwsem);
	for_each_net(net) {
		err = only && net != only ? 0 : take_net(rows, net);
		if (err)
			break;
		cond_resched();
	}
	up_read(&net_rwsem);
	return err;
}

#define COLUMN(name, kind, help) COLUMN_##name,
enum { LQ_TRANSITION_COLUMNS(COLUMN) NR_COLUMNS };

#define TOKEN(name, kind, help) [COLUMN_##name] = #name,
static const char * const tokens[] = { LQ_TRANSITION_COLUMNS(TOKEN) };

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	switch (column) {
	case COLUMN_netns:
		lq_cell_number(cell, row->netns);
		break;
	case COLUMN_from:
		lq_cell_text(cell, names[row->pair].from);
		break;
	case COLUMN_to:
		lq_cell_text(cell, names[row->pair].to);
		break;
	case COLUMN_count:
		lq_cell_number(cell, row->count);
	}
}

const struct lq_table lq_transitions = {
	.name = "transitions",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};

static int __net_init transitions_net_init(struct net *net)
{
	struct counts_of_net *of_net = net_generic(net, net_id);

	of_net->counts = alloc_percpu(struct counts);
	return of_net->counts ? 0 : -ENOMEM;
}

static void __net_exit transitions_net_exit(struct net *net)
{
	struct counts_of_net *of_net = net_generic(net, net_id);
	struct counts __percpu *counts = of_net->counts;

	of_net->counts = NULL;
	free_percpu(counts);
}

static struct pernet_operations transitions_net_ops = {
	.init = transitions_net_init,
	.exit = transitions_net_exit,
	.id = &net_id,
	.size = sizeof(struct counts_of_net),
};

int lq_transitions_init(void)
{
	return register_pernet_subsys(&transitions_net_ops);
}

void lq_transitions_uninit(void)
{
	unregister_pernet_subsys(&transitions_net_ops);
}
