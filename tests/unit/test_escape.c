// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "lib/escape.h"

static void assert_escaped(const char *name, const char *escaped)
{
	char buf[ESCAPED_SIZE(16)];

	assert_ptr_equal(escape(buf, name), buf + strlen(escaped));
	assert_string_equal(buf, escaped);
	unescape(buf, escaped, strlen(escaped));
	assert_string_equal(buf, name);
}

static void names_become_one_word_of_ascii(void **state)
{
	(void)state;
	assert_escaped("", "");
	assert_escaped("eth0", "eth0");
	assert_escaped("(sd-pam)", "(sd-pam)");
	assert_escaped("Web Content", "Web\\040Content");
	assert_escaped("a\\b", "a\\134b");
	assert_escaped("\033[2J", "\\033[2J");
	assert_escaped("caf\303\251", "caf\\303\\251");
	assert_escaped("\177\377\001", "\\177\\377\\001");
}

static void assert_unescaped(const char *text, const char *name)
{
	char buf[16];

	unescape(buf, text, strlen(text));
	assert_string_equal(buf, name);
}

static void other_backslashes_stay(void **state)
{
	(void)state;
	assert_unescaped("\\", "\\");
	assert_unescaped("\\04", "\\04");
	assert_unescaped("\\048", "\\048");
	assert_unescaped("\\400", "\\400");
	assert_unescaped("a\\x20", "a\\x20");
	assert_unescaped("\\\\040", "\\ ");
	assert_unescaped("\\0401", " 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_become_one_word_of_ascii),
		cmocka_unit_test(other_backslashes_stay),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
