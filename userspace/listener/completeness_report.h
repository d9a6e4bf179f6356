/* SPDX-License-Identifier: GPL-2.0-only */
/* What the module says of itself. */
#ifndef COMPLETENESS_REPORT_H
#define COMPLETENESS_REPORT_H

#include "listener/completeness.h"
#include "table/load.h"

/* hidden: why there are no module and no probes; else EXIT_OK. */
struct report {
	struct loaded module;
	struct loaded netstat;
	struct loaded probes;
	int hidden;
};

/* Returns a cmd_status; to be unloaded in any case. */
int report_load(struct report *r, struct failure *why);
void report_unload(struct report *r);

enum verdict report_verdict(const struct report *r);

#endif /* COMPLETENESS_REPORT_H */
