/* SPDX-License-Identifier: GPL-2.0-only */
/* A plan as text and as JSON, before and after it was carried out. */
#ifndef PLAN_VIEW_H
#define PLAN_VIEW_H

#include <stdio.h>

struct plan;

/* Print what is to be changed, and what is left alone and why. */
void plan_print(const struct plan *plan, FILE *out);
void plan_print_left_alone(const struct plan *plan, FILE *out);

/* Prints what was changed: before and after. */
void plan_print_done(const struct plan *plan, FILE *out);

/* Writes all of it as one object. */
void plan_write_json(const struct plan *plan, FILE *out);

#endif /* PLAN_VIEW_H */
