// SPDX-License-Identifier: GPL-2.0-only
#include <sched.h>
#include <stdio.h>
#include <unistd.h>

#include "lib/number.h"
#include "proc/netns.h"
#include "proc/sysctl.h"
#include "table/source.h"

/* The kernel ends each number with a newline. */
static struct value number_or_unknown(const char *text)
{
	struct value v = { .state = VALUE_UNKNOWN };

	if (number_scan(&text, &v.number) == 0 && (*text == '\n' || !*text))
		v.state = VALUE_KNOWN;
	return v;
}

static struct value read_knob(const char *path)
{
	char full[64], text[32];

	snprintf(full, sizeof(full), "sys/%s", path);
	if (source_proc_text(full, text, sizeof(text)))
		return (struct value){ .state = VALUE_UNKNOWN };
	return number_or_unknown(text);
}

static struct value read_netns(void)
{
	struct value v = { .state = VALUE_UNKNOWN };

	if (netns_of_process("self", &v.number) == 0)
		v.state = VALUE_KNOWN;
	return v;
}

#define READ_KNOB(name, path) .name = read_knob(path),

struct knobs knobs_read(void)
{
	return (struct knobs){
		.netns = read_netns(),
		KNOBS(READ_KNOB)
	};
}

static bool enter(int netns)
{
	return netns >= 0 && setns(netns, CLONE_NEWNET) == 0;
}

/* Where there is no way back is where nobody goes. */
struct knobs knobs_read_of(pid_t pid)
{
	int back = source_proc_open("self/ns/net"), there;
	struct knobs knobs = { 0 };
	char path[32];

	snprintf(path, sizeof(path), "%d/ns/net", pid);
	there = back < 0 ? -1 : source_proc_open(path);
	if (enter(there)) {
		knobs = knobs_read();
		enter(back);
	}
	if (there >= 0)
		close(there);
	if (back >= 0)
		close(back);
	return knobs;
}
