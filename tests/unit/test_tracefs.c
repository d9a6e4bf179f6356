// SPDX-License-Identifier: GPL-2.0-only
/* Fakes the directory of instances: this kernel's are not touched. */
#include "test.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/failure.h"
#include "table/tracefs.h"

static int used;		/* instances in use */
static int left;		/* stale instances, after those */
static int made, error;

/* Returns the number of the instance among those of our pid. */
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

/* Returns the number of the instance that is made; 0: none. */
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

static void a_stale_instance_is_replaced(void **state)
{
	struct failure why;

	(void)state;
	assert_int_equal(make(0, 0, &why), 1);
	assert_int_equal(make(0, 1, &why), 1);
}

static void an_instance_in_use_is_kept(void **state)
{
	struct failure why;

	(void)state;
	assert_int_equal(make(1, 0, &why), 2);
	assert_int_equal(make(2, 1, &why), 3);
	assert_int_equal(make(8, 0, &why), 9);
}

static void the_number_of_instances_is_limited(void **state)
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
		cmocka_unit_test(a_stale_instance_is_replaced),
		cmocka_unit_test(an_instance_in_use_is_kept),
		cmocka_unit_test(the_number_of_instances_is_limited),
	};

	return cmocka_run_group_tests_name("tracefs", tests, NULL, NULL);
}
