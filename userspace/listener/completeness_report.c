// SPDX-License-Identifier: GPL-2.0-only
#include "lib/failure.h"
#include "listener/completeness_report.h"

static int load_hidden(struct report *r, struct failure *why)
{
	int status = load(&r->module, SOURCE_MODULE, why);

	return status ?: load(&r->probes, SOURCE_PROBES, why);
}

/* As the netstat are there, the module is loaded and only debugfs is not. */
int report_load(struct report *r, struct failure *why)
{
	int status;

	*r = (struct report){ .hidden = EXIT_OK };
	status = load(&r->netstat, SOURCE_NETSTAT, why);
	if (status)
		return status;
	status = load_hidden(r, why);
	if (status != EXIT_NO_PERMISSION && status != EXIT_NO_MODULE)
		return status;
	r->hidden = status;
	*why = (struct failure){ 0 };
	return EXIT_OK;
}

void report_unload(struct report *r)
{
	unload(&r->module);
	unload(&r->netstat);
	unload(&r->probes);
}

enum verdict report_verdict(const struct report *r)
{
	if (r->hidden)
		return VERDICT_UNKNOWN;
	return verdict(&r->module.table, &r->probes.table, &r->netstat.table);
}
