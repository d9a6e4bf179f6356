/* SPDX-License-Identifier: GPL-2.0-only */
/* What makes a backlog last beyond the next listen(). */
#ifndef PERMANENT_H
#define PERMANENT_H

#include <stdio.h>

struct plan;

/*
 * Prints for each listener of the plan the program's directive, or the drop-in
 * of the socket unit if systemd opened the socket, and the sysctl.
 */
void permanent_print(const struct plan *plan, FILE *out);

#endif /* PERMANENT_H */
