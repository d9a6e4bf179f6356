// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>

#include "lib/number.h"
#include "proc/inode.h"

static void digits_are_read_and_stepped_over(void **state)
{
	const char *text = "0123:4";
	uint64_t n;

	(void)state;
	assert_int_equal(number_scan(&text, &n), 0);
	assert_int_equal(n, 123);
	assert_string_equal(text, ":4");
	assert_int_equal(number_scan(&text, &n), -EINVAL);
	assert_string_equal(text, ":4");
}

static void numbers_beyond_64_bits_are_out_of_range(void **state)
{
	const char *text = "18446744073709551616x";
	uint64_t n;

	(void)state;
	assert_true(number_parse("18446744073709551615", &n));
	assert_true(n == UINT64_MAX);
	assert_int_equal(number_scan(&text, &n), -ERANGE);
	assert_string_equal(text, "x");
}

static void a_number_has_no_sign_and_no_blanks(void **state)
{
	static const char *const texts[] = { "", "-", "-1", "+1", " 1", "1 ", "1.0", "0x1" };
	uint64_t n;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(texts); i++)
		assert_false(number_parse(texts[i], &n));
}

static void a_link_shows_the_type_and_the_inode(void **state)
{
	static const char *const others[] = {
		"socket:[]", "socket:[12", "socket:[12]x", "socket:[x]", "socket:12",
		"pipe:[12]", "socket", "/dev/null", "",
	};
	uint64_t inode;
	size_t i;

	(void)state;
	assert_true(inode_of_link("socket:[4026531840]", "socket", &inode));
	assert_true(inode == 4026531840);
	assert_true(inode_of_link("net:[7]", "net", &inode));
	for (i = 0; i < ARRAY_SIZE(others); i++)
		assert_false(inode_of_link(others[i], "socket", &inode));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_are_read_and_stepped_over),
		cmocka_unit_test(numbers_beyond_64_bits_are_out_of_range),
		cmocka_unit_test(a_number_has_no_sign_and_no_blanks),
		cmocka_unit_test(a_link_shows_the_type_and_the_inode),
	};

	return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
