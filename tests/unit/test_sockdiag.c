// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <stdio.h>

#include "table/sockdiag.h"

struct message {
	struct nlmsghdr head;
	struct inet_diag_msg listener;
	struct rtattr attribute;
	uint8_t v6only;
	uint8_t padding[3];
};

#define BARE NLMSG_LENGTH(sizeof(struct inet_diag_msg))

static struct message message_of(int af, const char *address, uint16_t port)
{
	struct message m = {
		.head = {
			.nlmsg_type = SOCK_DIAG_BY_FAMILY, .nlmsg_len = BARE,
		},
		.listener = {
			.idiag_family = (uint8_t)af, .idiag_rqueue = 3,
			.idiag_wqueue = 128, .idiag_uid = 33,
			.idiag_inode = 1005,
			.id = {
				.idiag_sport = htons(port),
				.idiag_cookie = { 0x1a, 0 },
			},
		},
	};

	inet_pton(af, address, m.listener.id.idiag_src);
	return m;
}

static void add_v6only(struct message *m, uint8_t v6only)
{
	m->attribute.rta_type = INET_DIAG_SKV6ONLY;
	m->attribute.rta_len = RTA_LENGTH(1);
	m->v6only = v6only;
	m->head.nlmsg_len = sizeof(*m);
}

/* Copies the message to its exact size: the sanitizer sees a read beyond. */
static void assert_row(const struct message *m, const char *expected)
{
	char *copy = exact_copy((const char *)m, m->head.nlmsg_len);
	char row[256] = "";
	FILE *out = fmemopen(row, sizeof(row), "w");

	sockdiag_write_row((const struct nlmsghdr *)copy, out);
	fclose(out);
	assert_string_equal(row, expected);
	free(copy);
}

static void an_ipv4_listener_is_a_row(void **state)
{
	struct message m = message_of(AF_INET, "10.1.0.1", 8080);

	(void)state;
	assert_row(&m, "10.1.0.1:8080 ipv4 3 129 128 33 1005 1a -\n");
}

static void an_ipv6_listener_is_a_row(void **state)
{
	struct message m = message_of(AF_INET6, "fd01::1", 80);

	(void)state;
	assert_row(&m, "[fd01::1]:80 - 3 129 128 33 1005 1a -\n");
	add_v6only(&m, 0);
	assert_row(&m, "[fd01::1]:80 dual 3 129 128 33 1005 1a -\n");
	add_v6only(&m, 1);
	assert_row(&m, "[fd01::1]:80 ipv6 3 129 128 33 1005 1a -\n");
	m.attribute.rta_type = INET_DIAG_TOS;
	assert_row(&m, "[fd01::1]:80 - 3 129 128 33 1005 1a -\n");
}

static void the_device_is_shown(void **state)
{
	struct message m = message_of(AF_INET, "0.0.0.0", 80);

	(void)state;
	m.listener.id.idiag_if = if_nametoindex("lo");
	assert_row(&m, "0.0.0.0%lo:80 ipv4 3 129 128 33 1005 1a lo\n");
	m.listener.id.idiag_if = UINT32_MAX;
	assert_row(&m, "0.0.0.0%if4294967295:80 ipv4 3 129 128 33 1005 1a "
		       "if4294967295\n");
	m = message_of(AF_INET6, "fe80::1", 80);
	m.listener.id.idiag_if = if_nametoindex("lo");
	add_v6only(&m, 1);
	assert_row(&m, "[fe80::1]%lo:80 ipv6 3 129 128 33 1005 1a lo\n");
}

static void the_largest_numbers_fit(void **state)
{
	struct message m = message_of(AF_INET, "0.0.0.0", 65535);

	(void)state;
	m.listener.idiag_rqueue = UINT32_MAX;
	m.listener.idiag_wqueue = UINT32_MAX;
	m.listener.idiag_uid = UINT32_MAX;
	m.listener.idiag_inode = 0;
	m.listener.id.idiag_cookie[0] = UINT32_MAX;
	m.listener.id.idiag_cookie[1] = 1;
	assert_row(&m, "0.0.0.0:65535 ipv4 4294967295 4294967296 4294967295 "
		       "4294967295 - 1ffffffff -\n");
}

static void other_messages_are_skipped(void **state)
{
	struct message m = message_of(AF_INET, "10.1.0.1", 80);

	(void)state;
	m.head.nlmsg_len = BARE - 1;
	assert_row(&m, "");
	m.head.nlmsg_len = NLMSG_LENGTH(0);
	assert_row(&m, "");
	m.head.nlmsg_len = BARE;
	m.head.nlmsg_type = NLMSG_NOOP;
	assert_row(&m, "");
	m.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
	m.listener.idiag_family = AF_UNIX;
	assert_row(&m, "");
}

/* The length of the attribute exceeds the message. */
static void damaged_attributes_are_skipped(void **state)
{
	struct message m = message_of(AF_INET6, "::", 80);

	(void)state;
	add_v6only(&m, 1);
	m.attribute.rta_len = 100;
	assert_row(&m, "[::]:80 - 3 129 128 33 1005 1a -\n");
	m.attribute.rta_len = 0;
	assert_row(&m, "[::]:80 - 3 129 128 33 1005 1a -\n");
	m.attribute.rta_len = RTA_LENGTH(0);
	assert_row(&m, "[::]:80 - 3 129 128 33 1005 1a -\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_ipv4_listener_is_a_row),
		cmocka_unit_test(an_ipv6_listener_is_a_row),
		cmocka_unit_test(the_device_is_shown),
		cmocka_unit_test(the_largest_numbers_fit),
		cmocka_unit_test(other_messages_are_skipped),
		cmocka_unit_test(damaged_attributes_are_skipped),
	};

	return cmocka_run_group_tests_name("sockdiag", tests, NULL, NULL);
}
