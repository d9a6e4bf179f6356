// SPDX-License-Identifier: GPL-2.0
/*
 * A crowd of clients that do not exist: raw segments out, parsed segments in.
 * Client i has the address source + i, and a port and an initial sequence
 * number computed from the seed and i, so that any later run can speak for it.
 */
#include "traffic.h"

#include <arpa/inet.h>
#include <netinet/ip.h>
#include <netinet/ip6.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

static uint32_t mix(uint32_t seed, uint32_t i)
{
	uint32_t x = seed * 0x9e3779b9u ^ i;

	x = (x ^ x >> 16) * 0x85ebca6bu;
	x = (x ^ x >> 13) * 0xc2b2ae35u;
	return x ^ x >> 16;
}

uint16_t crowd_port(const struct crowd *crowd, unsigned int i)
{
	return 1024 + mix(crowd->seed, i) % (65536 - 1024);
}

uint32_t crowd_isn(const struct crowd *crowd, unsigned int i)
{
	return mix(~crowd->seed, i);
}

void crowd_init(struct crowd *crowd, const char *server, unsigned int port,
		const char *source, unsigned long seed)
{
	address(&crowd->server, server, port);
	if (!source)
		source = crowd->server.sa.sa_family == AF_INET ? "10.128.0.1" : "fd02::1";
	address(&crowd->source, source, 0);
	if (crowd->source.sa.sa_family != crowd->server.sa.sa_family)
		die("source and server are of different families");
	crowd->seed = seed;
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
		sum += byte[0] << 8 | byte[1];
	return len ? sum + (byte[0] << 8) : sum;
}

static uint16_t fold(uint32_t sum)
{
	sum = (sum & 0xffff) + (sum >> 16);
	return htons(~((sum & 0xffff) + (sum >> 16)));
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
	tcp->doff = len / 4;
	tcp->th_flags = segment->flags;
	tcp->window = htons(64240);
	return len + segment->payload;
}

int sender_open(const struct crowd *crowd)
{
	/* IPPROTO_RAW: the IP header comes from us, in both families. */
	int fd = socket(crowd->server.sa.sa_family, SOCK_RAW, IPPROTO_RAW);
	int size = 4 << 20;

	if (fd < 0)
		die("raw socket: %m");
	setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size));
	return fd;
}

void sender_send(int fd, const struct crowd *crowd, unsigned int i,
		 const struct segment *segment)
{
	uint8_t packet[sizeof(struct ip6_hdr) + sizeof(struct tcphdr) + 4 + 1500];
	union addr from = crowd->source, to = crowd->server;
	struct tcphdr *tcp;
	uint32_t pseudo;
	size_t head, len;
	uint16_t port;

	if (segment->payload > 1400)
		die("too much data for one segment");
	*low_bits(&from) = htonl(ntohl(*low_bits(&from)) + i);
	if (to.sa.sa_family == AF_INET) {
		struct iphdr *ip = (struct iphdr *)packet;

		head = sizeof(*ip);
		port = to.v4.sin_port;
		len = tcp_fill(packet + head, segment, crowd_port(crowd, i), port);
		/* id, total length and checksum are the kernel's to fill in */
		*ip = (struct iphdr){ .version = 4, .ihl = 5, .ttl = 64,
			.protocol = IPPROTO_TCP, .saddr = from.v4.sin_addr.s_addr,
			.daddr = to.v4.sin_addr.s_addr, .frag_off = htons(IP_DF) };
		pseudo = sum(sum(IPPROTO_TCP + len, &ip->saddr, 4), &ip->daddr, 4);
	} else {
		struct ip6_hdr *ip = (struct ip6_hdr *)packet;

		head = sizeof(*ip);
		port = to.v6.sin6_port;
		len = tcp_fill(packet + head, segment, crowd_port(crowd, i), port);
		memset(ip, 0, sizeof(*ip));
		ip->ip6_vfc = 6 << 4;
		ip->ip6_plen = htons(len);
		ip->ip6_nxt = IPPROTO_TCP;
		ip->ip6_hlim = 64;
		ip->ip6_src = from.v6.sin6_addr;
		ip->ip6_dst = to.v6.sin6_addr;
		pseudo = sum(sum(IPPROTO_TCP + len, &ip->ip6_src, 16), &ip->ip6_dst, 16);
		to.v6.sin6_port = 0;	/* a raw socket takes it for a protocol */
	}
	tcp = (struct tcphdr *)(packet + head);
	tcp->check = fold(sum(pseudo, tcp, len));
	if (sendto(fd, packet, head + len, 0, &to.sa, address_len(&to)) < 0)
		die("send: %m");
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

	if (len >= sizeof(*ip) && ip->version == 4 && ip->protocol == IPPROTO_TCP) {
		from.v4.sin_addr.s_addr = ip->saddr;
		to.v4.sin_addr.s_addr = ip->daddr;
		tcp = packet + ip->ihl * 4;
		port = crowd->server.v4.sin_port;
	} else if (len >= sizeof(*ip6) && ip->version == 6 && ip6->ip6_nxt == IPPROTO_TCP) {
		from.v6.sin6_addr = ip6->ip6_src;
		to.v6.sin6_addr = ip6->ip6_dst;
		tcp = (const void *)(ip6 + 1);
		port = crowd->server.v6.sin6_port;
	} else {
		return -1;
	}
	if ((const char *)(tcp + 1) > (const char *)packet + len || tcp->source != port ||
	    memcmp(&from, &crowd->server, address_len(&from)))
		return -1;
	i = ntohl(*low_bits(&to)) - ntohl(*low_bits(&base));
	*low_bits(&to) = *low_bits(&base);
	if (memcmp(&to, &base, address_len(&to)) ||
	    i < 0 || ntohs(tcp->dest) != crowd_port(crowd, i))
		return -1;
	*segment = (struct segment){ .seq = ntohl(tcp->seq), .ack = ntohl(tcp->ack_seq),
				     .flags = tcp->th_flags };
	return i;
}

/* Column `column` (from 0, hexadecimal) of /proc/net/softnet_stat, all CPUs. */
static unsigned long softnet(int column)
{
	FILE *file = fopen("/proc/net/softnet_stat", "r");
	unsigned long total = 0;
	char line[512], *word;
	int i;

	if (!file)
		die("/proc/net/softnet_stat: %m");
	while (fgets(line, sizeof(line), file)) {
		word = strtok(line, " \n");
		for (i = 0; word && i < column; i++)
			word = strtok(NULL, " \n");
		total += word ? strtoul(word, NULL, 16) : 0;
	}
	fclose(file);
	return total;
}

unsigned long softnet_dropped(void)
{
	return softnet(1);
}

/*
 * A veth hands its packets to a per-CPU backlog of netdev_max_backlog packets
 * and loses what does not fit. So senders pause after every few packets until
 * the backlogs are empty (column 12, since 5.10), and check in the end that
 * nothing was dropped.
 */
void sender_settle(void)
{
	while (softnet(11))
		sched_yield();
}
