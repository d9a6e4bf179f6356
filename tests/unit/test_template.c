// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "explain/paragraph.h"
#include "explain/template.h"
#include "table/duration.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static char said[1024];

static const char *render(const char *template, const struct facts *facts)
{
	FILE *out = fmemopen(said, sizeof(said), "w");

	assert_true(template_can_render(template, facts));
	template_render(template, facts, out);
	fclose(out);
	return said;
}

static void placeholders_are_replaced(void **state)
{
	struct facts f = { .synq = number(1), .cookies = number(2),
			   .drop_age_ms = number(1500) };

	(void)state;
	assert_string_equal(render("none", &f), "none");
	assert_string_equal(render("{synq}", &f), "1");
	assert_string_equal(render("a {synq} b {cookies}.", &f), "a 1 b 2.");
	assert_string_equal(render("{drop_age_ms} ago", &f), "1.5 s ago");
}

static void words_agree_with_the_number(void **state)
{
	struct facts f = { .synq = number(1), .cookies = number(0) };

	(void)state;
	assert_string_equal(render("{synq|SYN was|SYNs were} lost", &f),
			    "1 SYN was lost");
	assert_string_equal(render("{cookies|SYN was|SYNs were} lost", &f),
			    "0 SYNs were lost");
	assert_string_equal(render("there {#synq|is|are} {synq}", &f),
			    "there is 1");
	assert_string_equal(render("{#cookies|is|are}", &f), "are");
	assert_string_equal(render("{synq||s}", &f), "1");
}

static void unknown_facts_cannot_be_rendered(void **state)
{
	struct facts f = { .synq = number(1),
			   .cookies = { .state = VALUE_UNKNOWN } };

	(void)state;
	assert_true(template_can_render("{synq}", &f));
	assert_false(template_can_render("{cookies}", &f));
	assert_false(template_can_render("{synq} {cookies|a|b}", &f));
	assert_false(template_can_render("{#cookies|is|are}", &f));
	assert_false(template_can_render("{expired}", &f));
	assert_false(template_can_render("{no_such_fact}", &f));
	assert_false(template_can_render("{}", &f));
}

static void durations_are_rounded_down(void **state)
{
	char buf[CELL_SIZE];

	(void)state;
	assert_string_equal(duration_us(0, buf), "0 us");
	assert_string_equal(duration_us(999, buf), "999 us");
	assert_string_equal(duration_us(1000, buf), "1.0 ms");
	assert_string_equal(duration_us(9999, buf), "9.9 ms");
	assert_string_equal(duration_us(999999, buf), "999 ms");
	assert_string_equal(duration_ms(1999, buf), "1.9 s");
	assert_string_equal(duration_ms(119999, buf), "119 s");
	assert_string_equal(duration_ms(120000, buf), "2.0 min");
	assert_string_equal(duration_ms(7199999, buf), "119 min");
	assert_string_equal(duration_ms(7200000, buf), "2.0 h");
	assert_string_equal(duration_ms(172800000, buf), "2.0 d");
	assert_non_null(strstr(duration_us(UINT64_MAX, buf), " d"));
	assert_non_null(strstr(duration_ms(UINT64_MAX, buf), " d"));
}

static const char *paragraph(const char *label, int indent, const char *text)
{
	FILE *out = fmemopen(said, sizeof(said), "w");

	said[0] = '\0';
	paragraph_print(label, indent, text, out);
	fclose(out);
	return said;
}

static void paragraphs_are_wrapped(void **state)
{
	char words[401] = "", *line;
	size_t i;

	(void)state;
	assert_string_equal(paragraph("a", 4, "b c"), "a   b c\n");
	for (i = 0; i < 80; i++)
		strcat(words, "word ");
	words[strlen(words) - 1] = '\0';
	paragraph("  what", 11, words);
	for (line = strtok(said, "\n"), i = 0; line;
	     line = strtok(NULL, "\n"), i++) {
		assert_true(strlen(line) <= PARAGRAPH_WIDTH);
		assert_memory_equal(line, i ? "           word" :
					      "  what     word", 15);
	}
	assert_int_equal(i, 6);
}

static void a_long_word_is_not_cut(void **state)
{
	char word[121];

	(void)state;
	memset(word, 'x', 120);
	word[120] = '\0';
	paragraph("", 2, word);
	assert_int_equal(strlen(said), 2 + 120 + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(placeholders_are_replaced),
		cmocka_unit_test(words_agree_with_the_number),
		cmocka_unit_test(unknown_facts_cannot_be_rendered),
		cmocka_unit_test(durations_are_rounded_down),
		cmocka_unit_test(paragraphs_are_wrapped),
		cmocka_unit_test(a_long_word_is_not_cut),
	};

	return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
