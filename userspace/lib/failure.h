/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Why something failed. The function that notices it writes the message. Only
 * the subcommands in cmd/ print one or exit, so that errors do not mix with the
 * output; the lint command-calls checks that.
 */
#ifndef FAILURE_H
#define FAILURE_H

#include "lib/exit_status.h"

struct failure {
	char message[512];		/* "": nothing failed */
};

/* Writes the message; returns status, for "return fail(...)". */
__attribute__((format(printf, 3, 4)))
int fail(struct failure *why, int status, const char *format, ...);

#endif /* FAILURE_H */
