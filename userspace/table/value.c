// SPDX-License-Identifier: GPL-2.0-only
#include "lib/endpoint.h"
#include "table/value.h"

struct endpoint value_endpoint(struct value text)
{
	struct endpoint endpoint = { .has_port = false };

	if (known(text))
		endpoint_parse(text.text, &endpoint);
	return endpoint;
}

void value_add(struct value *sum, struct value v)
{
	if (v.state == VALUE_ABSENT)
		return;
	if (!known(v)) {
		sum->state = VALUE_UNKNOWN;
		return;
	}
	if (sum->state == VALUE_ABSENT)
		sum->state = VALUE_KNOWN;
	if (__builtin_add_overflow(sum->number, v.number, &sum->number))
		sum->number = UINT64_MAX;
}
