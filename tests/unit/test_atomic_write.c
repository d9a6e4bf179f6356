// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "metrics/atomic_write.h"

static char path[] = "/tmp/listenq-replace-XXXXXX";
static int syncs, failure;

/* The C library's, as atomic_write.c calls it. */
int fsync(int fd)
{
	struct stat st;

	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_size, 4);
	assert_int_equal(st.st_mode & 0777, 0644);
	syncs++;
	errno = failure;
	return failure ? -1 : 0;
}

static int set_up(void **state)
{
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "old\n", 4), 4);
	close(fd);
	syncs = 0;
	failure = 0;
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	strcpy(strchr(path, '\0') - 6, "XXXXXX");
	return 0;
}

static void holds(const char *text)
{
	char buf[8] = "";
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	fread(buf, 1, sizeof(buf) - 1, file);
	fclose(file);
	assert_string_equal(buf, text);
}

static void contents_reach_the_disk_before_the_name(void **state)
{
	(void)state;
	assert_int_equal(atomic_write(path, "new\n", 4), 0);
	assert_int_equal(syncs, 1);
	holds("new\n");
}

static void a_failed_write_replaces_nothing(void **state)
{
	(void)state;
	failure = EIO;
	assert_int_equal(atomic_write(path, "new\n", 4), -EIO);
	holds("old\n");
}

static void a_symbolic_link_is_not_replaced(void **state)
{
	char link[sizeof(path) + 8];
	struct stat st;

	(void)state;
	snprintf(link, sizeof(link), "%s.link", path);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(atomic_write(link, "new\n", 4), -EEXIST);
	assert_int_equal(lstat(link, &st), 0);
	unlink(link);
	assert_true(S_ISLNK(st.st_mode));
	holds("old\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(contents_reach_the_disk_before_the_name),
		TEST(a_failed_write_replaces_nothing),
		TEST(a_symbolic_link_is_not_replaced),
	};

	return cmocka_run_group_tests_name("atomic write", tests, NULL, NULL);
}
