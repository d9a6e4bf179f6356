/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tracepoints listenq:listenq_drop, for each SYN and each final ACK that is
 * dropped, and listenq:listenq_expire, for each half-open connection that
 * expires.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM listenq

#if !defined(LQ_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define LQ_TRACE_H

#include <linux/tracepoint.h>

#include "kernel/device.h"
#include "record/drop.h"

#define LQ_CAUSE_TEXT 24

DECLARE_EVENT_CLASS(listenq_loss,
	TP_PROTO(const struct lq_drop *drop, const struct net *net),
	TP_ARGS(drop, net),
	TP_STRUCT__entry(
		__field(u32, netns)
		__field(u16, lport)
		__field(u16, rport)
		__array(u8, laddr, 16)
		__array(u8, raddr, 16)
		__array(char, dev, IFNAMSIZ + 1)	/* "%eth0" or "" */
		__array(char, cause, LQ_CAUSE_TEXT)
		__field(u32, synq)
		__field(u32, acceptq)
		__field(u64, synq_limit)
		__field(u64, acceptq_limit)
	),
	TP_fast_assign(
		__entry->netns = drop->netns;
		__entry->lport = drop->local.port;
		__entry->rport = drop->remote.port;
		memcpy(__entry->laddr, &drop->local.addr, 16);
		memcpy(__entry->raddr, &drop->remote.addr, 16);
		__entry->dev[0] = drop->ifindex ? '%' : '\0';
		lq_device_name(__entry->dev + 1, net, drop->ifindex);
		strscpy(__entry->cause, lq_drop_cause(drop->cause),
			LQ_CAUSE_TEXT);
		__entry->synq = drop->depths.synq;
		__entry->acceptq = drop->depths.acceptq;
		__entry->synq_limit = lq_limit_synq(&drop->limits);
		__entry->acceptq_limit = lq_limit_acceptq(&drop->limits);
	),
	TP_printk("netns=%u local=[%pI6c]%s:%u remote=[%pI6c]:%u cause=%s synq=%u/%llu acceptq=%u/%llu",
		  __entry->netns, __entry->laddr, __entry->dev, __entry->lport,
		  __entry->raddr, __entry->rport, __entry->cause,
		  __entry->synq, __entry->synq_limit,
		  __entry->acceptq, __entry->acceptq_limit)
);

DEFINE_EVENT(listenq_loss, listenq_drop,
	TP_PROTO(const struct lq_drop *drop, const struct net *net),
	TP_ARGS(drop, net)
);

DEFINE_EVENT(listenq_loss, listenq_expire,
	TP_PROTO(const struct lq_drop *drop, const struct net *net),
	TP_ARGS(drop, net)
);

#endif /* LQ_TRACE_H */

#undef TRACE_INCLUDE_PATH
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_PATH record
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
