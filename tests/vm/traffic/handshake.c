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

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "selftest/clients.h"

#define QUIET_MS	50

static struct clients clients;

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
		if (!sender_send(clients.raw, &clients.crowd, twin.client, &twin.segment))
			die("send: %m");
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

static bool send_twice(struct clients *all, unsigned long i,
		       const struct segment *segment, uint8_t twin_flags)
{
	unsigned long n = atomic_load(&twin.asked) + 1;

	twin.client = i;
	twin.segment = *segment;
	if (twin_flags)
		twin.segment.flags = twin_flags;
	atomic_store(&twin.asked, n);
	while (atomic_load(&twin.ready) != n)
		;
	if (!sender_send(all->raw, &all->crowd, i, segment))
		die("send: %m");
	while (atomic_load(&twin.done) != n)
		;
	return true;
}

static bool settle(void *unused)
{
	sender_settle();
	return true;
}

static void look_for(unsigned long ms)
{
	struct pollfd pollfd = { .fd = clients.tap, .events = POLLIN };
	struct timespec now;
	long end, left;

	clock_gettime(CLOCK_MONOTONIC, &now);
	end = now.tv_sec * 1000 + now.tv_nsec / 1000000 + ms;
	do {
		clock_gettime(CLOCK_MONOTONIC, &now);
		left = end - (now.tv_sec * 1000 + now.tv_nsec / 1000000);
		if (left > 0)
			poll(&pollfd, 1, left);
		clients_look(&clients);
	} while (left > 0);
}

static void syn(unsigned long n)
{
	unsigned long before = clients.synacks;

	if (!clients_syn(&clients, n))
		die("send: %m");
	printf("syn %lu synack %lu\n", n, clients.synacks - before);
}

static void status(void)
{
	unsigned long count[4] = { 0 }, i;

	clients_look_until_quiet(&clients);
	for (i = 0; i < clients.count; i++)
		count[clients.client[i].state]++;
	/* sent, synacks: first ones; resent: SYN-ACKs of one sent before */
	printf("status sent=%lu synacks=%lu resent=%lu resets=%lu others=%lu silent=%lu pending=%lu open=%lu closed=%lu\n",
	       clients.sent, clients.synacks, clients.resent, clients.resets, clients.others,
	       count[CLIENT_SENT], count[CLIENT_PENDING], count[CLIENT_OPEN],
	       count[CLIENT_CLOSED]);
}

static void obey(const char *line)
{
	char word[32] = "";
	const struct client_step *step;
	unsigned long n = 0;
	long done;

	if (sscanf(line, "%31s %lu", word, &n) < 1)
		die("an empty command");
	step = client_step(word);
	if (step) {
		done = clients_take(&clients, step, n);
		if (done < 0)
			die("send: %m");
		printf("%s %ld\n", word, done);
		return;
	}
	if (!strcmp(word, "syn")) {
		syn(n);
	} else if (!strcmp(word, "adopt")) {
		if (!clients_add(&clients, n))
			die("no memory for %lu clients", n);
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
		{ "--src", .text = &source }, { "--seed", &seed }, { "--first", &clients.first },
		{ "--twice", &twin.twice, .flag = true },
		{ NULL },
	};
	char line[256];

	options(argv + 2, specs);
	crowd_init(&clients.crowd, argv[0], number(argv[1]), source, seed);
	clients.quiet_ms = QUIET_MS;
	clients.settle = settle;
	clients.send = twin.twice ? send_twice : NULL;
	if (!clients_open(&clients))
		die("raw or packet socket: %m");
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
