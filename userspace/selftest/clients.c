// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "selftest/clients.h"

#define BURST 64		/* packets between two looks */

#define SYN_STEP { "syn", CLIENT_SENT, CLIENT_SENT, TH_SYN, 0, 0, 0 }

static const struct client_step steps[] = {
	{ "again", CLIENT_SENT, CLIENT_SENT, TH_SYN, 0, 0, 0 },
	{ "ack", CLIENT_PENDING, CLIENT_OPEN, TH_ACK, 0, 0, 0 },
	{ "data", CLIENT_PENDING, CLIENT_OPEN, TH_ACK | TH_PUSH, 0, 0, 1 },
	{ "badack", CLIENT_PENDING, CLIENT_PENDING, TH_ACK, 0, 0x12345, 0 },
	{ "rst", CLIENT_PENDING, CLIENT_CLOSED, TH_RST, 0, 0, 0 },
	{ "ackrst", CLIENT_PENDING, CLIENT_CLOSED, TH_ACK, TH_RST, 0, 0 },
	{ "reack", CLIENT_OPEN, CLIENT_OPEN, TH_ACK, 0, 0, 0 },
	{ "push", CLIENT_OPEN, CLIENT_OPEN, TH_ACK | TH_PUSH, 0, 0, 1 },
	{ "kill", CLIENT_OPEN, CLIENT_CLOSED, TH_RST, 0, 0, 0 },
	{ "fin", CLIENT_OPEN, CLIENT_OPEN, TH_FIN | TH_ACK, 0, 0, 0 },
	{ "finack", CLIENT_OPEN, CLIENT_OPEN, TH_FIN | TH_ACK, 0, 1, 0 },
	{ "ackfin", CLIENT_OPEN, CLIENT_OPEN, TH_ACK, 0, 1, 0 },
};

const struct client_step *client_step(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (strcmp(steps[i].name, name) == 0)
			return &steps[i];
	return NULL;
}

bool clients_open(struct clients *clients)
{
	const int family = clients->crowd.server.sa.sa_family;
	int size = 64 << 20;

	clients->tap = -1;
	clients->raw = sender_open(family);
	if (clients->raw < 0)
		return false;
	clients->tap = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC,
			      htons(family == AF_INET ? ETH_P_IP : ETH_P_IPV6));
	if (clients->tap < 0)
		return false;
	setsockopt(clients->tap, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	return true;
}

void clients_close(struct clients *clients)
{
	if (clients->raw >= 0)
		close(clients->raw);
	if (clients->tap >= 0)
		close(clients->tap);
	free(clients->client);
}

static void see(struct clients *clients, const void *packet, size_t len)
{
	struct segment segment;
	struct client *client;
	long i = crowd_find(&clients->crowd, packet, len, &segment);

	i -= (long)clients->first;
	if (i < 0 || i >= (long)clients->count)
		return;
	client = &clients->client[i];
	if (segment.flags & TH_RST) {
		clients->resets++;
	} else if ((segment.flags & (TH_SYN | TH_ACK)) != (TH_SYN | TH_ACK)) {
		clients->others++;
	} else if (client->state == CLIENT_SENT) {
		clients->synacks++;
		client->state = CLIENT_PENDING;
		client->seq = segment.ack;
		client->ack = segment.seq + 1;
	} else {
		clients->resent++;
	}
}

bool clients_look(struct clients *clients)
{
	struct sockaddr_ll from;
	socklen_t size = sizeof(from);
	char packet[2048];
	bool any = false;
	ssize_t len;

	while ((len = recvfrom(clients->tap, packet, sizeof(packet), MSG_DONTWAIT,
			       (struct sockaddr *)&from, &size)) >= 0) {
		any = true;
		if (from.sll_pkttype != PACKET_OUTGOING)
			see(clients, packet, (size_t)len);
		size = sizeof(from);
	}
	return any;
}

static bool settle(struct clients *clients)
{
	return !clients->settle || clients->settle(clients->data);
}

bool clients_look_until_quiet(struct clients *clients)
{
	struct pollfd pollfd = { .fd = clients->tap, .events = POLLIN };

	if (!settle(clients))
		return false;
	while (clients_look(clients) ||
	       poll(&pollfd, 1, clients->quiet_ms) > 0)
		;
	return true;
}

static bool send_one(struct clients *clients, unsigned long i,
		     const struct client_step *step)
{
	struct client *client = &clients->client[i];
	struct segment segment = {
		.flags = step->flags, .payload = step->payload,
		.seq = client->seq,
		.ack = step->flags & TH_ACK ? client->ack + step->wrong : 0,
	};

	client->seq += step->payload + !!(step->flags & TH_FIN);
	client->state = step->to;
	if (clients->send)
		return clients->send(clients, clients->first + i, &segment,
				     step->twin_flags);
	return sender_send(clients->raw, &clients->crowd, clients->first + i,
			   &segment);
}

/* Sends that of one client; after each burst it looks what came. */
static bool send_next(struct clients *clients, unsigned long i,
		      const struct client_step *step, unsigned long n)
{
	if (!send_one(clients, i, step))
		return false;
	if (n % BURST)
		return true;
	if (!settle(clients))
		return false;
	clients_look(clients);
	return true;
}

long clients_take(struct clients *clients, const struct client_step *step,
		  unsigned long n)
{
	unsigned long i, done = 0;

	for (i = 0; i < clients->count && done < n; i++) {
		if (clients->client[i].state != step->from)
			continue;
		if (!send_next(clients, i, step, ++done))
			return -1;
	}
	return clients_look_until_quiet(clients) ? (long)done : -1;
}

long clients_lose(struct clients *clients, unsigned long n)
{
	unsigned long i, done = 0;

	for (i = 0; i < clients->count && done < n; i++) {
		struct client *client = &clients->client[i];

		if (client->state != CLIENT_PENDING)
			continue;
		client->state = CLIENT_CLOSED;
		if (!sender_send_unreachable(clients->raw, &clients->crowd,
					     clients->first + i, client->ack - 1))
			return -1;
		done++;
	}
	return clients_look_until_quiet(clients) ? (long)done : -1;
}

bool clients_add(struct clients *clients, unsigned long n)
{
	unsigned long total = clients->count + n;
	struct client *client = reallocarray(clients->client, total,
					     sizeof(*client));

	if (!client)
		return false;
	clients->client = client;
	for (; clients->count < total; clients->count++)
		client[clients->count] = (struct client){
			.state = CLIENT_SENT,
			.seq = crowd_isn(&clients->crowd,
					 clients->first + clients->count),
		};
	return true;
}

bool clients_syn(struct clients *clients, unsigned long n)
{
	static const struct client_step step = SYN_STEP;
	unsigned long i = clients->count;

	if (!clients_add(clients, n))
		return false;
	for (; i < clients->count; i++)
		if (!send_next(clients, i, &step, ++clients->sent))
			return false;
	return clients_look_until_quiet(clients);
}
