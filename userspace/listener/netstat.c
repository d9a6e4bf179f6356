// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "lib/array.h"
#include "listener/netstat.h"
#include "table/table.h"

#define XDP "includes XDP programs that make cookies"

/*
 * Why the kernel counts more than our listeners, or less; other counters agree.
 */
static const struct reason {
	const char *counter;
	const char *kernel_more;
	const char *ours_more;
} reasons[] = {
	{ "TcpExtListenDrops",
	  "includes SYNs to broadcast addresses", NULL },
	{ "TcpExtListenOverflows", XDP, NULL },
	{ "TcpExtTCPReqQFullDrop", XDP, NULL },
	{ "TcpExtTCPReqQFullDoCookies", XDP, NULL },
	{ "TcpExtTCPDeferAcceptDrop",
	  "counts ACKs, LISTENQ counts connections",
	  "LISTENQ includes ACKs that found the accept queue full" },
	{ "TcpExtTCPSynRetrans", "includes SYNs that this host sends", NULL },
};

bool netstat_gap_known(const struct netstat_row *row)
{
	return known(row->kernel) && known(row->ours);
}

int64_t netstat_gap(const struct netstat_row *row)
{
	uint64_t kernel = row->kernel.number, ours = row->ours.number;
	int64_t gap;

	if (!netstat_gap_known(row))
		return 0;
	if (__builtin_sub_overflow(kernel, ours, &gap))
		return kernel > ours ? INT64_MAX : INT64_MIN;
	return gap;
}

const char *netstat_reason(const struct netstat_row *row)
{
	int64_t gap = netstat_gap(row);
	size_t i;

	if (!gap)
		return NULL;
	for (i = 0; i < ARRAY_SIZE(reasons); i++)
		if (is_text(row->counter, reasons[i].counter))
			return gap > 0 ? reasons[i].kernel_more :
					 reasons[i].ours_more;
	return NULL;
}

static const struct {
	const char *counter, *columns;
} columns_of[] = {
	{ "TcpExtListenDrops", "all dropped SYNs and final ACKs, and ended_icmp" },
	{ "TcpExtListenOverflows",
	  "syn_acceptq_full, ack_acceptq_full, cookie_acceptq_full" },
	{ "TcpExtTCPReqQFullDrop", "syn_synq_full" },
	{ "TcpExtTCPReqQFullDoCookies", "cookies" },
	{ "TcpExtSyncookiesSent", "cookies" },
	{ "TcpExtSyncookiesRecv", "cookies_ok and other valid cookies" },
	{ "TcpExtSyncookiesFailed", "cookies_bad" },
	{ "TcpExtTCPDeferAcceptDrop", "deferred" },
	{ "TcpExtTCPSynRetrans", "synack_retrans" },
	{ "TcpExtEmbryonicRsts", "reset, aborted" },
	{ "TcpPassiveOpens", "completed, cookies_ok, fastopens, joined" },
};

const char *netstat_columns_of(const struct netstat_row *row)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(columns_of); i++)
		if (is_text(row->counter, columns_of[i].counter))
			return columns_of[i].columns;
	return NULL;
}

/*
 * A packet that meets its listener while that closes may be counted by one of
 * the two only.
 */
#define CLOSING_MOST	3
#define CLOSING_SHARE	1024

uint64_t netstat_contradiction(const struct netstat_row *row)
{
	int64_t gap = netstat_gap(row);
	uint64_t size = gap < 0 ? -(uint64_t)gap : (uint64_t)gap;

	if (netstat_reason(row) || size <= CLOSING_MOST ||
	    size <= row->kernel.number / CLOSING_SHARE)
		return 0;
	return size;
}

/*
 * Some connections fail after the kernel has counted them, but not one in
 * eight.
 */
#define FAILED_MOST	16
#define FAILED_SHARE	8

bool netstat_is_short(const struct netstat_row *row)
{
	int64_t gap = netstat_gap(row);

	return is_text(row->counter, "TcpPassiveOpens") &&
	       gap > FAILED_MOST &&
	       (uint64_t)gap > row->kernel.number / FAILED_SHARE;
}
