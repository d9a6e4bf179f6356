// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/failure.h"
#include "resize/plan.h"
#include "resize/undo_file.h"

static char dir[] = "/tmp/listenq-undo-XXXXXX";
static char path[sizeof(dir) + 32], boot[sizeof(dir) + 40];
static struct listener_row rows[2];
static struct listener listener[2];
static const struct listeners listeners = { .listener = listener, .count = 2 };
static struct failure why;

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static void make_dirs(void)
{
	static const char *const names[] = { "sys", "sys/kernel",
					     "sys/kernel/random" };
	char name[sizeof(dir) + 32];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		snprintf(name, sizeof(name), "%s/%s", dir, names[i]);
		assert_int_equal(mkdir(name, 0755), 0);
	}
}

static int set_up(void **state)
{
	(void)state;
	strcpy(strrchr(dir, '-'), "-XXXXXX");
	assert_non_null(mkdtemp(dir));
	make_dirs();
	setenv("LISTENQ_PROC", dir, 1);
	snprintf(boot, sizeof(boot), "%s/sys/kernel/random/boot_id", dir);
	snprintf(path, sizeof(path), "%s/run/resized", dir);
	write_file(boot, "1111-22\n");
	rows[0] = (struct listener_row){ .local = text_value("10.0.0.1:80"),
		.inode = number_value(71), .backlog = number_value(5) };
	rows[1] = (struct listener_row){ .local = text_value("[::]:81"),
		.inode = number_value(72), .backlog = number_value(6) };
	listener[0].row = &rows[0];
	listener[1].row = &rows[1];
	return 0;
}

static int tear_down(void **state)
{
	char command[sizeof(dir) + 16];

	(void)state;
	unsetenv("LISTENQ_PROC");
	snprintf(command, sizeof(command), "rm -r %s", dir);
	return system(command);
}

/* Saves what makes 5 and 6 become 100, and carries it out. */
static void resize(void)
{
	struct undo_file before;
	struct plan plan;

	assert_int_equal(plan_make(&plan, 2, &why), EXIT_OK);
	plan_add(&plan, &listener[0], 100);
	plan_add(&plan, &listener[1], 100);
	plan.change[0].cookie = 7001;
	plan.change[1].cookie = 7002;
	plan.change[1].somaxconn = number_value(50);
	plan.change[1].new_somaxconn = number_value(100);
	assert_int_equal(undo_file_replace(path, &plan, &before, &why), EXIT_OK);
	assert_null(before.text);
	undo_file_free(&before);
	plan_free(&plan);
	rows[0].backlog = number_value(100);
	rows[1].backlog = number_value(100);
}

static struct plan undo(int status)
{
	struct plan plan;

	assert_int_equal(undo_file_plan(path, &listeners, &plan, &why), status);
	return plan;
}

static void what_was_changed_is_planned_to_be_undone(void **state)
{
	struct stat st;
	struct plan plan;

	(void)state;
	resize();
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	plan = undo(EXIT_OK);
	assert_int_equal(plan.count, 2);
	assert_int_equal(plan.change[0].backlog, 5);
	assert_int_equal(plan.change[0].cookie, 7001);
	assert_false(known(plan.change[0].new_somaxconn));
	assert_int_equal(plan.change[1].backlog, 6);
	assert_int_equal(plan.change[1].somaxconn.number, 100);
	assert_int_equal(plan.change[1].new_somaxconn.number, 50);
	assert_int_equal(plan_count(&plan, CHANGE_PLANNED), 2);
	plan_free(&plan);
}

static void what_changed_since_is_left_alone(void **state)
{
	struct plan plan;

	(void)state;
	resize();
	rows[0].backlog = number_value(99);
	rows[1].inode = number_value(73);
	plan = undo(EXIT_OK);
	assert_int_equal(plan.count, 1);
	assert_int_equal(plan.gone, 1);
	assert_int_equal(plan.change[0].state, CHANGE_SKIPPED);
	assert_non_null(strstr(plan.change[0].reason, "not the 100 that it got"));
	plan_free(&plan);
}

static void another_boot(void **state)
{
	struct plan plan;

	(void)state;
	resize();
	write_file(boot, "1111-23\n");
	plan = undo(EXIT_FAILED);
	assert_non_null(strstr(why.message, "before the last boot"));
	plan_free(&plan);
}

static void no_file_and_a_damaged_one(void **state)
{
	struct plan plan;

	(void)state;
	plan = undo(EXIT_FAILED);
	assert_non_null(strstr(why.message, "nothing to undo"));
	plan_free(&plan);
	resize();
	write_file(path, "# listenq-resized 1\nlocal inode\n:80\n");
	plan = undo(EXIT_BAD_TABLE);
	plan_free(&plan);
	write_file(path, "# listenq-resized 1\nlocal inode\n:80 71\n");
	plan = undo(EXIT_FAILED);
	assert_non_null(strstr(why.message, "not in the file"));
	plan_free(&plan);
}

static void what_was_in_it_comes_back(void **state)
{
	struct undo_file before;
	struct plan plan;

	(void)state;
	resize();
	assert_int_equal(plan_make(&plan, 1, &why), EXIT_OK);
	assert_int_equal(undo_file_replace(path, &plan, &before, &why), EXIT_OK);
	assert_non_null(before.text);
	undo_file_restore(path, &before);
	undo_file_free(&before);
	plan_free(&plan);
	plan = undo(EXIT_OK);
	assert_int_equal(plan.count, 2);
	plan_free(&plan);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_changed_is_planned_to_be_undone),
		TEST(what_changed_since_is_left_alone),
		TEST(another_boot),
		TEST(no_file_and_a_damaged_one),
		TEST(what_was_in_it_comes_back),
	};

	return cmocka_run_group_tests_name("undo file", tests, NULL, NULL);
}
