// SPDX-License-Identifier: GPL-2.0-only
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lib/endpoint.h"
#include "lib/number.h"

#define DIGITS "0123456789"

static bool parse_ipv4(const char *text, struct in6_addr *address)
{
	static const struct in6_addr mapped = {
		.s6_addr = { [10] = 0xff, [11] = 0xff }
	};

	*address = mapped;
	return inet_pton(AF_INET, text, &address->s6_addr[12]) == 1;
}

static bool parse_address(const char *text, size_t length,
			  struct in6_addr *address)
{
	char copy[INET6_ADDRSTRLEN];

	if (length > 1 && text[0] == '[' && text[length - 1] == ']') {
		text++;
		length -= 2;
		if (!memchr(text, ':', length))
			return false;
	}
	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	return parse_ipv4(copy, address) ||
	       inet_pton(AF_INET6, copy, address) == 1;
}

static int parse_port(const char *text, uint16_t *port)
{
	uint64_t n;

	if (!number_parse(text, &n) || !n || n > UINT16_MAX)
		return -ERANGE;
	*port = (uint16_t)n;
	return 0;
}

static bool parse_device(const char *text, size_t length, struct endpoint *e)
{
	char name[ESCAPED_SIZE(IF_NAMESIZE)];

	if (length >= sizeof(name))
		return false;
	unescape(name, text, length);
	if (!name[0] || strlen(name) >= sizeof(e->dev))
		return false;
	strcpy(e->dev, name);
	return true;
}

/* Parses what follows the device: nothing, or a colon and a port. */
static int parse_rest(const char *text, struct endpoint *e)
{
	int err;

	if (!*text)
		return 0;
	if (*text != ':')
		return -EINVAL;
	err = parse_port(text + 1, &e->port);
	e->has_port = !err;
	return err;
}

static int parse_with_device(const char *text, const char *percent,
			     struct endpoint *e)
{
	size_t length = (size_t)(percent - text);
	const char *dev = percent + 1;
	bool inside = *text == '[' && percent[-1] != ']';
	const char *end = dev + strcspn(dev, inside ? "]" : ":");

	if (length) {
		e->has_address = parse_address(text + inside, length - inside,
					       &e->address);
		if (!e->has_address)
			return -EINVAL;
	}
	if ((inside && *end != ']') ||
	    !parse_device(dev, (size_t)(end - dev), e))
		return -EINVAL;
	return parse_rest(end + inside, e);
}

/*
 * Tries the whole text as an address first: in "::1" no port follows the colon.
 */
int endpoint_parse(const char *text, struct endpoint *endpoint)
{
	struct endpoint *e = endpoint;
	const char *percent = strchr(text, '%');
	const char *colon = strrchr(text, ':');
	int err;

	*e = (struct endpoint){ .has_port = false };
	if (percent)
		return parse_with_device(text, percent, e);
	e->has_address = parse_address(text, strlen(text), &e->address);
	if (e->has_address)
		return 0;
	if (colon && colon > text) {
		e->has_address = parse_address(text, (size_t)(colon - text),
					       &e->address);
		if (!e->has_address)
			return -EINVAL;
	}
	if (!colon && (!*text || text[strspn(text, DIGITS)]))
		return -EINVAL;
	err = parse_port(colon ? colon + 1 : text, &e->port);
	e->has_port = !err;
	return err;
}

void endpoint_text(const struct endpoint *endpoint,
		   char text[ENDPOINT_TEXT_SIZE])
{
	const struct in6_addr *address = &endpoint->address;
	char buf[INET6_ADDRSTRLEN] = "";
	bool is_ipv4 = IN6_IS_ADDR_V4MAPPED(address);

	if (is_ipv4)
		inet_ntop(AF_INET, &address->s6_addr[12], buf, sizeof(buf));
	else
		inet_ntop(AF_INET6, address, buf, sizeof(buf));
	text += sprintf(text, is_ipv4 ? "%s" : "[%s]", buf);
	if (endpoint->dev[0]) {
		*text++ = '%';
		text = escape(text, endpoint->dev);
	}
	sprintf(text, ":%u", endpoint->port);
}

int endpoint_compare(const struct endpoint *a, const struct endpoint *b)
{
	if (a->port != b->port)
		return a->port < b->port ? -1 : 1;
	return memcmp(&a->address, &b->address, sizeof(a->address)) ?:
	       strcmp(a->dev, b->dev);
}
