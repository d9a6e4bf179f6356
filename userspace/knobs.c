// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "knobs.h"
#include "source.h"

static struct value number_or_unknown(const char *text)
{
	struct value v = { .state = VALUE_UNKNOWN };
	char *end;

	errno = 0;
	v.number = strtoull(text, &end, 10);
	if (*text >= '0' && *text <= '9' && !errno &&
	    (*end == '\n' || !*end))
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
	char link[64];
	int end = 0;

	if (source_proc_link("self/ns/net", link, sizeof(link)))
		return v;
	if (sscanf(link, "net:[%" SCNu64 "]%n", &v.number, &end) == 1 &&
	    end && !link[end])
		v.state = VALUE_KNOWN;
	return v;
}

struct knobs knobs_read(void)
{
	return (struct knobs){
		.netns = read_netns(),
#define X(name, path) .name = read_knob(path),
		KNOBS(X)
#undef X
	};
}
