/* SPDX-License-Identifier: GPL-2.0-only */
/* A pattern of endpoints: a network, a device, a list of ports, or some of them. */
#ifndef ENDPOINT_PATTERN_H
#define ENDPOINT_PATTERN_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/endpoint.h"

#define PORT_RANGES_MAX 32

struct port_range {
	uint16_t first, last;
};

struct endpoint_pattern {
	struct in6_addr network;	/* IPv4 as ::ffff:a.b.c.d */
	unsigned int prefix;		/* bits of it that count; 0: any address */
	bool has_address;
	char dev[IF_NAMESIZE];		/* "": any, or none */
	unsigned int nranges;		/* 0: any port */
	struct port_range range[PORT_RANGES_MAX];
};

/*
 * Parses "80", ":80", "80,443", "8000-8100", "127.0.0.1", "10.0.0.0/8",
 * "127.0.0.1:80", "*:80", "::1", "[::1]:80", "fd00::/8", "[fd00::/8]:80", each
 * also with a device before the ports: "%eth0:80" or "[fe80::1]%eth0:80".
 * Returns 0, -EINVAL if it is not such a pattern, -ERANGE if only the ports are
 * invalid, -E2BIG if there are more than PORT_RANGES_MAX.
 */
int endpoint_pattern_parse(const char *text, struct endpoint_pattern *pattern);

/* Whether the endpoint has what the pattern includes. */
bool endpoint_pattern_matches(const struct endpoint_pattern *pattern,
			      const struct endpoint *endpoint);

#endif /* ENDPOINT_PATTERN_H */
