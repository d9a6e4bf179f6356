/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One request of HTTP on stdin, and its answer. A socket unit of systemd hands
 * the connection over; there is no server here.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "metrics/exposition.h"

struct http_request {
	enum dialect dialect;		/* that the client takes */
	bool head;			/* it wants no body */
};

/*
 * Reads the request, for some seconds at most. true: the answer is to be
 * metrics. false: it was another, which has been written whole.
 */
bool http_read(struct http_request *request, int in, FILE *out);

void http_answer(const struct http_request *request, FILE *out,
		 const char *text, size_t length);
/* There are none, and why. */
void http_error(const struct http_request *request, FILE *out,
		const char *message);

#endif /* HTTP_H */
