// SPDX-License-Identifier: GPL-2.0-only
/* The table is written to a file, and loaded from there. */
#include "test.h"

#include <stdio.h>
#include <unistd.h>

#include "lib/failure.h"
#include "metrics/series.h"

static struct listeners listeners;
static struct series_list list;

static void make(const char *rows, bool per_socket)
{
	char path[] = "/tmp/listenq-series-XXXXXX";
	struct failure why = { "" };
	int fd = mkstemp(path);
	FILE *out = fdopen(fd, "w");

	assert_non_null(out);
	fprintf(out, "# listenq-listeners 1\n"
		"local netns uid inode acceptq acceptq_limit acceptq_peak60 syns "
		"acceptq_oldest_us accept_age_ms listen_age_ms\n%s", rows);
	fclose(out);
	setenv("LISTENQ_FILE", path, 1);
	assert_int_equal(listeners_load(&listeners, OWNERS_NONE, &why),
			 EXIT_OK);
	unlink(path);
	listeners_sort_by_namespace(&listeners);
	assert_int_equal(series_make(&list, &listeners, per_socket), 0);
}

static int tear_down(void **state)
{
	(void)state;
	series_free(&list);
	listeners_free(&listeners);
	return 0;
}

#define GROUP								\
	"10.0.0.1:80 1 0 5 3 10 4 100 900 10 50000\n"			\
	"10.0.0.1:80 1 0 6 10 10 10 200 7000000 7000 50000\n"		\
	"10.0.0.1:80 1 0 7 0 10 1 300 - 99000 50000\n"

static void an_endpoint_is_one_series(void **state)
{
	const struct series *s;

	(void)state;
	make(GROUP "10.0.0.1:81 1 0 8 0 10 0 1 - - 5\n", false);
	assert_int_equal(list.count, 2);
	s = &list.series[0];
	assert_int_equal(s->sockets, 3);
	assert_int_equal(s->full, 1);
	assert_int_equal(s->row.acceptq.number, 13);
	assert_int_equal(s->row.acceptq_limit.number, 30);
	assert_int_equal(s->row.acceptq_peak60.number, 10);
	assert_int_equal(s->row.syns.number, 600);
	assert_int_equal(s->row.acceptq_oldest_us.number, 7000000);
	assert_int_equal(s->acceptq_fullest.number, 1000);
	assert_string_equal(s->gauge.rendered,
			    "netns=\"1\",local=\"10.0.0.1:80\"");
	assert_ptr_equal(s->listener, &listeners.listener[0]);
	assert_int_equal(list.series[1].sockets, 1);
	assert_ptr_equal(list.series[1].listener, &listeners.listener[3]);
}

/* An idle member's age says nothing. */
static void the_age_is_of_sockets_where_somebody_waits(void **state)
{
	(void)state;
	make(GROUP, false);
	assert_int_equal(list.series[0].row.accept_age_ms.number, 7000);
}

static void a_socket_that_never_accepted_has_the_age_of_listen(void **state)
{
	(void)state;
	make("10.0.0.1:80 1 0 5 3 10 4 100 900 - 50000\n"
	     "10.0.0.1:81 1 0 6 0 10 4 100 - 7 50000\n", false);
	assert_int_equal(list.series[0].row.accept_age_ms.number, 50000);
	assert_false(known(list.series[1].row.accept_age_ms));
}

/* A smaller sum under the same labels would be taken for a reset counter. */
static void counters_have_other_labels_when_a_socket_leaves(void **state)
{
	char before[128];

	(void)state;
	make(GROUP, false);
	assert_non_null(strstr(list.series[0].counter.rendered, ",set=\""));
	snprintf(before, sizeof(before), "%s", list.series[0].counter.rendered);
	tear_down(NULL);
	make(GROUP, false);
	assert_string_equal(list.series[0].counter.rendered, before);
	tear_down(NULL);
	make("10.0.0.1:80 1 0 5 3 10 4 100 900 10 50000\n"
	     "10.0.0.1:80 1 0 7 0 10 1 300 - 99000 50000\n", false);
	assert_string_not_equal(list.series[0].counter.rendered, before);
}

static void each_socket_is_a_series_if_asked_for(void **state)
{
	(void)state;
	make(GROUP, true);
	assert_int_equal(list.count, 3);
	assert_string_equal(list.series[1].counter.rendered,
			    "netns=\"1\",local=\"10.0.0.1:80\",inode=\"6\"");
	assert_string_equal(list.series[1].gauge.rendered,
			    list.series[1].counter.rendered);
	assert_int_equal(list.series[2].row.accept_age_ms.number, 99000);
}

static void no_listener_is_no_series(void **state)
{
	(void)state;
	make("", false);
	assert_int_equal(list.count, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_endpoint_is_one_series),
		TEST(the_age_is_of_sockets_where_somebody_waits),
		TEST(a_socket_that_never_accepted_has_the_age_of_listen),
		TEST(counters_have_other_labels_when_a_socket_leaves),
		TEST(each_socket_is_a_series_if_asked_for),
		TEST(no_listener_is_no_series),
	};

	return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
