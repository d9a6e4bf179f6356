// SPDX-License-Identifier: GPL-2.0-only
#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <string.h>

#include "selftest/packet.h"

bool addr_parse(union addr *addr, const char *text, unsigned int port)
{
	memset(addr, 0, sizeof(*addr));
	if (inet_pton(AF_INET, text, &addr->v4.sin_addr) == 1) {
		addr->sa.sa_family = AF_INET;
		addr->v4.sin_port = htons((uint16_t)port);
		return true;
	}
	if (inet_pton(AF_INET6, text, &addr->v6.sin6_addr) == 1) {
		addr->sa.sa_family = AF_INET6;
		addr->v6.sin6_port = htons((uint16_t)port);
		return true;
	}
	return false;
}

socklen_t addr_len(const union addr *addr)
{
	return addr->sa.sa_family == AF_INET ? sizeof(addr->v4) :
					       sizeof(addr->v6);
}

static uint32_t mix(uint32_t seed, uint32_t i)
{
	uint32_t x = seed * 0x9e3779b9u ^ i;

	x = (x ^ x >> 16) * 0x85ebca6bu;
	x = (x ^ x >> 13) * 0xc2b2ae35u;
	return x ^ x >> 16;
}

uint16_t crowd_port(const struct crowd *crowd, unsigned long i)
{
	return (uint16_t)(1024 + mix(crowd->seed, (uint32_t)i) % (65536 - 1024));
}

uint32_t crowd_isn(const struct crowd *crowd, unsigned long i)
{
	return mix(~crowd->seed, (uint32_t)i);
}

/* The last 32 bits of an address are what counts clients, in both families. */
static uint32_t *low_bits(union addr *addr)
{
	return addr->sa.sa_family == AF_INET ? &addr->v4.sin_addr.s_addr :
					       &addr->v6.sin6_addr.s6_addr32[3];
}

static uint32_t sum(uint32_t sum, const void *data, size_t len)
{
	const uint8_t *byte = data;

	for (; len > 1; len -= 2, byte += 2)
		sum += (uint32_t)(byte[0] << 8 | byte[1]);
	return len ? sum + (uint32_t)(byte[0] << 8) : sum;
}

static uint16_t fold(uint32_t sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	return htons((uint16_t)~((sum & 0xffff) + (sum >> 16)));
}

/* A TCP header with, in a SYN, an MSS; data is zeros. Returns the length. */
static size_t tcp_fill(uint8_t *buffer, const struct segment *segment,
		       uint16_t source, uint16_t dest)
{
	struct tcphdr *tcp = (struct tcphdr *)buffer;
	size_t len = sizeof(*tcp);

	memset(buffer, 0, sizeof(*tcp) + 4 + segment->payload);
	if (segment->flags & TH_SYN) {
		memcpy(buffer + len, "\x02\x04\x05\xa0", 4);
		len += 4;
	}
	tcp->source = htons(source);
	tcp->dest = dest;
	tcp->seq = htonl(segment->seq);
	tcp->ack_seq = htonl(segment->ack);
	tcp->doff = (len / 4) & 0xf;
	tcp->th_flags = segment->flags;
	tcp->window = htons(64240);
	return len + segment->payload;
}

int sender_open(int family)
{
	/* IPPROTO_RAW: the IP header comes from us, in both families. */
	int fd = socket(family, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
	int size = 4 << 20;

	if (fd >= 0)
		setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size));
	return fd;
}

/*
 * Writes the IPv4 header before len bytes of a protocol; returns the sum of the
 * pseudo header.
 */
static uint32_t ip4_fill(struct iphdr *ip, const union addr *from,
			 const union addr *to, uint8_t protocol, size_t len)
{
	/* id, total length and checksum are the kernel's to fill in */
	*ip = (struct iphdr){
		.version = 4, .ihl = 5, .ttl = 64, .protocol = protocol,
		.saddr = from->v4.sin_addr.s_addr,
		.daddr = to->v4.sin_addr.s_addr, .frag_off = htons(IP_DF),
	};
	return sum(sum((uint32_t)(protocol + len), &ip->saddr, 4),
		   &ip->daddr, 4);
}

static uint32_t ip6_fill(struct ip6_hdr *ip, const union addr *from,
			 const union addr *to, uint8_t protocol, size_t len)
{
	memset(ip, 0, sizeof(*ip));
	ip->ip6_vfc = 6 << 4;
	ip->ip6_plen = htons((uint16_t)len);
	ip->ip6_nxt = protocol;
	ip->ip6_hlim = 64;
	ip->ip6_src = from->v6.sin6_addr;
	ip->ip6_dst = to->v6.sin6_addr;
	return sum(sum((uint32_t)(protocol + len), &ip->ip6_src, 16),
		   &ip->ip6_dst, 16);
}

/*
 * Writes the IP header before len bytes of a protocol, and completes the address
 * for sendto(). Returns the sum of the pseudo header.
 */
static uint32_t ip_fill(uint8_t *packet, const union addr *from, union addr *to,
			uint8_t protocol, size_t len)
{
	uint32_t pseudo;

	if (to->sa.sa_family == AF_INET)
		return ip4_fill((struct iphdr *)packet, from, to, protocol, len);
	pseudo = ip6_fill((struct ip6_hdr *)packet, from, to, protocol, len);
	to->v6.sin6_port = 0;	/* a raw socket takes it for a protocol */
	return pseudo;
}

static size_t ip_length(const union addr *addr)
{
	return addr->sa.sa_family == AF_INET ? sizeof(struct iphdr) :
					       sizeof(struct ip6_hdr);
}

static uint16_t port_of(const union addr *addr)
{
	return addr->sa.sa_family == AF_INET ? addr->v4.sin_port :
					       addr->v6.sin6_port;
}

static union addr address_of(const struct crowd *crowd, unsigned long i)
{
	union addr addr = crowd->source;

	*low_bits(&addr) = htonl(ntohl(*low_bits(&addr)) + (uint32_t)i);
	return addr;
}

bool sender_send(int fd, const struct crowd *crowd, unsigned long i,
		 const struct segment *segment)
{
	uint8_t packet[sizeof(struct ip6_hdr) + sizeof(struct tcphdr) + 4 +
		       SEGMENT_PAYLOAD_MAX];
	union addr from = address_of(crowd, i), to = crowd->server;
	size_t head = ip_length(&to), len;
	uint32_t pseudo;
	uint16_t check;

	len = tcp_fill(packet + head, segment, crowd_port(crowd, i),
		       port_of(&to));
	pseudo = ip_fill(packet, &from, &to, IPPROTO_TCP, len);
	check = fold(sum(pseudo, packet + head, len));
	memcpy(packet + head + offsetof(struct tcphdr, check), &check,
	       sizeof(check));
	return sendto(fd, packet, head + len, 0, &to.sa, addr_len(&to)) >= 0;
}

/* What both ICMPs begin with. */
struct unreachable {
	uint8_t type, code;
	uint16_t check;
	uint32_t unused;
};

/* The beginning of a TCP header that an ICMP error returns. */
struct returned {
	uint16_t source, dest;
	uint32_t seq;
};

bool sender_send_unreachable(int fd, const struct crowd *crowd, unsigned long i,
			     uint32_t seq)
{
	uint8_t packet[2 * sizeof(struct ip6_hdr) + sizeof(struct unreachable) +
		       sizeof(struct returned)];
	union addr from = address_of(crowd, i), to = crowd->server, client = from;
	const bool ipv4 = to.sa.sa_family == AF_INET;
	const size_t head = ip_length(&to);
	/* By a host, or by a prohibition: these end connections. */
	struct unreachable icmp = { .type = ipv4 ? 3 : 1, .code = 1 };
	const struct returned tcp = {
		.source = port_of(&to), .dest = htons(crowd_port(crowd, i)),
		.seq = htonl(seq),
	};
	uint8_t *inner = packet + head + sizeof(icmp);
	const size_t len = sizeof(icmp) + head + sizeof(tcp);
	uint32_t pseudo;

	ip_fill(inner, &to, &client, IPPROTO_TCP, sizeof(struct tcphdr));
	if (ipv4)
		((struct iphdr *)inner)->tot_len =
			htons(sizeof(struct iphdr) + sizeof(struct tcphdr));
	memcpy(inner + head, &tcp, sizeof(tcp));
	pseudo = ip_fill(packet, &from, &to, ipv4 ? IPPROTO_ICMP : IPPROTO_ICMPV6,
			 len);
	memcpy(packet + head, &icmp, sizeof(icmp));
	icmp.check = fold(sum(ipv4 ? 0 : pseudo, packet + head, len));
	memcpy(packet + head, &icmp, sizeof(icmp));
	return sendto(fd, packet, head + len, 0, &to.sa, addr_len(&to)) >= 0;
}

long crowd_find(const struct crowd *crowd, const void *packet, size_t len,
		struct segment *segment)
{
	union addr base = crowd->source, from = crowd->server, to = crowd->source;
	const struct iphdr *ip = packet;
	const struct ip6_hdr *ip6 = packet;
	const struct tcphdr *tcp;
	uint16_t port;
	long i;

	if (len >= sizeof(*ip) && ip->version == 4 &&
	    ip->protocol == IPPROTO_TCP) {
		from.v4.sin_addr.s_addr = ip->saddr;
		to.v4.sin_addr.s_addr = ip->daddr;
		tcp = (const void *)((const char *)packet + ip->ihl * 4);
		port = crowd->server.v4.sin_port;
	} else if (len >= sizeof(*ip6) && ip->version == 6 &&
		   ip6->ip6_nxt == IPPROTO_TCP) {
		from.v6.sin6_addr = ip6->ip6_src;
		to.v6.sin6_addr = ip6->ip6_dst;
		tcp = (const void *)(ip6 + 1);
		port = crowd->server.v6.sin6_port;
	} else {
		return -1;
	}
	if ((const char *)(tcp + 1) > (const char *)packet + len ||
	    tcp->source != port || memcmp(&from, &crowd->server, addr_len(&from)))
		return -1;
	i = (long)ntohl(*low_bits(&to)) - (long)ntohl(*low_bits(&base));
	*low_bits(&to) = *low_bits(&base);
	if (memcmp(&to, &base, addr_len(&to)) || i < 0 ||
	    ntohs(tcp->dest) != crowd_port(crowd, (unsigned long)i))
		return -1;
	*segment = (struct segment){ .seq = ntohl(tcp->seq),
				     .ack = ntohl(tcp->ack_seq),
				     .flags = tcp->th_flags };
	return i;
}
