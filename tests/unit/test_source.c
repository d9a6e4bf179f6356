// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "source.h"

static char path[] = "/tmp/listenq-source-XXXXXX";

static int set_up(void **state)
{
	int fd;

	(void)state;
	strcpy(strrchr(path, '-'), "-XXXXXX");
	fd = mkstemp(path);
	setenv("LISTENQ_FILE", path, 1);
	return fd < 0 ? -1 : close(fd);
}

static int tear_down(void **state)
{
	(void)state;
	unsetenv("LISTENQ_FILE");
	return unlink(path);
}

static void reads_all_of_it(void **state)
{
	const size_t length = 300000;
	struct source source;
	FILE *out = fopen(path, "w");
	size_t i;

	(void)state;
	for (i = 0; i < length; i++)
		fputc('a' + (char)(i % 26), out);
	fclose(out);
	assert_int_equal(source_open(&source), 0);
	assert_string_equal(source.path, path);
	assert_false(source.is_module);
	assert_int_equal(source.length, length);
	for (i = 0; i < length; i++)
		assert_int_equal(source.text[i], 'a' + (char)(i % 26));
	source_close(&source);
}

static void has_a_limit(void **state)
{
	struct source source;

	(void)state;
	assert_int_equal(truncate(path, 64 << 20), 0);
	assert_int_equal(source_open(&source), 0);
	source_close(&source);
	assert_int_equal(truncate(path, (64 << 20) + 1), 0);
	assert_int_equal(source_open(&source), -EFBIG);
	assert_null(source.text);
}

static void stops_at_an_endless_file(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_FILE", "/dev/zero", 1);
	assert_int_equal(source_open(&source), -EFBIG);
}

static void says_what_failed(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_FILE", "/tmp", 1);
	assert_int_equal(source_open(&source), -EISDIR);
	setenv("LISTENQ_FILE", "/nonexistent/x", 1);
	assert_int_equal(source_open(&source), -ENOENT);
	assert_false(source.is_module);
}

static void empty_means_unset(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_FILE", "", 1);
	if (source_open(&source) == 0)
		source_close(&source);
	assert_true(source.is_module);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_all_of_it),
		TEST(has_a_limit),
		TEST(stops_at_an_endless_file),
		TEST(says_what_failed),
		TEST(empty_means_unset),
	};

	return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
