// SPDX-License-Identifier: GPL-2.0-only
/* What instances there are is only said: those of this kernel stay out of it. */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/failure.h"
#include "table/tracefs.h"

static int used;		/* by somebody who reads them */
static int left;		/* over, after those */
static int made, error;

/* Which of our pid it is. */
static int nth(const char *path)
{
	const char *name = strrchr(path, '/') + 1;
	int pid = 0, n = 1;

	assert_true(sscanf(name, "listenq-%d.%d", &pid, &n) >= 1);
	assert_int_equal(pid, getpid());
	return n;
}

/* The C library's, as tracefs.c calls them. */
DIR *opendir(const char *path)
{
	(void)path;
	errno = ENOENT;
	return NULL;
}

int mkdir(const char *path, mode_t mode)
{
	(void)mode;
	errno = error ?: EEXIST;
	if (error || nth(path) <= used + left)
		return -1;
	made = nth(path);
	return 0;
}

int rmdir(const char *path)
{
	errno = EBUSY;
	if (nth(path) <= used)
		return -1;
	left = 0;
	return 0;
}

/* Which one is made; 0: none. */
static int make(int are_used, int are_left, struct failure *why)
{
	struct tracefs_instance in;
	int ours;

	used = are_used;
	left = are_left;
	made = 0;
	tracefs_make(&in, why);	/* has no files here */
	ours = in.path[0] ? nth(in.path) : 0;
	assert_int_equal(ours, made);
	return ours;
}

static void one_that_is_left_over_is_taken(void **state)
{
	struct failure why;

	(void)state;
	assert_int_equal(make(0, 0, &why), 1);
	assert_int_equal(make(0, 1, &why), 1);
}

static void who_has_our_pid_elsewhere_keeps_theirs(void **state)
{
	struct failure why;

	(void)state;
	assert_int_equal(make(1, 0, &why), 2);
	assert_int_equal(make(2, 1, &why), 3);
	assert_int_equal(make(8, 0, &why), 9);
}

static void there_is_an_end(void **state)
{
	struct failure why;

	(void)state;
	assert_int_equal(make(100, 0, &why), 0);
	assert_non_null(strstr(why.message, "cannot make a tracing instance"));
	error = EACCES;
	assert_int_equal(make(0, 0, &why), 0);
	assert_non_null(strstr(why.message, "no permission to trace"));
	error = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_that_is_left_over_is_taken),
		cmocka_unit_test(who_has_our_pid_elsewhere_keeps_theirs),
		cmocka_unit_test(there_is_an_end),
	};

	return cmocka_run_group_tests_name("instance", tests, NULL, NULL);
}
