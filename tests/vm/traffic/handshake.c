// SPDX-License-Identifier: GPL-2.0
/*
 * Handshakes of invented clients, step by step as stdin says. An AF_PACKET
 * socket sees what the server answers; this machine's own TCP does not own the
 * addresses and keeps silent. Each command is answered by one line:
 *
 *	syn N		the next N clients send a SYN: "syn N synack M", M of
 *			them got a SYN-ACK
 *	again N		the first N pending send their SYN again
 *	ack N		the first N pending send the final ACK: "ack N"
 *	data N		the same, with one byte of data
 *	badack N	the first N pending send an ACK with a wrong number
 *	rst N		the first N pending send a RST
 *	reack N, push N, kill N
 *			the first N that sent a final ACK do so again, send
 *			one byte, send a RST
 *	fin N, finack N, ackfin N
 *			the first N that sent a final ACK send a FIN; one that
 *			acknowledges the server's FIN; acknowledge that alone
 *	ackrst N	the first N pending send the final ACK, and its twin an RST
 *	adopt N		takes the next N clients as having sent their SYN
 *	wait MS		waits, and sees what comes
 *	status		"status sent=N synacks=N ...", see there
 *	quit
 *
 * The number in an answer is how many did it, fewer if there are no more.
 *
 * With --twice two threads, one on each of the first two CPUs, send each packet
 * at the same moment.
 */
#include "traffic.h"

#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <arpa/inet.h>

#define BURST		64
#define QUIET_MS	50	/* nothing came for so long: nothing will */

enum state { SENT, PENDING, OPEN, CLOSED };	/* pending: a SYN-ACK is there */

struct client {
	enum state state;
	uint32_t seq;		/* what we send next */
	uint32_t ack;		/* what we expect next */
};

static struct crowd crowd;
static struct client *clients;
static unsigned long n_clients, first;
static unsigned long n_sent, n_synacks, n_resent, n_resets, n_others;
static int raw, tap;

static const struct step {
	const char *name;
	enum state from, to;
	uint8_t flags;
	int wrong;		/* added to the ACK number */
	unsigned int payload;
	uint8_t twin_flags;	/* of the second packet, if it is another one */
} steps[] = {
	{ "again", SENT, SENT, TH_SYN, 0, 0, 0 },
	{ "ack", PENDING, OPEN, TH_ACK, 0, 0, 0 },
	{ "data", PENDING, OPEN, TH_ACK | TH_PUSH, 0, 1, 0 },
	{ "badack", PENDING, PENDING, TH_ACK, 0x12345, 0, 0 },
	{ "rst", PENDING, CLOSED, TH_RST, 0, 0, 0 },
	{ "ackrst", PENDING, CLOSED, TH_ACK, 0, 0, TH_RST },
	{ "reack", OPEN, OPEN, TH_ACK, 0, 0, 0 },
	{ "push", OPEN, OPEN, TH_ACK | TH_PUSH, 0, 1, 0 },
	{ "kill", OPEN, CLOSED, TH_RST, 0, 0, 0 },
	{ "fin", OPEN, OPEN, TH_FIN | TH_ACK, 0, 0, 0 },
	{ "finack", OPEN, OPEN, TH_FIN | TH_ACK, 1, 0, 0 },
	{ "ackfin", OPEN, OPEN, TH_ACK, 1, 0, 0 },
};

/* The twin sends a packet when `asked` is one ahead of `done`. */
static struct {
	unsigned long twice;
	unsigned long client;
	struct segment segment;
	atomic_ulong asked, ready, done;
} twin;

static void stay_on(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	if (sched_setaffinity(0, sizeof(set), &set))
		die("CPU %d: %m", cpu);
}

static void *run_twin(void *unused)
{
	unsigned long n;

	(void)unused;
	stay_on(1);
	for (n = 1; ; n++) {
		while (atomic_load(&twin.asked) != n)
			sched_yield();
		atomic_store(&twin.ready, n);
		sender_send(raw, &crowd, twin.client, &twin.segment);
		atomic_store(&twin.done, n);
	}
	return NULL;
}

static void start_twin(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, run_twin, NULL))
		die("no thread");
	stay_on(0);
}

static void send_twice(unsigned long i, const struct segment *segment,
		       uint8_t twin_flags)
{
	unsigned long n = atomic_load(&twin.asked) + 1;

	twin.client = i;
	twin.segment = *segment;
	if (twin_flags)
		twin.segment.flags = twin_flags;
	atomic_store(&twin.asked, n);
	while (atomic_load(&twin.ready) != n)
		;
	sender_send(raw, &crowd, i, segment);
	while (atomic_load(&twin.done) != n)
		;
}

static void see(const void *packet, size_t len)
{
	struct segment segment;
	struct client *client;
	long i = crowd_find(&crowd, packet, len, &segment);

	if (i < (long)first || i >= (long)(first + n_clients))
		return;
	client = &clients[i - first];
	if (segment.flags & TH_RST) {
		n_resets++;
	} else if ((segment.flags & (TH_SYN | TH_ACK)) != (TH_SYN | TH_ACK)) {
		n_others++;
	} else if (client->state == SENT) {
		n_synacks++;
		client->state = PENDING;
		client->seq = segment.ack;
		client->ack = segment.seq + 1;
	} else {
		n_resent++;
	}
}

/* Takes what is there; true if there was anything. */
static bool look(void)
{
	char packet[2048];
	struct sockaddr_ll from;
	socklen_t size = sizeof(from);
	ssize_t len;
	bool any = false;

	while ((len = recvfrom(tap, packet, sizeof(packet), MSG_DONTWAIT,
			       (struct sockaddr *)&from, &size)) >= 0) {
		any = true;
		if (from.sll_pkttype != PACKET_OUTGOING)
			see(packet, len);
		size = sizeof(from);
	}
	return any;
}

static void look_until_quiet(void)
{
	struct pollfd pollfd = { .fd = tap, .events = POLLIN };

	sender_settle();
	while (look() || poll(&pollfd, 1, QUIET_MS) > 0)
		;
}

static void look_for(unsigned long ms)
{
	struct pollfd pollfd = { .fd = tap, .events = POLLIN };
	struct timespec now;
	long end, left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	end = now.tv_sec * 1000 + now.tv_nsec / 1000000 + ms;
	do {
		clock_gettime(CLOCK_MONOTONIC, &now);
		left = end - (now.tv_sec * 1000 + now.tv_nsec / 1000000);
		if (left > 0)
			poll(&pollfd, 1, left);
		look();
	} while (left > 0);
}

static void send_one(unsigned long i, const struct step *step)
{
	struct client *client = &clients[i];
	struct segment segment = {
		.flags = step->flags, .payload = step->payload,
		.seq = client->seq,
		.ack = step->flags & TH_ACK ? client->ack + step->wrong : 0,
	};

	if (twin.twice)
		send_twice(first + i, &segment, step->twin_flags);
	else
		sender_send(raw, &crowd, first + i, &segment);
	client->seq += step->payload + !!(step->flags & TH_FIN);
	client->state = step->to;
}

static unsigned long take_step(const struct step *step, unsigned long n)
{
	unsigned long i, done = 0;

	for (i = 0; i < n_clients && done < n; i++) {
		if (clients[i].state != step->from)
			continue;
		send_one(i, step);
		if (++done % BURST == 0) {
			sender_settle();
			look();
		}
	}
	look_until_quiet();
	return done;
}

static void grow(unsigned long n)
{
	clients = reallocarray(clients, n_clients + n, sizeof(*clients));
	if (!clients)
		die("no memory for %lu clients", n_clients + n);
	for (; n; n--, n_clients++)
		clients[n_clients] = (struct client){
			.state = SENT, .seq = crowd_isn(&crowd, first + n_clients),
		};
}

static void syn(unsigned long n)
{
	static const struct step step = { "syn", SENT, SENT, TH_SYN, 0, 0, 0 };
	unsigned long before = n_synacks, i = n_clients;

	for (grow(n); i < n_clients; i++) {
		send_one(i, &step);
		n_sent++;
		if (n_sent % BURST == 0) {
			sender_settle();
			look();
		}
	}
	look_until_quiet();
	printf("syn %lu synack %lu\n", n, n_synacks - before);
}

static void status(void)
{
	unsigned long count[4] = { 0 }, i;

	look_until_quiet();
	for (i = 0; i < n_clients; i++)
		count[clients[i].state]++;
	/* sent, synacks: first ones; resent: SYN-ACKs of one sent before */
	printf("status sent=%lu synacks=%lu resent=%lu resets=%lu others=%lu silent=%lu pending=%lu open=%lu closed=%lu\n",
	       n_sent, n_synacks, n_resent, n_resets, n_others,
	       count[SENT], count[PENDING], count[OPEN], count[CLOSED]);
}

static void obey(const char *line)
{
	char word[32] = "";
	unsigned long n = 0;
	size_t i;

	if (sscanf(line, "%31s %lu", word, &n) < 1)
		die("an empty command");
	for (i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		if (!strcmp(word, steps[i].name)) {
			printf("%s %lu\n", word, take_step(&steps[i], n));
			return;
		}
	}
	if (!strcmp(word, "syn")) {
		syn(n);
	} else if (!strcmp(word, "adopt")) {
		grow(n);
		printf("adopt %lu\n", n);
	} else if (!strcmp(word, "wait")) {
		look_for(n);
		printf("wait %lu\n", n);
	} else if (!strcmp(word, "status")) {
		status();
	} else {
		printf("error no such command: %s\n", line);
	}
}

int cmd_handshake(int argc, char **argv)
{
	unsigned long seed = 1, dropped = softnet_dropped();
	const char *source = NULL;
	const struct option_spec specs[] = {
		{ "--src", .text = &source }, { "--seed", &seed }, { "--first", &first },
		{ "--twice", &twin.twice, .flag = true },
		{ NULL },
	};
	int size = 64 << 20;
	char line[256];

	options(argv + 2, specs);
	crowd_init(&crowd, argv[0], number(argv[1]), source, seed);
	raw = sender_open(&crowd);
	tap = socket(AF_PACKET, SOCK_DGRAM, htons(crowd.server.sa.sa_family == AF_INET ?
						   ETH_P_IP : ETH_P_IPV6));
	if (tap < 0)
		die("packet socket: %m");
	setsockopt(tap, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size));
	if (twin.twice)
		start_twin();
	puts("ready");
	while (command(line, sizeof(line)))
		obey(line);
	puts("bye");
	if (softnet_dropped() != dropped)
		die("packets were lost on the way");
	return 0;
}
