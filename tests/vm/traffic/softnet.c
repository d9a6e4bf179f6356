// SPDX-License-Identifier: GPL-2.0
/* The backlogs of the CPUs, in which packets wait and may be lost. */
#include "traffic.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

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
