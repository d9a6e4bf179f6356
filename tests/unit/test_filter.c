// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <arpa/inet.h>
#include <errno.h>

#include "lib/failure.h"
#include "listener/filter.h"
#include "listener/listener.h"

static struct holder web[] = {
	{ .inode = 7, .pid = 1, .name = "init" },
	{ .inode = 7, .pid = 40, .name = "nginx" },
	{ .inode = 7, .pid = 41, .name = "systemd-resolve" },
	{ .inode = 7, .pid = 42, .name = "" },
};

static struct listener held_listener(const char *local)
{
	struct listener listener = { .owner = { web, ARRAY_SIZE(web) } };

	endpoint_parse(local, &listener.local);
	return listener;
}

static bool matches(const char *text, const char *local)
{
	struct listener listener = held_listener(local);
	struct filter f;

	assert_int_equal(filter_parse(text, &f), 0);
	return filter_matches(&f, &listener);
}

static void a_port_matches(void **state)
{
	(void)state;
	assert_true(matches("80", "0.0.0.0:80"));
	assert_true(matches(":80", "[::1]:80"));
	assert_true(matches("65535", "1.1.1.1:65535"));
	assert_true(matches("1", "1.1.1.1:1"));
	assert_false(matches(":80", "0.0.0.0:8080"));
	assert_false(matches("80", "-"));
}

static void a_device_matches(void **state)
{
	(void)state;
	assert_true(matches("%eth0", "0.0.0.0%eth0:80"));
	assert_true(matches("%eth0:80", "[fe80::1]%eth0:80"));
	assert_true(matches("0.0.0.0%eth0", "0.0.0.0%eth0:80"));
	assert_true(matches("0.0.0.0%eth0:80", "0.0.0.0%eth0:80"));
	assert_true(matches("fe80::1%eth0", "[fe80::1]%eth0:80"));
	assert_true(matches("[fe80::1]%eth0:80", "[fe80::1]%eth0:80"));
	assert_true(matches("[fe80::1%eth0]:80", "[fe80::1]%eth0:80"));
	assert_true(matches("80", "0.0.0.0%eth0:80"));
	assert_true(matches("0.0.0.0", "0.0.0.0%eth0:80"));
	assert_true(matches("%a%b:80", "0.0.0.0%a%b:80"));
	assert_true(matches("%\033[m", "0.0.0.0%\\033[m:80"));
	assert_true(matches("%\\033[m", "0.0.0.0%\\033[m:80"));
	assert_false(matches("%eth0", "0.0.0.0%eth1:80"));
	assert_false(matches("%eth0", "0.0.0.0:80"));
	assert_false(matches("%eth0:81", "0.0.0.0%eth0:80"));
	assert_false(matches("127.0.0.1%eth0", "0.0.0.0%eth0:80"));
}

static void an_address_matches(void **state)
{
	(void)state;
	assert_true(matches("127.0.0.1", "127.0.0.1:80"));
	assert_true(matches("::1", "[::1]:80"));
	assert_true(matches("[::1]", "[::1]:80"));
	assert_true(matches("0:0:0:0:0:0:0:1", "[::1]:80"));
	assert_true(matches("::", "[::]:80"));
	assert_true(matches("::ffff:127.0.0.1", "127.0.0.1:80"));
	assert_true(matches("127.0.0.1", "[::ffff:127.0.0.1]:80"));
	assert_false(matches("127.0.0.1", "0.0.0.0:80"));
	assert_false(matches("0.0.0.0", "[::]:80"));
	assert_false(matches("::1", "[::]:80"));
	assert_false(matches("::1", "-"));
}

static void address_and_port_match(void **state)
{
	(void)state;
	assert_true(matches("127.0.0.1:80", "127.0.0.1:80"));
	assert_true(matches("[::1]:80", "[::1]:80"));
	assert_false(matches("[::1]:80", "[::1]:81"));
	assert_false(matches("[::1]:80", "[::2]:80"));
	/* Without brackets the whole text is an address. */
	assert_false(matches("::1:80", "[::1]:80"));
	assert_true(matches("::1:80", "[::1:80]:443"));
}

static void one_of_several_ports_matches(void **state)
{
	(void)state;
	assert_true(matches("80,443", "0.0.0.0:443"));
	assert_true(matches(":80,8000-8100", "[::]:8000"));
	assert_true(matches("8000-8100", "0.0.0.0:8100"));
	assert_true(matches("127.0.0.1:1-65535", "127.0.0.1:22"));
	assert_false(matches("8000-8100", "0.0.0.0:8101"));
	assert_false(matches("80,443", "0.0.0.0:81"));
	assert_false(matches("127.0.0.1:80,443", "127.0.0.2:443"));
}

static void a_star_is_any_address(void **state)
{
	(void)state;
	assert_true(matches("*:80", "[::]:80"));
	assert_true(matches("*:80", "127.0.0.1:80"));
	assert_true(matches("*", "127.0.0.1:80"));
	assert_false(matches("*:80", "[::]:81"));
}

static void a_network_matches(void **state)
{
	(void)state;
	assert_true(matches("10.0.0.0/8", "10.255.0.1:80"));
	assert_true(matches("10.1.2.3/8", "10.255.0.1:80"));
	assert_true(matches("10.0.0.0/9:80", "10.127.0.1:80"));
	assert_true(matches("0.0.0.0/0", "1.2.3.4:80"));
	assert_true(matches("10.0.0.1/32", "10.0.0.1:80"));
	assert_true(matches("fd00::/8", "[fdff::1]:80"));
	assert_true(matches("[fd00::/8]:80", "[fdff::1]:80"));
	assert_true(matches("[fd00::]/8:80,81", "[fdff::1]:81"));
	assert_true(matches("::/0", "1.2.3.4:80"));
	assert_false(matches("10.0.0.0/9", "10.128.0.1:80"));
	assert_false(matches("10.0.0.0/9:81", "10.0.0.1:80"));
	assert_false(matches("0.0.0.0/0", "[::1]:80"));
	assert_false(matches("10.0.0.1/32", "10.0.0.0:80"));
	assert_false(matches("fd00::/8", "[fe00::1]:80"));
	assert_false(matches("::/0", "-"));
}

static void too_many_ports_are_an_error(void **state)
{
	char text[4 * PORT_RANGES_MAX + 4] = ":";
	struct filter f;
	size_t i;

	(void)state;
	for (i = 0; i < PORT_RANGES_MAX; i++)
		strcat(text, i ? ",80" : "80");
	assert_int_equal(filter_parse(text, &f), 0);
	strcat(text, ",80");
	assert_int_equal(filter_parse(text, &f), -E2BIG);
}

static void keys_say_what_is_meant(void **state)
{
	struct filter f;

	(void)state;
	assert_true(matches("process=nginx", "0.0.0.0:80"));
	assert_false(matches("process=80", "0.0.0.0:80"));
	assert_true(matches("pid=41", "0.0.0.0:80"));
	assert_false(matches("pid=7", "0.0.0.0:80"));
	assert_int_equal(filter_parse("pid=", &f), -EINVAL);
	assert_int_equal(filter_parse("pid=0", &f), -EINVAL);
	assert_int_equal(filter_parse("pid=x", &f), -EINVAL);
	assert_int_equal(filter_parse("process=", &f), -EINVAL);
	assert_int_equal(filter_parse("netns=", &f), -EINVAL);
	assert_int_equal(filter_parse("netns=web", &f), 0);
	assert_int_equal(f.kind, FILTER_NETNS);
}

static void a_namespace_has_to_match_as_well(void **state)
{
	static char *const words[] = { (char *)"netns=4026531840",
				       (char *)":80", (char *)":443" };
	struct listener listener = held_listener("0.0.0.0:80");
	struct filters filters = { 0 };
	struct failure why = { "" };

	(void)state;
	assert_int_equal(filters_parse(words, 3, &filters, &why), EXIT_OK);
	assert_true(filters.all_namespaces);
	assert_false(filters_match(&filters, &listener));
	listener.netns = number_value(4026531841);
	assert_false(filters_match(&filters, &listener));
	listener.netns = number_value(4026531840);
	assert_true(filters_match(&filters, &listener));
	endpoint_parse("0.0.0.0:81", &listener.local);
	assert_false(filters_match(&filters, &listener));
	filters_free(&filters);

	assert_int_equal(filters_parse(words, 1, &filters, &why), EXIT_OK);
	assert_true(filters_match(&filters, &listener));
	filters_free(&filters);
}

static bool accepted(const char *family, const char *local, int option)
{
	struct listener listener = held_listener(local);
	struct listener_row row = { 0 };
	struct filters filters = { 0 };

	if (family) {
		row.family = text_value(family);
		listener.row = &row;
	}
	assert_true(filters_option(&filters, option));
	return filters_match(&filters, &listener);
}

static void the_family_has_to_match_as_well(void **state)
{
	(void)state;
	assert_true(accepted("ipv4", "0.0.0.0:80", '4'));
	assert_true(accepted("dual", "[::]:80", '4'));
	assert_false(accepted("ipv6", "[::]:80", '4'));
	assert_true(accepted("ipv6", "[::]:80", '6'));
	assert_true(accepted("dual", "[::]:80", '6'));
	assert_false(accepted("ipv4", "0.0.0.0:80", '6'));
	/* Of a table without the column, the address says it. */
	assert_true(accepted(NULL, "127.0.0.1:80", '4'));
	assert_false(accepted(NULL, "127.0.0.1:80", '6'));
	assert_true(accepted(NULL, "[::]:80", '4'));
	assert_false(accepted(NULL, "[::1]:80", '4'));
	assert_false(accepted(NULL, "-", '4'));
}

static void a_process_matches(void **state)
{
	(void)state;
	assert_true(matches("nginx", "0.0.0.0:80"));
	assert_true(matches("init", "0.0.0.0:80"));
	assert_false(matches("ngin", "0.0.0.0:80"));
	assert_false(matches("nginxx", "0.0.0.0:80"));
	assert_false(matches("", "0.0.0.0:80"));
	/* The kernel keeps 15 bytes of a name. */
	assert_true(matches("systemd-resolved", "0.0.0.0:80"));
}

static void other_words_are_processes(void **state)
{
	static const char *const words[] = {
		"", "nginx", "kworker/0:1", "localhost:80", "80:", "[::1",
		"[::zz]:80", "1.2.3:80", "256.0.0.1", "[127.0.0.1]:80",
		"8o", "-1", " 80", "[]", "[", "x::1",
		"%", "x%eth0", "%:80", "[::1%eth0", "[::1%eth0]80", "[::1]%",
		"%sixteen-letters!",
		"1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb:cccc",
	};
	struct filter f;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		assert_int_equal(filter_parse(words[i], &f), 0);
		if (f.kind != FILTER_PROCESS)
			print_error("%s\n", words[i]);
		assert_int_equal(f.kind, FILTER_PROCESS);
	}
}

static void bad_ports_are_errors(void **state)
{
	static const char *const words[] = {
		"0", ":0", "65536", ":65536", "99999999999999999999999",
		":", ":http", ":80x", ": 80", ":+80",
		"127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536",
		"127.0.0.1:http", "[::1]:", "[::1]:x", "[::1]:-1",
		"%eth0:0", "%eth0:", "127.0.0.1%eth0:x", "[::1%eth0]:0",
		"80,", "80,,81", "90-80", "80-", "0-80", "80-65536", ":,80",
		"80-90-100", "*:", "*:x", "10.0.0.0/8:", "[fd00::/8]:0",
	};
	struct filter f;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (filter_parse(words[i], &f) != -ERANGE)
			print_error("%s\n", words[i]);
		assert_int_equal(filter_parse(words[i], &f), -ERANGE);
	}
}

static void one_filter_of_several_has_to_match(void **state)
{
	static char *const words[] = { (char *)":443", (char *)"nginx" };
	struct listener mine = held_listener("0.0.0.0:80");
	struct listener other = { .local = mine.local };
	struct filters filters = { 0 };
	struct failure why = { "" };

	(void)state;
	assert_int_equal(filters_parse(words, 2, &filters, &why), EXIT_OK);
	assert_true(filters_match(&filters, &mine));
	assert_false(filters_match(&filters, &other));
	assert_int_equal(filters_owners(&filters), OWNERS_ALL);
	filters_free(&filters);

	assert_int_equal(filters_parse(words, 1, &filters, &why), EXIT_OK);
	assert_false(filters_match(&filters, &mine));
	assert_int_equal(filters_owners(&filters), OWNERS_NONE);
	filters_free(&filters);

	assert_int_equal(filters_parse(words, 0, &filters, &why), EXIT_OK);
	assert_true(filters_match(&filters, &other));
	filters_free(&filters);
}

static void endpoints_are_sorted_by_port_then_address(void **state)
{
	static const char *const sorted[] = {
		"-", "[::]:22", "0.0.0.0:22", "127.0.0.1:22", "[fe80::1]:22",
		"[::]:80", "[::]%eth0:80", "[::]%eth1:80", "0.0.0.0:443",
	};
	struct endpoint a, b;
	size_t i;

	(void)state;
	for (i = 1; i < ARRAY_SIZE(sorted); i++) {
		endpoint_parse(sorted[i - 1], &a);
		endpoint_parse(sorted[i], &b);
		assert_true(endpoint_compare(&a, &b) < 0);
		assert_true(endpoint_compare(&b, &a) > 0);
		assert_int_equal(endpoint_compare(&b, &b), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_port_matches),
		cmocka_unit_test(a_device_matches),
		cmocka_unit_test(an_address_matches),
		cmocka_unit_test(address_and_port_match),
		cmocka_unit_test(one_of_several_ports_matches),
		cmocka_unit_test(a_star_is_any_address),
		cmocka_unit_test(a_network_matches),
		cmocka_unit_test(too_many_ports_are_an_error),
		cmocka_unit_test(keys_say_what_is_meant),
		cmocka_unit_test(a_namespace_has_to_match_as_well),
		cmocka_unit_test(the_family_has_to_match_as_well),
		cmocka_unit_test(a_process_matches),
		cmocka_unit_test(other_words_are_processes),
		cmocka_unit_test(bad_ports_are_errors),
		cmocka_unit_test(one_filter_of_several_has_to_match),
		cmocka_unit_test(endpoints_are_sorted_by_port_then_address),
	};

	return cmocka_run_group_tests_name("filter", tests, NULL, NULL);
}
