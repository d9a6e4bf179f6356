// SPDX-License-Identifier: GPL-2.0-only
#include <linux/err.h>
#include <linux/ktime.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sort.h>

#include "kernel/device.h"
#include "record/client.h"
#include "record/episode.h"
#include "record/netns_sums.h"
#include "record/record.h"
#include "table/cell.h"
#include "table/endpoint_text.h"
#include "table/rows.h"
#include "table/table.h"

enum { LQ_EPISODE_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_EPISODE_COLUMNS(LQ_COLUMN_TOKEN) };

static const char * const states[] = {
	[LQ_EPISODE_GOES_ON] = "on",
	[LQ_EPISODE_OVER] = "over",
	[LQ_EPISODE_CLOSED] = "closed",
};

struct row {
	struct lq_episode episode;
	char dev[IFNAMSIZ];
	u64 age;		/* ns */
};

static int add_rows(struct lq_rows *rows, u64 net_id)
{
	struct lq_episode episode;
	struct row *row;
	unsigned int i;

	for (i = 0; i < lq_episode_max(); i++) {
		cond_resched();
		if (!lq_episode_read(i, &episode) ||
		    (net_id && episode.net_id != net_id))
			continue;
		row = lq_rows_append(rows);
		if (IS_ERR(row))
			return PTR_ERR(row);
		row->episode = episode;
		lq_device_name_in(row->dev, episode.netns,
				  episode.local.ifindex);
		row->age = ktime_get_ns() - episode.begin;
	}
	return 0;
}

static int older_first(const void *a, const void *b)
{
	const struct lq_episode *left = &((const struct row *)a)->episode;
	const struct lq_episode *right = &((const struct row *)b)->episode;

	if (left->begin != right->begin)
		return left->begin < right->begin ? -1 : 1;
	return left->serial < right->serial ? -1 : 1;
}

/* Gets the number of a namespace; 0 if it is being dismantled. */
static u64 id_of(const struct net *net)
{
	struct lq_netns_sums *netns_sums;
	u64 id = 0;

	rcu_read_lock();
	netns_sums = lq_netns_sums_get(net);
	rcu_read_unlock();
	if (netns_sums) {
		id = lq_netns_sums_id(netns_sums);
		lq_netns_sums_put(netns_sums);
	}
	return id;
}

/* Looks at the listeners first, so that the episodes are those of now. */
static int take(struct lq_rows *rows, const struct net *net)
{
	u64 net_id = net ? id_of(net) : 0;
	int err;

	if (net && !net_id)
		return 0;
	lq_record_flush();
	lq_episode_look();
	err = add_rows(rows, net_id);
	if (!err)
		sort(rows->row, rows->n, rows->size, older_first, NULL);
	return err;
}

#define INDEX(name) [COLUMN_##name] = LQ_EPISODE_##name + 1,
static const u8 index_of[NR_COLUMNS] = { LQ_EPISODE_COUNTS(INDEX) };

static void known(struct lq_cell *cell, u64 number, bool is_known)
{
	if (is_known)
		lq_cell_number(cell, number);
	else
		lq_cell_unknown(cell);
}

static bool knows(const struct lq_episode *one, enum lq_episode_count count)
{
	return !(one->unknown & BIT_ULL(count));
}

static const char *queue_of(const struct lq_episode *one)
{
	bool acceptq = one->acceptq_full ||
		       one->count[LQ_EPISODE_syn_acceptq_full] ||
		       one->count[LQ_EPISODE_ack_acceptq_full] ||
		       one->count[LQ_EPISODE_cookie_acceptq_full];
	bool synq = one->count[LQ_EPISODE_syn_synq_full] ||
		    one->count[LQ_EPISODE_syn_last_quarter] ||
		    one->count[LQ_EPISODE_cookies];

	if (acceptq)
		return synq ? "both" : "accept";
	return synq ? "syn" : "-";
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;
	const struct lq_episode *one = &row->episode;
	unsigned int count = index_of[column];

	if (count) {
		known(cell, one->count[count - 1], knows(one, count - 1));
		return;
	}
	switch (column) {
	case COLUMN_local:
		lq_listening_cell(cell, &one->local, row->dev);
		break;
	case COLUMN_netns:
		lq_cell_number(cell, one->netns);
		break;
	case COLUMN_inode:
		known(cell, one->inode, one->inode);
		break;
	case COLUMN_number:
		lq_cell_number(cell, one->number);
		break;
	case COLUMN_state:
		lq_cell_text(cell, states[one->state]);
		break;
	case COLUMN_begin_ms:
		lq_cell_number(cell, one->wall_ms);
		break;
	case COLUMN_age_ms:
		lq_cell_number(cell, row->age / NSEC_PER_MSEC);
		break;
	case COLUMN_duration_ms:
		lq_cell_number(cell, (one->end - one->begin) / NSEC_PER_MSEC);
		break;
	case COLUMN_queue:
		lq_cell_text(cell, queue_of(one));
		break;
	case COLUMN_synq_peak:
		lq_cell_number(cell, one->peak.synq);
		break;
	case COLUMN_synq_limit:
		known(cell, one->synq_limit, one->acceptq_limit);
		break;
	case COLUMN_acceptq_peak:
		lq_cell_number(cell, one->peak.acceptq);
		break;
	case COLUMN_acceptq_limit:
		known(cell, one->acceptq_limit, one->acceptq_limit);
		break;
	case COLUMN_accept_gap_ms:
		known(cell, one->accept_gap / NSEC_PER_MSEC,
		      knows(one, LQ_EPISODE_accepted));
		break;
	case COLUMN_accept_wait_us:
		known(cell, one->accept_wait, one->accept_wait);
		break;
	case COLUMN_clients_dropped:
		known(cell, one->clients.dropped, lq_client_max());
		break;
	case COLUMN_clients_late:
		known(cell, one->clients.late, lq_client_max());
		break;
	case COLUMN_clients_lost:
		known(cell, one->clients.lost, lq_client_max());
		break;
	case COLUMN_clients_unknown:
		known(cell, one->clients.unknown, lq_client_max());
	}
}

const struct lq_table lq_episodes = {
	.name = "episodes",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
