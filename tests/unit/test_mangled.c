// SPDX-License-Identifier: GPL-2.0-only
/*
 * Damaged tables: cut off at every byte, and with each byte changed to each
 * other. Nothing may crash, and there must be either a table on stdout or a
 * message on stderr, not both or neither.
 */
#include "cmd/cmd.h"
#include "lib/exit_status.h"
#include "table/parse.h"
#include "table/table.h"
#include "test.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>


static const char table[] =
"# listenq-listeners 1\n"
"local synq synq_limit acceptq acceptq_limit syn_synq_full inode\n"
"[::]:443 65 65 0 65 - 1001\n"
"127.0.0.1:80 0 129 129 129 7 -\n";

#define LENGTH (sizeof(table) - 1)

static int in, out, err;		/* files, for list_main() */
static int saved_out, saved_err;

static int make_file(void)
{
	char path[] = "/tmp/listenq-mangled-XXXXXX";
	int fd = mkstemp(path);

	unlink(path);
	return fd;
}

static int set_up(void **state)
{
	char path[64];

	(void)state;
	in = make_file();
	out = make_file();
	err = make_file();
	snprintf(path, sizeof(path), "/proc/self/fd/%d", in);
	setenv("LISTENQ_FILE", path, 1);
	setenv("LISTENQ_PROC", "/nonexistent", 1);
	saved_out = dup(STDOUT_FILENO);
	saved_err = dup(STDERR_FILENO);
	return in < 0 || out < 0 || err < 0;
}

static int tear_down(void **state)
{
	(void)state;
	close(in);
	close(out);
	close(err);
	close(saved_out);
	close(saved_err);
	return 0;
}

static int rewrite(int fd, const char *text, size_t length)
{
	return ftruncate(fd, 0) || lseek(fd, 0, SEEK_SET) ||
	       write(fd, text, length) != (ssize_t)length;
}

/* Asserts nothing while stdout and stderr are redirected. */
static int run_list(void)
{
	static char *argv[] = { (char *)"listenq", (char *)"-O", NULL };
	int status;

	fflush(NULL);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	status = list_main(2, argv);
	fflush(NULL);
	dup2(saved_out, STDOUT_FILENO);
	dup2(saved_err, STDERR_FILENO);
	return status;
}

static int try_command(const char *text, size_t length)
{
	off_t shown, said;
	int status;

	assert_int_equal(rewrite(in, text, length), 0);
	assert_int_equal(rewrite(out, "", 0), 0);
	assert_int_equal(rewrite(err, "", 0), 0);
	status = run_list();
	shown = lseek(out, 0, SEEK_END);
	said = lseek(err, 0, SEEK_END);
	if (status == EXIT_OK) {
		assert_int_equal(said, 0);
	} else {
		assert_int_equal(status, EXIT_BAD_TABLE);
		assert_int_equal(shown, 0);
		assert_true(said > 0);
	}
	return status;
}

static enum parse_status try_parser(const char *text, size_t length)
{
	char *copy = exact_copy(text, length);
	struct parse_result result;
	struct table parsed;

	result = parse_table(copy, length, &listener_format, &parsed);
	table_free(&parsed);
	free(copy);
	return result.status;
}

static void an_intact_table_is_shown(void **state)
{
	(void)state;
	assert_int_equal(try_command(table, LENGTH), EXIT_OK);
}

/* Only a cut at the end of a line cannot be noticed. */
static void a_table_cut_off_anywhere(void **state)
{
	size_t header = strcspn(strchr(table, '\n') + 1, "\n");
	size_t length;

	(void)state;
	header += strcspn(table, "\n") + 2;
	for (length = 0; length < LENGTH; length++) {
		bool whole_lines = length >= header &&
				   table[length - 1] == '\n';

		assert_int_equal(try_parser(table, length) == PARSE_OK,
				 whole_lines);
		assert_int_equal(try_command(table, length) == EXIT_OK,
				 whole_lines);
	}
}

static void each_byte_changed_to_each_other(void **state)
{
	char copy[LENGTH];
	size_t i;
	int byte;

	(void)state;
	for (i = 0; i < LENGTH; i++) {
		for (byte = 0; byte < 256; byte++) {
			memcpy(copy, table, LENGTH);
			copy[i] = (char)byte;
			try_parser(copy, LENGTH);
		}
	}
}

static void each_byte_changed_for_the_command(void **state)
{
	static const char bytes[] = { '\0', '\n', ' ', '-', '9', 'x', '\033',
				      '\377' };
	char copy[LENGTH];
	size_t i, j;

	(void)state;
	for (i = 0; i < LENGTH; i++) {
		for (j = 0; j < sizeof(bytes); j++) {
			memcpy(copy, table, LENGTH);
			copy[i] = bytes[j];
			try_command(copy, LENGTH);
		}
	}
}

static void each_byte_removed_or_doubled(void **state)
{
	char copy[LENGTH + 1];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH; i++) {
		memcpy(copy, table, i);
		memcpy(copy + i, table + i + 1, LENGTH - i - 1);
		try_command(copy, LENGTH - 1);
		memcpy(copy, table, i + 1);
		memcpy(copy + i + 1, table + i, LENGTH - i);
		try_command(copy, LENGTH + 1);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_intact_table_is_shown),
		TEST(a_table_cut_off_anywhere),
		TEST(each_byte_changed_to_each_other),
		TEST(each_byte_changed_for_the_command),
		TEST(each_byte_removed_or_doubled),
	};

	return cmocka_run_group_tests_name("mangled", tests, NULL, NULL);
}
