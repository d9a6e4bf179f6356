// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include "cmd/range.h"
#include "lib/number.h"

/* Takes "~", minus infinity, for 0: no value is below that. */
static bool parse_start(const char **at, uint64_t *start)
{
	if (**at != '~')
		return number_scan(at, start) == 0;
	*start = 0;
	(*at)++;
	return **at == ':';
}

int range_parse(const char *text, struct range *range)
{
	struct range r = { .text = text, .inside = *text == '@' };
	const char *at = text + r.inside;

	if (!parse_start(&at, &r.start))
		return -EINVAL;
	if (*at == ':' && !at[1]) {
		r.end = UINT64_MAX;
		at++;
	} else if (*at == ':') {
		at++;
		if (number_scan(&at, &r.end))
			return -EINVAL;
	} else {
		r.end = r.start;
		r.start = 0;
	}
	if (*at || r.start > r.end)
		return -EINVAL;
	*range = r;
	return 0;
}

bool range_alerts(const struct range *range, uint64_t value)
{
	bool within = value >= range->start && value <= range->end;

	return range->text && within == range->inside;
}
