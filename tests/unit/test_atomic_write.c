// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/atomic_write.h"

static char dir[] = "/tmp/listenq-replace-XXXXXX";
static char path[sizeof(dir) + 8];
static int syncs, failure;
static bool killed;

/* The C library's, as atomic_write.c calls it. */
int fsync(int fd)
{
	struct stat st;

	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_size, 4);
	assert_int_equal(st.st_mode & 0777, 0644);
	syncs++;
	if (killed)
		raise(SIGKILL);
	errno = failure;
	return failure ? -1 : 0;
}

static int set_up(void **state)
{
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/table", dir);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("old\n", file);
	fclose(file);
	syncs = 0;
	failure = 0;
	killed = false;
	return 0;
}

/* Fails if there is another file in the directory than those known. */
static int tear_down(void **state)
{
	(void)state;
	unlink(path);
	assert_int_equal(rmdir(dir), 0);
	strcpy(strchr(dir, '\0') - 6, "XXXXXX");
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
	assert_int_equal(atomic_write(path, "new\n", 4, 0644), 0);
	assert_int_equal(syncs, 1);
	holds("new\n");
}

static void a_failed_write_replaces_nothing(void **state)
{
	(void)state;
	failure = EIO;
	assert_int_equal(atomic_write(path, "new\n", 4, 0644), -EIO);
	holds("old\n");
}

static void a_writer_that_is_killed_leaves_no_file(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	killed = true;
	pid = fork();
	if (!pid)
		_exit(atomic_write(path, "new\n", 4, 0644) != 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	holds("old\n");
}

static void what_was_left_is_removed(void **state)
{
	char left[sizeof(path) + 8];

	(void)state;
	snprintf(left, sizeof(left), "%s.new", path);
	assert_int_equal(symlink("/nonexistent", left), 0);
	assert_int_equal(atomic_write(path, "new\n", 4, 0644), 0);
	holds("new\n");
}

static void a_symbolic_link_is_not_replaced(void **state)
{
	char link[sizeof(path) + 8];
	struct stat st;

	(void)state;
	snprintf(link, sizeof(link), "%s.link", path);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(atomic_write(link, "new\n", 4, 0644), -EEXIST);
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
		TEST(a_writer_that_is_killed_leaves_no_file),
		TEST(what_was_left_is_removed),
		TEST(a_symbolic_link_is_not_replaced),
	};

	return cmocka_run_group_tests_name("atomic write", tests, NULL, NULL);
}
