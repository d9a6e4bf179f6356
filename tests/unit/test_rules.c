// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "explain/facts.h"
#include "explain/predicates.h"
#include "explain/rules.h"
#include "explain/template.h"

static struct value number(uint64_t n)
{
	return (struct value){ .number = n, .state = VALUE_KNOWN };
}

static const struct value unknown = { .state = VALUE_UNKNOWN };

/* An idle listener with a backlog of 128, which the program requested. */
static struct facts calm(void)
{
	struct facts f;
	size_t i;

	for (i = 0; i < NFACTS; i++)
		f.value[i] = number(0);
	f.synq_limit = number(129);
	f.acceptq_limit = number(129);
	f.backlog = number(128);
	f.backlog_asked = number(128);
	f.somaxconn = number(4096);
	f.tcp_syncookies = number(1);
	f.tcp_max_syn_backlog = number(1024);
	f.acceptq_oldest_us = unknown;
	f.cookies_since_ms = unknown;
	f.drop_age_ms = unknown;
	f.accept_age_ms = unknown;
	f.lately_ms = number(60000);
	return f;
}

static const struct rule *nth(size_t i)
{
	return i < rules_what.count ? &rules_what.rule[i] :
				     &rules_advice.rule[i - rules_what.count];
}

static size_t count_all(void)
{
	return rules_what.count + rules_advice.count;
}

static bool says(const struct facts *f, const char *id)
{
	const struct rule *found[RULES_MAX];
	size_t i, n = rules_find(f, found);

	for (i = 0; i < n; i++)
		if (strcmp(found[i]->id, id) == 0)
			return true;
	return false;
}

static void rules_max_is_enough(void **state)
{
	(void)state;
	assert_true(count_all() <= RULES_MAX);
}

static void ids_are_unique(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < count_all(); i++)
		for (j = 0; j < i; j++)
			assert_string_not_equal(nth(i)->id, nth(j)->id);
}

/* Except one, for listeners of which nothing is known. */
static void each_template_has_a_fact(void **state)
{
	enum fact fact;
	const char *at;
	size_t i, lacking = 0;

	(void)state;
	for (i = 0; i < count_all(); i++) {
		at = template_next_fact(nth(i)->template, &fact);
		lacking += !at;
		for (; at; at = template_next_fact(at, &fact))
			assert_true(fact < NFACTS);
	}
	assert_int_equal(lacking, 1);
}

static void an_idle_listener_is_healthy(void **state)
{
	const struct rule *found[RULES_MAX];
	struct facts f = calm();

	(void)state;
	assert_int_equal(rules_find(&f, found), 1);
	assert_string_equal(found[0]->id, "healthy");
}

static void unknown_facts_apply_one_rule(void **state)
{
	const struct rule *found[RULES_MAX];
	struct facts absent = { 0 }, f;
	size_t i;

	(void)state;
	assert_int_equal(rules_find(&absent, found), 1);
	assert_string_equal(found[0]->id, "nothing-known");
	for (i = 0; i < NFACTS; i++)
		f.value[i] = unknown;
	assert_int_equal(rules_find(&f, found), 1);
	assert_string_equal(found[0]->id, "nothing-known");
}

/*
 * Returns random facts: some are unknown, most are close to each other, so that
 * all comparisons occur. With them the next test finds a rule that looks at the
 * number of an unknown fact.
 */
static struct facts any(unsigned int seed)
{
	static const uint64_t numbers[] = { 0, 1, 2, 12, 48, 49, 64, 65, 128,
		129, 4096, 1000000, UINT64_MAX };
	struct facts f;
	size_t i;

	srandom(seed);
	for (i = 0; i < NFACTS; i++) {
		f.value[i] = number(numbers[(size_t)random() %
					    ARRAY_SIZE(numbers)]);
		if (random() % 4 == 0)
			f.value[i].state = VALUE_UNKNOWN;
	}
	return f;
}

/* Changing the number of unknown facts must not change the rules. */
static void no_rule_depends_on_an_unknown_fact(void **state)
{
	const struct rule *a[RULES_MAX], *b[RULES_MAX];
	struct facts f, other;
	unsigned int seed;
	size_t i, n;

	(void)state;
	for (seed = 0; seed < 20000; seed++) {
		f = any(seed);
		other = f;
		for (i = 0; i < NFACTS; i++)
			if (!known(other.value[i]))
				other.value[i].number ^= 0x5555;
		n = rules_find(&f, a);
		assert_in_range(n, 1, RULES_MAX);
		assert_int_equal(n, rules_find(&other, b));
		assert_memory_equal(a, b, n * sizeof(a[0]));
	}
}

static void a_queue_is_full_at_its_limit(void **state)
{
	struct facts f = calm();

	(void)state;
	f.synq = number(128);
	assert_true(says(&f, "synq-near"));
	f.synq = number(129);
	assert_true(says(&f, "synq-full"));
	f.synq = number(103);
	assert_false(says(&f, "synq-near"));
	f.synq = number(104);
	assert_true(says(&f, "synq-near"));
	f.synq_peak60 = number(129);
	assert_true(says(&f, "synq-was-full-lately"));
	assert_false(says(&f, "synq-near"));
}

static void reasons_for_cookies_are_told_apart(void **state)
{
	struct facts f = calm();

	(void)state;
	f.cookies = number(100);
	assert_true(says(&f, "healthy-cookies-before"));
	f.cookies_since_ms = number(5);
	assert_true(says(&f, "cookies-of-other-limit"));
	f.synq_peak = number(129);
	f.cookies_since_ms = unknown;
	assert_true(says(&f, "healthy-cookies-before"));
	f.synq = number(104);
	assert_true(says(&f, "cookies-are-over"));
	assert_true(says(&f, "cookies-none-back"));
	f.synq = number(0);
	f.cookies_since_ms = number(5);
	assert_true(says(&f, "cookies-go-out"));
	f.cookies_back = number(50);
	assert_true(says(&f, "cookies-few-back"));
	f.cookies_back = number(51);
	assert_true(says(&f, "cookies-most-back"));
	f.cookies_back = unknown;
	assert_false(says(&f, "cookies-none-back"));
	f.synq_limit = number(0);
	assert_false(says(&f, "cookies-go-out"));
}

/* On kernels whose SYN queue holds no more than the backlog. */
static void a_backlog_of_0_is_not_cookies_by_choice(void **state)
{
	struct facts f = calm();

	(void)state;
	f.synq_limit = number(0);
	f.cookies = number(7);
	f.cookies_since_ms = number(5);
	assert_true(says(&f, "healthy-cookies-always"));
	f.backlog = number(0);
	f.backlog_asked = number(0);
	assert_false(says(&f, "healthy-cookies-always"));
	assert_true(says(&f, "cookies-of-no-room"));
	f.tcp_syncookies = number(2);
	assert_true(says(&f, "healthy-cookies-always"));
	assert_false(says(&f, "cookies-of-no-room"));
	f.tcp_syncookies = unknown;
	assert_false(says(&f, "healthy-cookies-always"));
	assert_false(says(&f, "cookies-of-no-room"));
}

static void one_cookie_is_not_a_flood(void **state)
{
	struct facts f = calm();

	(void)state;
	f.synq_peak = number(129);
	f.cookies = number(1);
	f.cookies_since_ms = number(59000);
	assert_true(says(&f, "cookies-go-out"));
	assert_false(says(&f, "cookies-none-back"));
	assert_false(says(&f, "filter-flood"));
	f.cookies = number(10);
	assert_true(says(&f, "cookies-none-back"));
	f.cookies_since_ms = number(2999);
	assert_false(says(&f, "cookies-none-back"));
	f.cookies = number(99);
	assert_false(says(&f, "cookies-none-back"));
	f.cookies = number(100);
	assert_true(says(&f, "cookies-none-back"));
	f.cookies = number(10);
	f.cookies_since_ms = unknown;
	f.synq = number(104);
	assert_true(says(&f, "cookies-are-over"));
	assert_true(says(&f, "cookies-none-back"));
	f.cookies = number(9);
	assert_false(says(&f, "cookies-none-back"));
}

static void the_backlog_or_somaxconn_binds(void **state)
{
	struct facts f = calm();

	(void)state;
	f.acceptq = number(129);
	assert_true(says(&f, "limit-own-backlog"));
	assert_true(says(&f, "acceptq-harmless"));
	assert_false(says(&f, "raise-backlog"));
	f.syn_acceptq_full = number(1);
	f.drop_age_ms = number(1);
	assert_true(says(&f, "raise-backlog"));
	assert_false(says(&f, "acceptq-harmless"));
	assert_true(says(&f, "leave-somaxconn"));
	f.backlog_asked = number(129);
	assert_true(says(&f, "limit-somaxconn"));
	assert_true(says(&f, "somaxconn-was-raised"));
	assert_true(says(&f, "listen-again"));
	f.somaxconn = number(128);
	assert_true(says(&f, "somaxconn-cuts-still"));
	assert_true(says(&f, "raise-somaxconn"));
	f.somaxconn = number(127);
	assert_true(says(&f, "somaxconn-was-lowered"));
	/*
	 * For a socket of the kernel no process called listen(), and none holds
	 * it.
	 */
	f.pid = unknown;
	f.backlog_asked = unknown;
	assert_false(says(&f, "somaxconn-was-lowered"));
	f.backlog_asked = number(129);
	f.somaxconn = unknown;
	assert_true(says(&f, "raise-somaxconn-unread"));
	assert_false(says(&f, "somaxconn-was-lowered"));
	f.backlog_asked = unknown;
	assert_true(says(&f, "limit-unclear"));
	/* somaxconn does not cap the backlog of the kernel's own listener. */
	f.backlog_asked = number(5);
	assert_false(says(&f, "limit-own-backlog"));
	assert_false(says(&f, "limit-somaxconn"));
}

/* systemd's Backlog= is 4294967295, which somaxconn cannot be. */
static void a_huge_backlog_asks_for_all_of_somaxconn(void **state)
{
	struct facts f = calm();

	(void)state;
	f.acceptq = number(129);
	f.syn_acceptq_full = number(1);
	f.drop_age_ms = number(1);
	f.backlog_asked = number(UINT32_MAX);
	f.somaxconn = number(128);
	assert_true(says(&f, "raise-somaxconn-for-all"));
	assert_false(says(&f, "raise-somaxconn"));
	f.somaxconn = number(4096);
	assert_true(says(&f, "listen-again-for-all"));
	assert_false(says(&f, "listen-again"));
	assert_false(says(&f, "raise-somaxconn-for-all"));
	f.somaxconn = unknown;
	assert_true(says(&f, "raise-somaxconn-for-all-unread"));
	assert_false(says(&f, "raise-somaxconn-unread"));
	f.somaxconn = number(128);
	f.backlog_asked = number(1 << 20);
	assert_true(says(&f, "raise-somaxconn"));
	f.backlog_asked = number((1 << 20) + 1);
	assert_true(says(&f, "raise-somaxconn-for-all"));
	f.somaxconn = number((1 << 20) + 1);
	assert_true(says(&f, "listen-again"));
	assert_false(says(&f, "listen-again-for-all"));
}

static void the_last_quarter_binds_without_cookies(void **state)
{
	struct facts f = calm();

	(void)state;
	f.synq = number(49);
	f.synq_limit = number(49);
	assert_true(says(&f, "limit-last-quarter"));
	assert_false(says(&f, "limit-synq"));
	/* On kernels whose SYN queue holds no more than the backlog. */
	f.backlog = number(49);
	assert_false(says(&f, "limit-last-quarter"));
	f.tcp_syncookies = number(0);
	f.tcp_max_syn_backlog = number(64);
	assert_true(says(&f, "limit-last-quarter"));
	f.tcp_max_syn_backlog = number(65535);
	assert_false(says(&f, "limit-last-quarter"));
	assert_true(says(&f, "leave-max-syn-backlog-high"));
}

static void accept_is_judged_by_waiting_connections(void **state)
{
	struct facts f = calm();

	(void)state;
	f.acceptq = number(1);
	f.acceptq_oldest_us = number(249999);
	assert_true(says(&f, "healthy"));
	f.acceptq_oldest_us = number(250000);
	assert_true(says(&f, "accept-not-yet"));
	assert_false(says(&f, "accept-never"));
	f.acceptq_oldest_us = number(1000000);
	assert_true(says(&f, "accept-never"));
	assert_false(says(&f, "accept-not-yet"));
	f.listen_age_ms = unknown;
	assert_true(says(&f, "accept-never-seen"));
	f.accepted = number(1);
	assert_false(says(&f, "accept-never-seen"));
	f.accept_age_ms = number(9999);
	assert_true(says(&f, "accept-slow"));
	f.acceptq_oldest_us = number(10000000);
	assert_true(says(&f, "accept-slow"));
	f.accept_age_ms = number(10000);
	assert_true(says(&f, "accept-stopped"));
	assert_false(says(&f, "accept-slow"));
	f.accepted = unknown;
	f.accept_age_ms = unknown;
	assert_false(says(&f, "accept-never"));
	assert_true(says(&f, "accept-untold"));
}

static void drops_are_over_after_a_time(void **state)
{
	struct facts f = calm();

	(void)state;
	f.dropped = number(7);
	f.syn_other = number(7);
	f.drop_age_ms = number(60000);
	assert_true(says(&f, "dropped-lately"));
	assert_true(says(&f, "syn-dropped-other"));
	f.drop_age_ms = number(60001);
	assert_true(says(&f, "healthy-dropped-before"));
	assert_false(says(&f, "syn-dropped-other"));
	f.acceptq = number(129);
	assert_true(says(&f, "dropped-is-over"));
	assert_false(says(&f, "look-for-route"));
	f.lately_ms = number(60001);
	assert_true(says(&f, "dropped-lately"));
	f.drop_age_ms = unknown;
	assert_false(says(&f, "dropped-lately"));
}

static void a_group_is_uneven_if_other_members_are_empty(void **state)
{
	struct facts f = calm();

	(void)state;
	f.acceptq = number(129);
	f.members = number(2);
	f.members_full = number(2);
	assert_false(says(&f, "group-uneven"));
	f.members_full = number(1);
	f.members_empty = number(1);
	assert_true(says(&f, "group-uneven"));
	assert_true(says(&f, "leave-more-members"));
	f.acceptq = number(128);
	assert_false(says(&f, "group-uneven"));
	f.acceptq = number(129);
	f.members = unknown;
	assert_false(says(&f, "group-uneven"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_max_is_enough),
		cmocka_unit_test(ids_are_unique),
		cmocka_unit_test(each_template_has_a_fact),
		cmocka_unit_test(an_idle_listener_is_healthy),
		cmocka_unit_test(unknown_facts_apply_one_rule),
		cmocka_unit_test(no_rule_depends_on_an_unknown_fact),
		cmocka_unit_test(a_queue_is_full_at_its_limit),
		cmocka_unit_test(reasons_for_cookies_are_told_apart),
		cmocka_unit_test(a_backlog_of_0_is_not_cookies_by_choice),
		cmocka_unit_test(one_cookie_is_not_a_flood),
		cmocka_unit_test(the_backlog_or_somaxconn_binds),
		cmocka_unit_test(a_huge_backlog_asks_for_all_of_somaxconn),
		cmocka_unit_test(the_last_quarter_binds_without_cookies),
		cmocka_unit_test(accept_is_judged_by_waiting_connections),
		cmocka_unit_test(drops_are_over_after_a_time),
		cmocka_unit_test(a_group_is_uneven_if_other_members_are_empty),
	};

	return cmocka_run_group_tests_name("rules", tests, NULL, NULL);
}
