// SPDX-License-Identifier: GPL-2.0-only
#include "lib/array.h"
#include "selftest/scene.h"

#define COOKIES		"net/ipv4/tcp_syncookies"

/*
 * Those that take long come first, the others are played while they wait. A
 * half-open connection that a scene leaves would be sent its SYN-ACK again after
 * a second: all others end theirs.
 */
const struct scene scenes[] = {
	{ "half-open connections that time out", 0, 64,
	  "syn 3",
	  "syns=3 queued=3 expired=3 synq_peak=3 synq=0", 4000, NULL, NULL },
	{ "half-open connections that time out early", SCENE_PATIENT, 8,
	  "syn 6",
	  "syns=6 queued=6 expired=2 expired_early=2 reset=4 synq=0",
	  8000, "rst 6", NULL },
	{ "half-open connections that time out late",
	  SCENE_PATIENT | SCENE_FULL, 64,
	  "syn 3",
	  "syns=3 queued=3 expired=3 synq=0", 68000, NULL, NULL },
	{ "handshakes, accept() and resets", 0, 64,
	  "syn 8, ack 5, rst 3, accept 3, listen 32",
	  "syns=8 queued=8 completed=5 accepted=3 reset=3 synq=0 synq_peak=8 "
	  "acceptq=2 acceptq_peak=5 backlog=32 backlog_asked=32 "
	  "acceptq_limit=33", 0, NULL, NULL },
	{ "a full accept queue", 0, 4,
	  "syn 4, ack 4, syn 3, ack 2, syn 2, abort 1, ack 1, kill 6, accept 5",
	  "syns=9 queued=7 completed=5 syn_acceptq_full=2 ack_acceptq_full=2 "
	  "aborted=1 reset=1 accepted=5 synq=0 synq_peak=4 acceptq_peak=5",
	  0, NULL, NULL },
	{ "a full SYN queue without cookies", 0, 4,
	  "syncookies 0, syn 10, end 10",
	  "syns=10 queued=$ syn_synq_full=10-$ reset=$ synq_peak=$ synq_limit=$ "
	  "synq=0", 0, NULL, NULL },
	{ "the last quarter of tcp_max_syn_backlog", 0, 64,
	  "syncookies 0, max_syn_backlog 16, syn 20, end 20",
	  "syns=20 queued=$ syn_last_quarter=20-$ reset=$ synq_peak=$",
	  0, NULL, NULL },
	{ "SYN cookies", 0, 8,
	  "syncookies 2, syn 12, ack 10, badack 1, route 0, ack 1, route 1, "
	  "accept 9",
	  "syns=12 cookies=12 cookies_ok=9 cookie_acceptq_full=1 cookies_bad=1 "
	  "cookie_other=1 accepted=9 acceptq=0 acceptq_peak=9", 0, NULL, COOKIES },
	{ "clients without a route", 0, 8,
	  "route 0, syn 3, route 1, syn 2, route 0, ack 2, route 1, kill 2",
	  "syns=5 syn_other=3 queued=2 ack_other=2 reset=2 synq=0 synq_peak=2",
	  0, NULL, NULL },
	{ "clients that cannot be reached", 0, 8,
	  "syn 3, unreachable 3",
	  "syns=3 queued=3 ended_icmp=3 synq=0 synq_peak=3", 0, NULL, NULL },
	{ "deferred final ACKs", SCENE_DEFER, 8,
	  "syn 2, ack 2, push 2, accept 2",
	  "syns=2 queued=2 completed=2 deferred=2 accepted=2 acceptq_peak=2",
	  0, NULL, NULL },
	{ "TCP Fast Open", SCENE_FASTOPEN, 8,
	  "connect 2, accept 2",
	  "syns=2 fastopens=2 accepted=2 acceptq_peak=2", 0, NULL,
	  "net/ipv4/tcp_fastopen" },
	{ "MPTCP", SCENE_MPTCP, 8,
	  "connect 2, accept 2",
	  "syns=2 queued=2 completed=2 accepted=2 acceptq_peak=2", 0, NULL,
	  "net/mptcp/enabled" },
	{ "a listener that closes", 0, 8,
	  "syn 3, ack 1, close 1",
	  "syns=3 queued=3 completed=1 left=2", 0, NULL, NULL },
	{ "a SO_REUSEPORT member that closes with connections", SCENE_REUSEPORT,
	  64, "syn 8, ack 8, leave 1, accept 8",
	  "syns=8 queued=8 completed=8 migrated_in_ready=& accepted=8", 0, NULL,
	  "net/ipv4/tcp_migrate_req" },
	{ "a SO_REUSEPORT member that closes with half-open connections",
	  SCENE_REUSEPORT, 64, "syn 8, leave 1, ack 8, accept 8",
	  "syns=8 queued=8 completed=8-& migrated_in_ready=& accepted=8", 0,
	  NULL, "net/ipv4/tcp_migrate_req" },
};

const size_t nscenes = ARRAY_SIZE(scenes);
