/* SPDX-License-Identifier: GPL-2.0-only */
/* An address, a port, or both: what a table shows and a user types. */
#ifndef ENDPOINT_H
#define ENDPOINT_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

struct endpoint {
	struct in6_addr address;	/* IPv4 as ::ffff:a.b.c.d */
	uint16_t port;
	bool has_address;
	bool has_port;
};

/*
 * "80", ":80", "127.0.0.1", "127.0.0.1:80", "::1", "[::1]", "[::1]:80".
 * -EINVAL: no endpoint at all; -ERANGE: one, but its port is none.
 */
int endpoint_parse(const char *text, struct endpoint *endpoint);

#define ENDPOINT_TEXT_SIZE (INET6_ADDRSTRLEN + sizeof("[]:65535"))

/* As the module writes one: "127.0.0.1:80", "[::1]:80". */
void endpoint_text(const struct endpoint *endpoint,
		   char text[ENDPOINT_TEXT_SIZE]);

/* By port, then address. */
int endpoint_compare(const struct endpoint *a, const struct endpoint *b);

/* Whether whole has what the other asks for. */
bool endpoint_matches(const struct endpoint *whole,
		      const struct endpoint *asked);

#endif /* ENDPOINT_H */
