// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "table/source.h"
#include "uapi/listenq.h"

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

static void a_file_is_read_to_its_end(void **state)
{
	const size_t length = 300000;
	struct source source;
	FILE *out = fopen(path, "w");
	size_t i;

	(void)state;
	for (i = 0; i < length; i++)
		fputc('a' + (char)(i % 26), out);
	fclose(out);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), 0);
	assert_string_equal(source.path, path);
	assert_string_equal(source.variable, "LISTENQ_FILE");
	assert_int_equal(source.length, length);
	for (i = 0; i < length; i++)
		assert_int_equal(source.text[i], 'a' + (char)(i % 26));
	source_close(&source);
}

static void a_file_may_be_too_large(void **state)
{
	struct source source;

	(void)state;
	assert_int_equal(truncate(path, 64 << 20), 0);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), 0);
	source_close(&source);
	assert_int_equal(truncate(path, (64 << 20) + 1), 0);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), -EFBIG);
	assert_null(source.text);
}

static void an_endless_file_is_too_large(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_FILE", "/dev/zero", 1);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), -EFBIG);
}

static void errors_are_returned(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_FILE", "/tmp", 1);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), -EISDIR);
	setenv("LISTENQ_FILE", "/nonexistent/x", 1);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), -ENOENT);
	assert_string_equal(source.variable, "LISTENQ_FILE");
}

static void empty_variables_count_as_unset(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_FILE", "", 1);
	if (source_open(&source, SOURCE_LISTENERS) == 0)
		source_close(&source);
	assert_null(source.variable);
}

static void the_original_path_is_not_a_copy(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_FILE", LQ_PROC_FILE, 1);
	if (source_open(&source, SOURCE_LISTENERS) == 0)
		source_close(&source);
	assert_null(source.variable);
	assert_string_equal(source.path, LQ_PROC_FILE);
}

static void listenq_dir_names_all_tables(void **state)
{
	static const char *const paths[SOURCE_NFILES] = {
		[SOURCE_LISTENERS] = "/nonexistent/listeners",
		[SOURCE_ALL_LISTENERS] = "/nonexistent/listeners",
		[SOURCE_STATES] = "/nonexistent/states",
		[SOURCE_ALL_STATES] = "/nonexistent/states",
		[SOURCE_TRANSITIONS] = "/nonexistent/transitions",
		[SOURCE_NETSTAT] = "/nonexistent/netstat",
		[SOURCE_PROBES] = "/nonexistent/probes",
		[SOURCE_MODULE] = "/nonexistent/module",
		[SOURCE_DROPS] = "/nonexistent/drops",
		[SOURCE_LATENCY] = "/nonexistent/latency",
		[SOURCE_CONNECTIONS] = "/nonexistent/connections",
		[SOURCE_CLIENTS] = "/nonexistent/clients",
		[SOURCE_ALL_CLIENTS] = "/nonexistent/clients",
		[SOURCE_EPISODES] = "/nonexistent/episodes",
		[SOURCE_ALL_EPISODES] = "/nonexistent/episodes",
	};
	struct source source;
	int file;

	(void)state;
	unsetenv("LISTENQ_FILE");
	setenv("LISTENQ_DIR", "/nonexistent", 1);
	for (file = 0; file < SOURCE_NFILES; file++) {
		assert_int_equal(source_open(&source, (enum source_file)file),
				 -ENOENT);
		assert_string_equal(source.path, paths[file]);
		assert_string_equal(source.variable, "LISTENQ_DIR");
		assert_int_equal(source.original[0], '/');
	}
	unsetenv("LISTENQ_DIR");
}

static void listenq_file_overrides_listenq_dir(void **state)
{
	struct source source;

	(void)state;
	setenv("LISTENQ_DIR", "/nonexistent", 1);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), 0);
	source_close(&source);
	assert_string_equal(source.variable, "LISTENQ_FILE");
	unsetenv("LISTENQ_DIR");
}

static void files_can_be_checked_without_reading(void **state)
{
	struct source source;

	(void)state;
	assert_int_equal(source_probe(&source, SOURCE_LISTENERS), 0);
	assert_null(source.text);
	setenv("LISTENQ_DIR", "/nonexistent", 1);
	assert_int_equal(source_probe(&source, SOURCE_STATES), -ENOENT);
	assert_string_equal(source.path, "/nonexistent/states");
	unsetenv("LISTENQ_DIR");
}

static void a_path_may_be_too_long(void **state)
{
	struct source source;
	char name[2 * PATH_MAX];

	(void)state;
	memset(name, 'x', sizeof(name));
	name[sizeof(name) - 1] = '\0';
	setenv("LISTENQ_FILE", name, 1);
	assert_int_equal(source_open(&source, SOURCE_LISTENERS), -ENAMETOOLONG);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_is_read_to_its_end),
		TEST(a_file_may_be_too_large),
		TEST(an_endless_file_is_too_large),
		TEST(errors_are_returned),
		TEST(empty_variables_count_as_unset),
		TEST(the_original_path_is_not_a_copy),
		TEST(listenq_dir_names_all_tables),
		TEST(listenq_file_overrides_listenq_dir),
		TEST(files_can_be_checked_without_reading),
		TEST(a_path_may_be_too_long),
	};

	return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
