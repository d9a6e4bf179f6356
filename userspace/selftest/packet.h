/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * TCP segments of clients that do not exist: client i of a crowd has the address
 * source + i, and a port and an initial sequence number that follow from the
 * seed and i, so that any later run can speak for it. Shared with the traffic
 * generator of the tests (tests/vm/traffic).
 */
#ifndef PACKET_H
#define PACKET_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

/* IPv4 or IPv6, whichever the address that was given is. */
union addr {
	struct sockaddr sa;
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;
};

/* Returns false if the text is no address. */
bool addr_parse(union addr *addr, const char *text, unsigned int port);
socklen_t addr_len(const union addr *addr);

struct crowd {
	union addr source;
	union addr server;
	uint32_t seed;
};

struct segment {
	uint32_t seq, ack;
	uint8_t flags;
	unsigned int payload;	/* bytes of data, SEGMENT_PAYLOAD_MAX at most */
};

#define SEGMENT_PAYLOAD_MAX 1400

uint16_t crowd_port(const struct crowd *crowd, unsigned long i);
uint32_t crowd_isn(const struct crowd *crowd, unsigned long i);

/*
 * Returns which client a segment from the server is for; -1 if for none of
 * them.
 */
long crowd_find(const struct crowd *crowd, const void *packet, size_t len,
		struct segment *segment);

/* Returns a raw socket of the family, -1 with errno on failure. */
int sender_open(int family);

/* Returns false with errno on failure. */
bool sender_send(int fd, const struct crowd *crowd, unsigned long i,
		 const struct segment *segment);

/*
 * Tells the server by ICMP that client i cannot be reached, in answer to a
 * segment with that sequence number. Returns false with errno on failure.
 */
bool sender_send_unreachable(int fd, const struct crowd *crowd, unsigned long i,
			     uint32_t seq);

#endif /* PACKET_H */
