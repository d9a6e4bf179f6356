// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "table/parse.h"
#include "table/table.h"

#define TITLE "# listenq-listeners 1\n"

struct fixture {
	char *text;
	struct table table;
	struct parse_result result;
};

static struct fixture parse_bytes(const char *text, size_t length)
{
	struct fixture f = { .text = exact_copy(text, length) };

	f.result = parse_table(f.text, length, &listener_format, &f.table);
	return f;
}

static struct fixture parse(const char *text)
{
	return parse_bytes(text, strlen(text));
}

static void release(struct fixture *f)
{
	table_free(&f->table);
	free(f->text);
}

static void assert_fails(const char *text, size_t length,
			 enum parse_status status, size_t line)
{
	struct fixture f = parse_bytes(text, length);

	if (f.result.status != status || f.result.line != line)
		print_error("%s", text);
	assert_int_equal(f.result.status, status);
	assert_int_equal(f.result.line, line);
	assert_null(f.table.values);
	assert_int_equal(f.table.nrows, 0);
	assert_non_null(parse_message(status));
	release(&f);
}

static void values_are_parsed(void **state)
{
	struct fixture f = parse(TITLE "local synq uid\n"
				 "[::]:80 7 0\n1.2.3.4:5 8 33\n");
	const struct listener_row *l;

	(void)state;
	assert_int_equal(f.result.status, PARSE_OK);
	assert_int_equal(f.table.nrows, 2);
	l = listener_at(&f.table, 1);
	assert_string_equal(l->local.text, "1.2.3.4:5");
	assert_int_equal(l->synq.number, 8);
	assert_int_equal(l->uid.number, 33);
	assert_true(known(listener_at(&f.table, 0)->uid));
	release(&f);
}

static void a_table_may_have_no_rows(void **state)
{
	struct fixture f = parse(TITLE "local synq\n");

	(void)state;
	assert_int_equal(f.result.status, PARSE_OK);
	assert_int_equal(f.table.nrows, 0);
	release(&f);
}

static void dash_is_unknown_and_missing_is_absent(void **state)
{
	struct fixture f = parse(TITLE "local synq cookie\n- - -\n");
	const struct listener_row *l = listener_at(&f.table, 0);

	(void)state;
	assert_int_equal(f.result.status, PARSE_OK);
	assert_int_equal(l->local.state, VALUE_UNKNOWN);
	assert_int_equal(l->synq.state, VALUE_UNKNOWN);
	assert_int_equal(l->cookie.state, VALUE_UNKNOWN);
	assert_int_equal(l->acceptq.state, VALUE_ABSENT);
	release(&f);
}

static void columns_are_found_by_token(void **state)
{
	struct fixture f = parse(TITLE "inode of_tomorrow synq local\n"
				 "9 some-word 3 0.0.0.0:1\n");
	const struct listener_row *l = listener_at(&f.table, 0);

	(void)state;
	assert_int_equal(f.result.status, PARSE_OK);
	assert_int_equal(l->inode.number, 9);
	assert_int_equal(l->synq.number, 3);
	assert_string_equal(l->local.text, "0.0.0.0:1");
	release(&f);
}

static void blanks_may_align_columns(void **state)
{
	struct fixture f = parse("#  listenq-listeners\t1 \n"
				 "local     synq  \n"
				 "  1.1.1.1:1   \t 4 \n");

	(void)state;
	assert_int_equal(f.result.status, PARSE_OK);
	assert_int_equal(listener_at(&f.table, 0)->synq.number, 4);
	release(&f);
}

static void numbers_have_64_bits(void **state)
{
	struct fixture f = parse(TITLE "local synq\n"
				 "a 18446744073709551615\na 0\na 007\n");

	(void)state;
	assert_int_equal(f.result.status, PARSE_OK);
	assert_true(listener_at(&f.table, 0)->synq.number == UINT64_MAX);
	assert_int_equal(listener_at(&f.table, 1)->synq.number, 0);
	assert_int_equal(listener_at(&f.table, 2)->synq.number, 7);
	release(&f);
}

/* Derived from the X-macro, so that new columns are tested, too. */
static void every_column_is_parsed(void **state)
{
	char *text = NULL;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);
	struct fixture f;

	(void)state;
	fputs(TITLE, out);
	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		fprintf(out, "%s ", listener_format.columns[i].token);
	fputc('\n', out);
	for (i = 0; i < LISTENER_NCOLUMNS; i++)
		fprintf(out, "%zu ", 100 + i);
	fputc('\n', out);
	fclose(out);
	f = parse(text);
	assert_int_equal(f.result.status, PARSE_OK);
	for (i = 1; i < LISTENER_NCOLUMNS; i++)
		if (listener_format.columns[i].kind != KIND_TEXT)
			assert_int_equal(listener_at(&f.table, 0)->
					 value[i].number, 100 + i);
	release(&f);
	free(text);
}

static void many_rows(void **state)
{
	char *text = NULL;
	size_t size, i;
	FILE *out = open_memstream(&text, &size);
	struct fixture f;

	(void)state;
	fputs(TITLE "synq local\n", out);
	for (i = 0; i < 10000; i++)
		fprintf(out, "%zu 0.0.0.0:1\n", i);
	fclose(out);
	f = parse(text);
	assert_int_equal(f.table.nrows, 10000);
	for (i = 0; i < 10000; i++)
		assert_int_equal(listener_at(&f.table, i)->synq.number, i);
	release(&f);
	free(text);
}

static const struct {
	enum parse_status status;
	size_t line;
	const char *text;
} wrong[] = {
	{ PARSE_EMPTY, 0, "" },
	{ PARSE_NO_TABLE, 1, "\n" },
	{ PARSE_NO_TABLE, 1, "local synq\n" },
	{ PARSE_NO_TABLE, 1, "#\n" },
	{ PARSE_NO_TABLE, 1, "# listenq-listeners\n" },
	{ PARSE_NO_TABLE, 1, "#listenq-listeners 1\n" },
	{ PARSE_NO_TABLE, 1, "# listenq-listeners 1 more\n" },
	{ PARSE_NO_TABLE, 1, "# listenq-listeners one\n" },
	{ PARSE_NO_TABLE, 1, "# listenq-listeners -1\n" },
	{ PARSE_NO_TABLE, 1, "# listenq-listeners 0\n" },
	{ PARSE_NO_TABLE, 1, "# somebody-else 1\n" },
	{ PARSE_OTHER_TABLE, 1, "# listenq-states 1\n" },
	{ PARSE_OTHER_TABLE, 1, "# listenq-listeners2 1\n" },
	{ PARSE_NEWER, 1, "# listenq-listeners 1000000\n" },
	{ PARSE_NEWER, 1, "# listenq-listeners 99999999999999999999999\n" },
	{ PARSE_TRUNCATED, 1, "# listenq-listeners 1" },
	{ PARSE_NO_HEADER, 1, TITLE },
	{ PARSE_REQUIRED, 2, TITLE "\n" },
	{ PARSE_REQUIRED, 2, TITLE "synq acceptq\n" },
	{ PARSE_REQUIRED, 2, TITLE "LOCAL\n" },
	{ PARSE_TWICE, 2, TITLE "local synq synq\n" },
	{ PARSE_TRUNCATED, 2, TITLE "local synq" },
	{ PARSE_TRUNCATED, 3, TITLE "local synq\n1.1.1.1:1 2" },
	{ PARSE_TRUNCATED, 3, TITLE "local synq\n " },
	{ PARSE_FEW, 3, TITLE "local synq\n\n" },
	{ PARSE_FEW, 3, TITLE "local synq\n1.1.1.1:1\n" },
	{ PARSE_FEW, 4, TITLE "local synq\na 1\nb\n" },
	{ PARSE_MANY, 3, TITLE "local synq\n1.1.1.1:1 2 3\n" },
	{ PARSE_NUMBER, 3, TITLE "local synq\na 0x10\n" },
	{ PARSE_NUMBER, 3, TITLE "local synq\na -1\n" },
	{ PARSE_NUMBER, 3, TITLE "local synq\na +1\n" },
	{ PARSE_NUMBER, 3, TITLE "local synq\na 1.5\n" },
	{ PARSE_NUMBER, 3, TITLE "local synq\na 1k\n" },
	{ PARSE_NUMBER, 3, TITLE "local synq\na --\n" },
	{ PARSE_NUMBER, 3, TITLE "local synq\na 99999999999999999999x\n" },
	{ PARSE_RANGE, 3, TITLE "local synq\na 18446744073709551616\n" },
	{ PARSE_RANGE, 3, TITLE "local synq\na 99999999999999999999999999\n" },
	{ PARSE_BYTE, 1, "# listenq-listeners 1\r\n" },
	{ PARSE_BYTE, 2, TITLE "local\v\n" },
	{ PARSE_BYTE, 3, TITLE "local synq\n\033[31m 1\n" },
	{ PARSE_BYTE, 3, TITLE "local synq\n\303\251 1\n" },
	{ PARSE_BYTE, 3, TITLE "local synq\n\177 1\n" },
};

static void each_error_has_its_status_and_line(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(wrong); i++)
		assert_fails(wrong[i].text, strlen(wrong[i].text),
			     wrong[i].status, wrong[i].line);
}

static void nul_bytes_are_errors(void **state)
{
	static const char in_row[] = TITLE "local synq\na\0 1\n";
	static const char zeros[64];
	static const char lines[] = "\0\n\0\n";

	(void)state;
	assert_fails(in_row, sizeof(in_row) - 1, PARSE_BYTE, 3);
	assert_fails(zeros, sizeof(zeros), PARSE_TRUNCATED, 1);
	assert_fails(lines, sizeof(lines) - 1, PARSE_BYTE, 1);
}

static char *header_of(size_t tokens)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	fputs(TITLE "local", out);
	while (--tokens)
		fputs(" x", out);
	fputc('\n', out);
	fclose(out);
	return text;
}

static void a_header_can_be_too_wide(void **state)
{
	struct fixture f;
	char *text;

	(void)state;
	text = header_of(512);
	f = parse(text);
	assert_int_equal(f.result.status, PARSE_OK);
	release(&f);
	free(text);
	text = header_of(513);
	assert_fails(text, strlen(text), PARSE_WIDE, 2);
	free(text);
}

static void every_status_has_a_message(void **state)
{
	int i;

	(void)state;
	for (i = PARSE_OK; i <= PARSE_MEMORY; i++)
		assert_non_null(parse_message((enum parse_status)i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_parsed),
		cmocka_unit_test(a_table_may_have_no_rows),
		cmocka_unit_test(dash_is_unknown_and_missing_is_absent),
		cmocka_unit_test(columns_are_found_by_token),
		cmocka_unit_test(blanks_may_align_columns),
		cmocka_unit_test(numbers_have_64_bits),
		cmocka_unit_test(every_column_is_parsed),
		cmocka_unit_test(many_rows),
		cmocka_unit_test(each_error_has_its_status_and_line),
		cmocka_unit_test(nul_bytes_are_errors),
		cmocka_unit_test(a_header_can_be_too_wide),
		cmocka_unit_test(every_status_has_a_message),
	};

	return cmocka_run_group_tests_name("parse", tests, NULL, NULL);
}
