// SPDX-License-Identifier: GPL-2.0
/*
 * COUNT segments of invented clients, SYNs unless told otherwise, to one port or
 * to several in turn.
 */
#include "traffic.h"

#include <netinet/tcp.h>
#include <string.h>
#include <time.h>

static uint8_t tcp_flags(const char *letters)
{
	static const char all[] = "FSRPAUEC";	/* bit 0 first */
	uint8_t flags = 0;

	for (; *letters; letters++) {
		const char *at = strchr(all, *letters);

		if (!at)
			die("no such TCP flag: '%c'", *letters);
		flags |= 1 << (at - all);
	}
	return flags;
}

static void aim(struct crowd *crowd, unsigned int port)
{
	if (crowd->server.sa.sa_family == AF_INET)
		crowd->server.v4.sin_port = htons(port);
	else
		crowd->server.v6.sin6_port = htons(port);
}

int cmd_syn(int argc, char **argv)
{
	unsigned long seed = 1, rate = 0, first = 0, payload = 0, ports = 1, burst = 64;
	unsigned long beyond = 0;	/* the sequence number of their SYNs */
	unsigned long dropped, count, i;
	const char *source = NULL, *flags = "S";
	const struct option_spec specs[] = {
		{ "--src", .text = &source }, { "--seed", &seed }, { "--first", &first },
		{ "--rate", &rate }, { "--flags", .text = &flags }, { "--payload", &payload },
		{ "--ports", &ports }, { "--burst", &burst },
		{ "--beyond", &beyond }, { NULL },
	};
	struct timespec pause = { 0 };
	struct crowd crowd;
	int fd;

	options(argv + 3, specs);
	crowd_init(&crowd, argv[0], number(argv[1]), source, seed);
	count = number(argv[2]);
	fd = sender_open(crowd.server.sa.sa_family);
	if (fd < 0)
		die("raw socket: %m");
	if (payload > SEGMENT_PAYLOAD_MAX)
		die("too much data for one segment");
	if (rate) {
		pause.tv_sec = 1 / rate;
		pause.tv_nsec = 1000000000 / rate % 1000000000;
	}
	dropped = softnet_dropped();
	for (i = 0; i < count; i++) {
		struct segment segment = {
			.seq = crowd_isn(&crowd, first + i) + beyond, .flags = tcp_flags(flags),
			.payload = payload,
		};

		aim(&crowd, number(argv[1]) + i % ports);
		if (!sender_send(fd, &crowd, first + i, &segment))
			die("send: %m");
		if (i % burst == burst - 1)
			sender_settle();
		if (rate)
			nanosleep(&pause, NULL);
	}
	sender_settle();
	dropped = softnet_dropped() - dropped;
	if (dropped)
		die("of %lu, %lu packets were lost on the way", count, dropped);
	printf("sent %lu\n", count);
	return 0;
}
