// SPDX-License-Identifier: GPL-2.0-only
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "lib/endpoint_pattern.h"
#include "lib/escape.h"
#include "lib/number.h"

#define IPV4_PREFIX 96			/* of ::ffff:0.0.0.0 */

static int parse_port(const char **text, uint16_t *port)
{
	uint64_t n;

	if (number_scan(text, &n) || !n || n > UINT16_MAX)
		return -ERANGE;
	*port = (uint16_t)n;
	return 0;
}

static int parse_range(const char **text, struct port_range *range)
{
	int err = parse_port(text, &range->first);

	range->last = range->first;
	if (!err && **text == '-') {
		(*text)++;
		err = parse_port(text, &range->last);
	}
	return err ?: range->first > range->last ? -ERANGE : 0;
}

static int parse_ports(const char *text, struct endpoint_pattern *pattern)
{
	int err;

	for (;;) {
		if (pattern->nranges == PORT_RANGES_MAX)
			return -E2BIG;
		err = parse_range(&text, &pattern->range[pattern->nranges]);
		if (err)
			return err;
		pattern->nranges++;
		if (!*text)
			return 0;
		if (*text++ != ',')
			return -ERANGE;
	}
}

/* Reads what follows the slash, if there is one, and cuts it off. */
static bool parse_prefix(char *text, unsigned int bits, unsigned int *prefix)
{
	char *slash = strchr(text, '/');
	uint64_t n;

	*prefix = bits;
	if (!slash)
		return true;
	*slash = '\0';
	if (!number_parse(slash + 1, &n) || n > bits)
		return false;
	*prefix = (unsigned int)n;
	return true;
}

static bool parse_network(char *text, struct endpoint_pattern *pattern)
{
	bool is_ipv4 = !strchr(text, ':');
	struct in_addr ipv4;

	if (!parse_prefix(text, is_ipv4 ? 32 : 128, &pattern->prefix))
		return false;
	if (!is_ipv4)
		return inet_pton(AF_INET6, text, &pattern->network) == 1;
	if (inet_pton(AF_INET, text, &ipv4) != 1)
		return false;
	pattern->prefix += IPV4_PREFIX;
	pattern->network.s6_addr[10] = 0xff;
	pattern->network.s6_addr[11] = 0xff;
	memcpy(&pattern->network.s6_addr[12], &ipv4, sizeof(ipv4));
	return true;
}

/* Removes the brackets of "[::1]", "[fd00::/8]" or "[fd00::]/8". */
static bool unwrap(char *text)
{
	char *end = strchr(text, ']');

	if (text[0] != '[')
		return true;
	if (!end || !memchr(text, ':', (size_t)(end - text)) ||
	    (end[1] && end[1] != '/'))
		return false;
	memmove(end, end + 1, strlen(end + 1) + 1);
	memmove(text, text + 1, strlen(text + 1) + 1);
	return true;
}

static bool parse_address(const char *text, size_t length,
			  struct endpoint_pattern *pattern)
{
	char copy[INET6_ADDRSTRLEN + sizeof("[]/128")];

	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	pattern->has_address = unwrap(copy) && parse_network(copy, pattern);
	return pattern->has_address;
}

static bool is_star(const char *text, size_t length)
{
	return length == 1 && *text == '*';
}

/*
 * Tries the whole text as an address first: in "::1" no port follows the colon.
 */
static int parse_without_device(const char *text,
				struct endpoint_pattern *pattern)
{
	const char *colon = strrchr(text, ':');
	size_t length = colon ? (size_t)(colon - text) : 0;

	if (parse_address(text, strlen(text), pattern) ||
	    is_star(text, strlen(text)))
		return 0;
	pattern->network = in6addr_any;
	pattern->prefix = 0;
	if (length && !is_star(text, length) &&
	    !parse_address(text, length, pattern))
		return -EINVAL;
	if (!colon && (!*text || text[strspn(text, "0123456789,-")] ||
		       *text == '-' || *text == ','))
		return -EINVAL;
	return parse_ports(colon ? colon + 1 : text, pattern);
}

static bool parse_device(const char *text, size_t length,
			 struct endpoint_pattern *pattern)
{
	char name[ESCAPED_SIZE(IF_NAMESIZE)];

	if (length >= sizeof(name))
		return false;
	unescape(name, text, length);
	if (!name[0] || strlen(name) >= sizeof(pattern->dev))
		return false;
	strcpy(pattern->dev, name);
	return true;
}

/* Takes "%DEVICE" out of the text, which ends before a port or a bracket. */
int endpoint_pattern_parse(const char *text, struct endpoint_pattern *pattern)
{
	const char *percent = strchr(text, '%'), *end;
	char rest[INET6_ADDRSTRLEN + 6 * PORT_RANGES_MAX];
	int n;

	*pattern = (struct endpoint_pattern){ .prefix = 0 };
	if (!percent)
		return parse_without_device(text, pattern);
	end = percent + strcspn(percent, ":]");
	n = snprintf(rest, sizeof(rest), "%.*s%s", (int)(percent - text), text,
		     end);
	if (n < 0 || (size_t)n >= sizeof(rest) ||
	    !parse_device(percent + 1, (size_t)(end - percent - 1), pattern))
		return -EINVAL;
	return *rest ? parse_without_device(rest, pattern) : 0;
}

static bool same_bits(const struct in6_addr *a, const struct in6_addr *b,
		      unsigned int bits)
{
	unsigned int rest = bits % 8, bytes = bits / 8;

	if (memcmp(a, b, bytes) != 0)
		return false;
	return !rest ||
	       !((a->s6_addr[bytes] ^ b->s6_addr[bytes]) >> (8 - rest));
}

static bool has_address(const struct endpoint_pattern *pattern,
			const struct endpoint *endpoint)
{
	return !pattern->has_address ||
	       (endpoint->has_address &&
		same_bits(&pattern->network, &endpoint->address,
			  pattern->prefix));
}

static bool has_port(const struct endpoint_pattern *pattern,
		     const struct endpoint *endpoint)
{
	unsigned int i;

	for (i = 0; i < pattern->nranges; i++)
		if (endpoint->has_port &&
		    endpoint->port >= pattern->range[i].first &&
		    endpoint->port <= pattern->range[i].last)
			return true;
	return !pattern->nranges;
}

bool endpoint_pattern_matches(const struct endpoint_pattern *pattern,
			      const struct endpoint *endpoint)
{
	if (pattern->dev[0] && strcmp(pattern->dev, endpoint->dev) != 0)
		return false;
	return has_port(pattern, endpoint) && has_address(pattern, endpoint);
}
