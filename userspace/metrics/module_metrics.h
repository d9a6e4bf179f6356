/* SPDX-License-Identifier: GPL-2.0-only */
/* What the module says of itself, as metrics. */
#ifndef MODULE_METRICS_H
#define MODULE_METRICS_H

#include <stdbool.h>

struct exposition;
struct module_tables;

/* Whether there was a table of listeners to read. */
void up_metric(struct exposition *e, bool up);

/* The rest; little, if the report has hidden parts. */
void module_metrics(struct exposition *e, const struct module_tables *tables);

#endif /* MODULE_METRICS_H */
