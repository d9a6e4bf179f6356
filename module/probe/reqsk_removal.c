// SPDX-License-Identifier: GPL-2.0-only
#include <linux/percpu.h>

#include "probe/reqsk_removal.h"

struct removal {
	const struct request_sock *req;
	enum lq_count cause;
};

static DEFINE_PER_CPU(struct removal, expected);
static const struct request_sock *asked_for;

void lq_removal_expect(const struct request_sock *req, enum lq_count cause)
{
	this_cpu_write(expected.req, req);
	this_cpu_write(expected.cause, cause);
}

void lq_removal_ask(const struct request_sock *req)
{
	WRITE_ONCE(asked_for, req);
}

enum lq_count lq_removal_cause(const struct request_sock *req)
{
	if (this_cpu_read(expected.req) == req) {
		this_cpu_write(expected.req, NULL);
		return this_cpu_read(expected.cause);
	}
	if (READ_ONCE(asked_for) == req) {
		WRITE_ONCE(asked_for, NULL);
		return LQ_COUNT_ended_admin;
	}
	return LQ_COUNT_reset;
}
