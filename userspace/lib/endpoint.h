/* SPDX-License-Identifier: GPL-2.0-only */
/* An address, a device and a port, as tables show and users type them. */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <net/if.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include "lib/escape.h"

struct endpoint {
	struct in6_addr address;	/* IPv4 as ::ffff:a.b.c.d */
	char dev[IF_NAMESIZE];		/* "": none */
	uint16_t port;
	bool has_address;
	bool has_port;
};

/*
 * Parses "80", ":80", "127.0.0.1", "127.0.0.1:80", "::1", "[::1]" or
 * "[::1]:80", each also with a device before the port: "%eth0:80",
 * "127.0.0.1%eth0", "[fe80::1]%eth0:80" or "[fe80::1%eth0]:80". Returns 0,
 * -EINVAL if it is not an endpoint, -ERANGE if only the port is invalid; the
 * rest is then parsed nevertheless.
 */
int endpoint_parse(const char *text, struct endpoint *endpoint);

#define ENDPOINT_TEXT_SIZE \
	(INET6_ADDRSTRLEN + sizeof("[]%:65535") + ESCAPED_SIZE(IF_NAMESIZE))

/*
 * Writes address, device and port as the module does: "127.0.0.1:80",
 * "[::1]:80", "[fe80::1]%eth0:80".
 */
void endpoint_text(const struct endpoint *endpoint,
		   char text[ENDPOINT_TEXT_SIZE]);

/* Compares by port, address and device; below 0, 0 or above 0. */
int endpoint_compare(const struct endpoint *a, const struct endpoint *b);

#endif /* ENDPOINT_H */
