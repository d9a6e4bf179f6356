// SPDX-License-Identifier: GPL-2.0-only
/* The table is written to a file, and loaded from there. */
#include "test.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/failure.h"
#include "listener/group.h"

static struct listeners listeners;
static struct tree tree;

static void load_table(const char *rows)
{
	char path[] = "/tmp/listenq-group-XXXXXX";
	struct failure why = { "" };
	int fd = mkstemp(path);
	FILE *out = fdopen(fd, "w");

	assert_non_null(out);
	fprintf(out, "# listenq-listeners 1\n%s", rows);
	fclose(out);
	setenv("LISTENQ_FILE", path, 1);
	assert_int_equal(listeners_load(&listeners, OWNERS_NONE, &why),
			 EXIT_OK);
	unlink(path);
	listeners_sort_by_namespace(&listeners);
}

static void grow(const char *rows)
{
	load_table(rows);
	assert_int_equal(tree_grow(&tree, &listeners), 0);
}

static int tear_down(void **state)
{
	(void)state;
	tree_free(&tree);
	listeners_free(&listeners);
	return 0;
}

static void groups_share_namespace_endpoint_and_user(void **state)
{
	static const size_t parents[] = {
		NO_PARENT, NO_PARENT, 1, 1, NO_PARENT, NO_PARENT, NO_PARENT,
		6, 6, 6, NO_PARENT,
	};
	size_t i;

	(void)state;
	grow("local uid netns inode\n"
	     "0.0.0.0:80 0 2 1\n0.0.0.0:80 0 1 2\n0.0.0.0:80 7 1 3\n"
	     "0.0.0.0:80 0 1 4\n[::]:80 7 1 5\n0.0.0.0:81 7 2 6\n"
	     "0.0.0.0:81 7 2 7\n0.0.0.0:81 7 2 8\n10.1.1.1:81 7 2 9\n");
	assert_int_equal(tree.count, ARRAY_SIZE(parents));
	for (i = 0; i < tree.count; i++)
		assert_int_equal(tree.branch[i].parent, parents[i]);
	assert_int_equal(tree.branch[0].listener.row->inode.number, 5);
	assert_int_equal(tree.branch[1].members, 2);
	assert_true(tree.branch[1].listener.is_group);
	assert_false(tree.branch[2].listener.is_group);
	assert_int_equal(tree.branch[6].members, 3);
}

static void groups_without_namespace_and_user(void **state)
{
	(void)state;
	grow("local\n0.0.0.0:80\n-\n0.0.0.0:80\n-\n");
	assert_int_equal(tree.count, 5);
	assert_int_equal(tree.branch[0].parent, NO_PARENT);
	assert_int_equal(tree.branch[1].parent, NO_PARENT);
	assert_int_equal(tree.branch[2].members, 2);
}

static const struct listener_row *sum(void)
{
	assert_int_equal(tree.branch[0].members, tree.count - 1);
	return tree.branch[0].listener.row;
}

static void counters_are_summed_peaks_are_the_largest(void **state)
{
	(void)state;
	grow("local family synq synq_limit synq_peak syns syn_synq_full inode\n"
	     "0.0.0.0:80 ipv4 3 9 7 100 1 11\n"
	     "0.0.0.0:80 ipv4 4 9 9 200 0 12\n"
	     "0.0.0.0:80 ipv4 0 9 1 18446744073709551615 2 13\n");
	assert_string_equal(sum()->local.text, "0.0.0.0:80");
	assert_string_equal(sum()->family.text, "ipv4");
	assert_int_equal(sum()->synq.number, 7);
	assert_int_equal(sum()->synq_limit.number, 27);
	assert_int_equal(sum()->synq_peak.number, 9);
	assert_true(sum()->syns.number == UINT64_MAX);
	assert_int_equal(listener_drops(sum()).number, 3);
	assert_false(known(sum()->inode));
	assert_int_equal(sum()->cookies.state, VALUE_ABSENT);
}

static void settings_are_not_summed(void **state)
{
	(void)state;
	grow("local fastopenq defer_accept\n"
	     "0.0.0.0:80 3 2\n0.0.0.0:80 4 5\n0.0.0.0:80 0 2\n");
	assert_int_equal(sum()->fastopenq.number, 7);
	assert_int_equal(sum()->defer_accept.number, 5);
}

static void a_sum_is_unknown_if_a_member_is(void **state)
{
	(void)state;
	grow("local proto synq synq_peak uid acceptq_oldest_us listen_age_ms\n"
	     "0.0.0.0:80 tcp 3 - 0 20 5\n"
	     "0.0.0.0:80 mptcp - 9 0 - 5\n"
	     "0.0.0.0:80 tcp 0 1 0 30 5\n");
	assert_false(known(sum()->proto));
	assert_false(known(sum()->synq));
	assert_false(known(sum()->synq_peak));
	assert_int_equal(sum()->uid.number, 0);
	assert_int_equal(sum()->acceptq_oldest_us.number, 30);
	assert_false(known(sum()->listen_age_ms));
}

static bool has_inode(const struct listener *listener, const void *inode)
{
	return listener->row->inode.number == *(const uint64_t *)inode;
}

static void groups_are_kept_whole(void **state)
{
	static const uint64_t second = 2, alone = 3;

	(void)state;
	load_table("local inode\n0.0.0.0:80 1\n0.0.0.0:80 2\n0.0.0.0:81 3\n");
	groups_keep(&listeners, has_inode, &second);
	assert_int_equal(listeners.count, 2);
	groups_keep(&listeners, has_inode, &alone);
	assert_int_equal(listeners.count, 0);
	assert_int_equal(tree_grow(&tree, &listeners), 0);
	assert_int_equal(tree.count, 0);
}

static void a_group_has_the_owner_with_the_lowest_pid(void **state)
{
	struct holder holders[] = { { .pid = 9 }, { .pid = 8 } };

	(void)state;
	load_table("local\n0.0.0.0:80\n0.0.0.0:80\n0.0.0.0:80\n");
	listeners.listener[0].owner = (struct owner){ &holders[0], 1 };
	listeners.listener[2].owner = (struct owner){ &holders[1], 1 };
	assert_int_equal(tree_grow(&tree, &listeners), 0);
	assert_int_equal(tree.branch[0].listener.owner.holders[0].pid, 8);
}

static void rates_are_summed(void **state)
{
	const struct rate *rate;
	struct rate *rates;
	size_t i;

	(void)state;
	load_table("local\n0.0.0.0:80\n0.0.0.0:80\n0.0.0.0:80\n");
	for (i = 0; i < 3; i++) {
		rates = listeners.listener[i].rate;
		rates[RATE_SYNS] = (struct rate){ 2, true };
		rates[RATE_COOKIES].known = i != 1;
	}
	assert_int_equal(tree_grow(&tree, &listeners), 0);
	rate = tree.branch[0].listener.rate;
	assert_true(rate[RATE_SYNS].known);
	assert_true(rate[RATE_SYNS].per_second == 6);
	assert_false(rate[RATE_COOKIES].known);
	assert_true(tree.branch[1].listener.rate[RATE_SYNS].per_second == 2);
}

/* A queue whose depth is unknown is neither full nor empty. */
static void full_and_empty_members_are_counted(void **state)
{
	struct group_counts c;

	(void)state;
	load_table("local acceptq acceptq_limit netns\n"
		   "0.0.0.0:80 6 6 1\n0.0.0.0:80 0 6 1\n0.0.0.0:80 - 6 1\n"
		   "0.0.0.0:80 0 6 1\n0.0.0.0:80 6 6 2\n");
	groups_count(&listeners);
	c = listeners.listener[2].group;
	assert_int_equal(c.sockets, 4);
	assert_int_equal(c.full, 1);
	assert_int_equal(c.empty, 2);
	assert_int_equal(listeners.listener[4].group.sockets, 1);
}

#define TEST(f) cmocka_unit_test_teardown(f, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(groups_share_namespace_endpoint_and_user),
		TEST(groups_without_namespace_and_user),
		TEST(counters_are_summed_peaks_are_the_largest),
		TEST(settings_are_not_summed),
		TEST(a_sum_is_unknown_if_a_member_is),
		TEST(groups_are_kept_whole),
		TEST(a_group_has_the_owner_with_the_lowest_pid),
		TEST(rates_are_summed),
		TEST(full_and_empty_members_are_counted),
	};

	return cmocka_run_group_tests_name("group", tests, NULL, NULL);
}
