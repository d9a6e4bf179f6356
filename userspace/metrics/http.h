/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Answers a single HTTP request. A socket unit of systemd accepts the
 * connection and passes it as stdin and stdout.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "metrics/exposition.h"

struct http_request {
	enum dialect dialect;		/* that the client accepts */
	bool head;			/* HEAD: no body */
};

/*
 * Reads a request, for at most a few seconds. Returns true if it asks for
 * metrics; else it has been answered already.
 */
bool http_read(struct http_request *request, int in, FILE *out);

/* Writes the answer with the metrics. */
void http_answer(const struct http_request *request, FILE *out,
		 const char *text, size_t length);
/* Writes the answer that there are no metrics, and why. */
void http_error(const struct http_request *request, FILE *out,
		const char *message);

#endif /* HTTP_H */
