// SPDX-License-Identifier: GPL-2.0-only
#include <linux/hash.h>
#include <linux/percpu.h>

#include "probe/reqsk_removal.h"

#define ASKED_BITS 4

static DEFINE_PER_CPU(const struct request_sock *, by_icmp);
static const struct request_sock *by_admin[1 << ASKED_BITS];

void lq_removal_by_icmp(const struct request_sock *req)
{
	this_cpu_write(by_icmp, req);
}

static const struct request_sock **asked(const struct request_sock *req)
{
	return &by_admin[hash_ptr(req, ASKED_BITS)];
}

void lq_removal_by_admin(const struct request_sock *req)
{
	WRITE_ONCE(*asked(req), req);
}

enum lq_count lq_removal_cause(const struct request_sock *req)
{
	if (this_cpu_read(by_icmp) == req) {
		this_cpu_write(by_icmp, NULL);
		return LQ_COUNT_ended_icmp;
	}
	if (READ_ONCE(*asked(req)) == req) {
		WRITE_ONCE(*asked(req), NULL);
		return LQ_COUNT_ended_admin;
	}
	return 0;
}
