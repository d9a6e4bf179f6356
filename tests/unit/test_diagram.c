// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <math.h>
#include <stdio.h>

#include "listener/transition_rate.h"
#include "view/diagram.h"

static char drawn[32768];
static struct value number[STATES_NCOLUMNS];
static struct transition_rates rates;

static int set_up(void **state)
{
	(void)state;
	memset(number, 0, sizeof(number));
	rates = (struct transition_rates){ .known = true };
	return 0;
}

static const char *draw(bool utf8)
{
	FILE *out = fmemopen(drawn, sizeof(drawn), "w");

	diagram_print(number, &rates, utf8, out);
	fclose(out);
	return drawn;
}

static size_t count(const char *text, const char *word)
{
	size_t n = 0;

	while ((text = strstr(text, word))) {
		text += strlen(word);
		n++;
	}
	return n;
}

/* Every state that can be counted has one place, and CLOSE none. */
static void each_count_is_drawn_once(void **state)
{
	char digits[16];
	size_t i;

	(void)state;
	for (i = STATES_FIRST; i < STATES_END; i++)
		number[i] = (struct value){ { 1000 + i }, VALUE_KNOWN };
	draw(false);
	for (i = STATES_FIRST; i < STATES_END; i++) {
		snprintf(digits, sizeof(digits), " %zu ", 1000 + i);
		assert_int_equal(count(drawn, digits), i != STATES_CLOSE);
		assert_non_null(strstr(drawn, states_format.columns[i].token));
	}
}

/* Each transition that occurred is shown once, on an arrow or below. */
static void each_rate_is_drawn_once(void **state)
{
	size_t from, to, n;

	(void)state;
	for (from = STATES_FIRST; from < STATES_END; from++) {
		for (to = STATES_FIRST; to < STATES_END; to++) {
			rates.per_second[from][to] = 321;
			n = count(draw(false), "321/s");
			rates.per_second[from][to] = 0;
			assert_int_equal(n, 1);
		}
	}
}

static void other_transitions_are_listed(void **state)
{
	(void)state;
	assert_null(strstr(draw(false), "not drawn"));
	rates.per_second[STATES_ESTABLISHED][STATES_CLOSE] = 2.04;
	assert_non_null(strstr(draw(false), "not drawn"));
	assert_non_null(strstr(drawn, "\n  ESTABLISHED -> CLOSE 2.0/s\n"));
}

static const char *rate_as(double rate)
{
	static char text[32];
	int n;

	rates.per_second[STATES_CLOSE][STATES_LISTEN] = rate;
	n = sscanf(strstr(draw(false), "listen()"), "%*[^v]v %31s", text);
	assert_int_equal(n, 1);
	return text;
}

/* Tries states that nobody knows, and an unknown count. */
static void transitions_of_unknown_states_are_listed(void **state)
{
	(void)state;
	rates.per_second[NO_STATE][STATES_LISTEN] = 2;
	rates.per_second[NO_STATE][NO_STATE] = (double)NAN;
	assert_non_null(strstr(draw(false), "\n  - -> LISTEN 2.0/s\n"));
	assert_non_null(strstr(drawn, "\n  - -> - -\n"));
	assert_string_equal(rate_as((double)NAN), "-");
}

static void rates_are_rounded(void **state)
{
	(void)state;
	assert_string_equal(rate_as(0), "0.0/s");
	assert_string_equal(rate_as(0.01), "<0.1/s");
	assert_string_equal(rate_as(0.05), "0.1/s");
	assert_string_equal(rate_as(9.94), "9.9/s");
	assert_string_equal(rate_as(9.95), "10/s");
	assert_string_equal(rate_as(999999), "999999/s");
	assert_string_equal(rate_as(999999.5), "1M/s");
}

static void unknown_counts_are_not_drawn_as_0(void **state)
{
	(void)state;
	rates.known = false;
	number[STATES_TIME_WAIT] = (struct value){ { 0 }, VALUE_UNKNOWN };
	draw(false);
	assert_int_equal(count(drawn, "/s"), 0);
	assert_int_equal(count(drawn, "           - "), 11);
}

static size_t columns_of(const char *line, size_t length)
{
	size_t i, n = 0;

	for (i = 0; i < length; i++)
		n += ((unsigned char)line[i] & 0xc0) != 0x80;
	return n;
}

/* No count may move the frame. */
static void it_fits(bool utf8)
{
	const char *line = draw(utf8);
	size_t length;

	for (; *line; line += length + 1) {
		length = strcspn(line, "\n");
		assert_in_range(columns_of(line, length), 0, 80);
		assert_true(!length || line[length - 1] != ' ');
	}
}

static void huge_counts_fit(void **state)
{
	size_t i, j;

	(void)state;
	for (i = STATES_FIRST; i < STATES_END; i++) {
		number[i] = (struct value){ { UINT64_MAX }, VALUE_KNOWN };
		for (j = STATES_FIRST; j < STATES_END; j++)
			rates.per_second[i][j] = 999999;
	}
	it_fits(false);
	it_fits(true);
	assert_int_equal(count(drawn, "many"), 11);
}

static void the_ascii_diagram_is_ascii(void **state)
{
	const char *c;

	(void)state;
	for (c = draw(false); *c; c++)
		assert_true((unsigned char)*c < 128);
	assert_int_equal(count(drawn, "-->"), 3);
	assert_int_equal(count(draw(true), "▶"), 3);
}

#define TEST(f) cmocka_unit_test_setup(f, set_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_count_is_drawn_once),
		TEST(each_rate_is_drawn_once),
		TEST(other_transitions_are_listed),
		TEST(transitions_of_unknown_states_are_listed),
		TEST(rates_are_rounded),
		TEST(unknown_counts_are_not_drawn_as_0),
		TEST(huge_counts_fit),
		TEST(the_ascii_diagram_is_ascii),
	};

	return cmocka_run_group_tests_name("diagram", tests, NULL, NULL);
}
