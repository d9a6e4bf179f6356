// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bits.h>
#include <linux/err.h>
#include <linux/rcupdate.h>
#include <linux/string.h>

#include "record/netns_sums.h"
#include "record/record.h"
#include "record/unknown.h"
#include "table/cell.h"
#include "table/rows.h"
#include "table/table.h"

#define NAME(group, name, ...) [LQ_MIB_##name] = #group #name,
static const char * const names[] = { LQ_MIBS(NAME) };

/*
 * The counters of the kernel that each count is part of, a set of enum lq_mib.
 */
#define MIB(name)		BIT(LQ_MIB_##name)
#define PART_OF_ListenDrops	MIB(ListenDrops)
#define PART_OF_ListenOverflows	(MIB(ListenDrops) | MIB(ListenOverflows))
#define PART_OF_TCPReqQFullDrop	(MIB(ListenDrops) | MIB(TCPReqQFullDrop))
#define PART_OF_None		0
#define DROP(help, packet, mib)	PART_OF_##mib
#define PART_OF(name, kind, ...) LQ_IF_DROP(kind)( \
	[LQ_COUNT_##name] = DROP(__VA_ARGS__), \
)
static const u16 part_of[LQ_NR_COUNTS] = {
	LQ_LISTENER_COLUMNS(PART_OF)
	[LQ_COUNT_wanted_cookie] = MIB(TCPReqQFullDoCookies),
	[LQ_COUNT_cookies] = MIB(SyncookiesSent),
	[LQ_COUNT_cookies_valid] = MIB(SyncookiesRecv),
	[LQ_COUNT_cookies_bad] = MIB(SyncookiesFailed),
	[LQ_COUNT_cookies_ok] = MIB(PassiveOpens),
	[LQ_COUNT_extra_child] = MIB(PassiveOpens),
	[LQ_COUNT_fastopens] = MIB(PassiveOpens),
	[LQ_COUNT_completed] = MIB(PassiveOpens),
	[LQ_COUNT_joined] = MIB(PassiveOpens),
	[LQ_COUNT_deferred] = MIB(TCPDeferAcceptDrop),
	[LQ_COUNT_synack_retrans] = MIB(TCPSynRetrans),
	[LQ_COUNT_reset] = MIB(EmbryonicRsts),
	[LQ_COUNT_aborted] = MIB(EmbryonicRsts),
	[LQ_COUNT_ended_icmp] = MIB(ListenDrops),
};
static_assert(LQ_NR_MIBS <= 16);

enum { LQ_NETSTAT_COLUMNS(LQ_COLUMN_NUMBER) NR_COLUMNS };
static const char * const tokens[] = { LQ_NETSTAT_COLUMNS(LQ_COLUMN_TOKEN) };

/*
 * Sums up again if a listener closed meanwhile: it may be in both sums or in
 * none.
 */
#define TRIES 3

static void sum_up(struct lq_netns_sums *netns_sums, struct lq_sums *sums)
{
	unsigned int gone, tries = TRIES;

	do {
		gone = lq_record_flush();
		memset(sums, 0, sizeof(*sums));
		sums->unknown = lq_unknown_counts(false);
		lq_record_sum_namespace(netns_sums, sums);
		lq_netns_sums_read(netns_sums, sums);
	} while (--tries && lq_record_flush() != gone);
}

struct row {
	const char *counter;
	u64 kernel;
	u64 ours;
	bool known;		/* whether ours is */
};

/* Adds up the counts that are part of @mib; returns false if one is unknown. */
static bool sum_of(const struct lq_sums *sums, enum lq_mib mib, u64 *sum)
{
	int i;

	*sum = 0;
	for (i = 0; i < LQ_NR_COUNTS; i++) {
		if (!(part_of[i] & BIT(mib)))
			continue;
		if (sums->unknown & BIT_ULL(i))
			return false;
		*sum += sums->count[i];
	}
	return true;
}

static int add_rows(struct lq_rows *rows, const struct net *net,
		    struct lq_netns_sums *netns_sums)
{
	struct lq_sums sums;
	struct row *row;
	int i;

	sum_up(netns_sums, &sums);
	for (i = 0; i < LQ_NR_MIBS; i++) {
		row = lq_rows_append(rows);
		if (IS_ERR(row))
			return PTR_ERR(row);
		row->counter = names[i];
		row->kernel = lq_netns_sums_kernel(netns_sums, net, i);
		row->known = sum_of(&sums, i, &row->ours);
	}
	return 0;
}

/* Adds no rows if @net, which is alive, is being dismantled. */
static int take(struct lq_rows *rows, const struct net *net)
{
	struct lq_netns_sums *netns_sums;
	int err;

	rcu_read_lock();
	netns_sums = lq_netns_sums_get(net);
	rcu_read_unlock();
	if (!netns_sums)
		return 0;
	err = add_rows(rows, net, netns_sums);
	lq_netns_sums_put(netns_sums);
	return err;
}

static void cell(struct lq_cell *cell, const void *data, unsigned int column)
{
	const struct row *row = data;

	switch (column) {
	case COLUMN_counter:
		lq_cell_text(cell, row->counter);
		break;
	case COLUMN_kernel:
		lq_cell_number(cell, row->kernel);
		break;
	case COLUMN_ours:
		if (row->known)
			lq_cell_number(cell, row->ours);
		else
			lq_cell_unknown(cell);
	}
}

const struct lq_table lq_netstat = {
	.name = "netstat",
	.tokens = tokens,
	.columns = NR_COLUMNS,
	.row_size = sizeof(struct row),
	.take = take,
	.cell = cell,
};
