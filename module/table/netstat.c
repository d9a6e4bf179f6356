// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bits.h>
#include <linux/seq_file.h>
#include <linux/string.h>

#include "record/netns_sums.h"
#include "record/record.h"
#include "record/unknown.h"
#include "table/netstat.h"

#define LQ_BIT(name) BIT_ULL(LQ_COUNT_##name)
static_assert(LQ_NR_COUNTS <= 64);

struct mib {
	const char *name;
	u64 counts;		/* which of ours it should equal */
};

#define MIB(name, set, number, counts) [LQ_MIB_##name] = { #name, counts },
static const struct mib mibs[] = { LQ_MIBS(MIB) };

#define TOKEN(name, kind, help) #name,

static u64 sum_of(const struct lq_sums *sums, u64 counts)
{
	u64 sum = 0;
	int i;

	for (i = 0; i < LQ_NR_COUNTS; i++)
		if (counts & BIT_ULL(i))
			sum += sums->count[i];
	return sum;
}

/* Again, if a listener went meanwhile: it may be in both, or in neither. */
#define TRIES 3

static void sum_up(struct lq_books *books, struct lq_sums *sums)
{
	unsigned int gone, tries = TRIES;

	do {
		gone = lq_record_settle();
		memset(sums, 0, sizeof(*sums));
		sums->unfed = lq_unfed_counts(false);
		lq_record_sum_namespace(books, sums);
		lq_books_closed(books, sums);
	} while (--tries && lq_record_settle() != gone);
}

static void show_ours(struct seq_file *seq, const struct lq_sums *sums,
		      u64 counts)
{
	if (sums->unfed & counts)
		seq_printf(seq, " %12s\n", "-");
	else
		seq_printf(seq, " %12llu\n", sum_of(sums, counts));
}

static void show_mibs(struct seq_file *seq, const struct net *net,
		      struct lq_books *books)
{
	struct lq_sums sums;
	int i;

	sum_up(books, &sums);
	for (i = 0; i < LQ_NR_MIBS; i++) {
		seq_printf(seq, "%-26s %12llu", mibs[i].name,
			   lq_books_kernel(books, net, i));
		show_ours(seq, &sums, mibs[i].counts);
	}
}

int lq_balance_show(struct seq_file *seq, const struct net *net)
{
	static const char * const tokens[] = { LQ_NETSTAT_COLUMNS(TOKEN) };
	struct lq_books *books;

	seq_printf(seq, "# listenq-netstat %d\n", LQ_FORMAT);
	seq_printf(seq, "%-26s %12s %12s\n", tokens[0], tokens[1], tokens[2]);
	rcu_read_lock();
	books = lq_books_get(net);
	rcu_read_unlock();
	if (books) {
		show_mibs(seq, net, books);
		lq_books_put(books);
	}
	return 0;
}
