// SPDX-License-Identifier: GPL-2.0-only
#include <poll.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "lib/clock.h"
#include "metrics/http.h"

#define REQUEST_SIZE 8192
#define PATIENCE_MS 5000

static const char *const types[] = {
	[DIALECT_OPENMETRICS] =
		"application/openmetrics-text; version=1.0.0; charset=utf-8",
	[DIALECT_PROMETHEUS] = "text/plain; version=0.0.4; charset=utf-8",
};

static bool is_whole(const char *request)
{
	return strstr(request, "\r\n\r\n") || strstr(request, "\n\n");
}

/* A client that sends little by little has PATIENCE_MS for all of it. */
static bool read_request(int in, char *request)
{
	uint64_t due_ms = monotonic_ms() + PATIENCE_MS;
	struct pollfd fd = { .fd = in, .events = POLLIN };
	size_t length = 0;
	ssize_t n;
	int ms;

	request[0] = '\0';
	while (!is_whole(request)) {
		ms = ms_until(due_ms);
		if (!ms || poll(&fd, 1, ms) != 1)
			return false;
		n = read(in, request + length, REQUEST_SIZE - 1 - length);
		if (n <= 0)
			return false;
		length += (size_t)n;
		request[length] = '\0';
	}
	return true;
}

/* The value of a header, to the end of the request; NULL: it has none such. */
static const char *find_header(const char *request, const char *name)
{
	size_t length = strlen(name);
	const char *line;

	for (line = strchr(request, '\n'); line; line = strchr(line, '\n')) {
		line++;
		if (strncasecmp(line, name, length) == 0 && line[length] == ':')
			return line + length + 1;
	}
	return NULL;
}

static bool takes_openmetrics(const char *request)
{
	const char *accept = find_header(request, "Accept");
	char value[1024];

	if (!accept)
		return false;
	snprintf(value, sizeof(value), "%.*s", (int)strcspn(accept, "\r\n"),
		 accept);
	return strstr(value, "application/openmetrics-text");
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

static bool is_metrics(const char *target)
{
	size_t length = strcspn(target, " ?\r\n");

	return length == strlen("/metrics") &&
	       strncmp(target, "/metrics", length) == 0;
}

/* Without Content-Length, as the connection's end is the answer's. */
static void put_head(FILE *out, const char *status, const char *type)
{
	fprintf(out, "HTTP/1.0 %s\r\nContent-Type: %s\r\n"
		"Connection: close\r\n\r\n", status, type);
}

static bool http_status(FILE *out, const char *status, const char *sentence)
{
	put_head(out, status, "text/plain; charset=utf-8");
	fprintf(out, "%s\n", sentence);
	return false;
}

bool scrape_read(struct scrape *scrape, int in, FILE *out)
{
	char request[REQUEST_SIZE];
	bool head;

	if (!read_request(in, request))
		return http_status(out, "408 Request Timeout",
				   "The request is incomplete.");
	head = begins(request, "HEAD ");
	if (!head && !begins(request, "GET "))
		return http_status(out, "405 Method Not Allowed",
				   "Only GET and HEAD are supported.");
	if (!is_metrics(strchr(request, ' ') + 1))
		return http_status(out, "404 Not Found",
				   "The metrics are at /metrics.");
	*scrape = (struct scrape){
		.dialect = takes_openmetrics(request) ? DIALECT_OPENMETRICS :
							DIALECT_PROMETHEUS,
		.head = head,
	};
	return true;
}

void scrape_answer(const struct scrape *scrape, FILE *out, const char *text,
		   size_t length)
{
	put_head(out, "200 OK", types[scrape->dialect]);
	if (!scrape->head)
		fwrite(text, 1, length, out);
}

void http_error(const struct scrape *scrape, FILE *out, const char *sentence)
{
	put_head(out, "500 Internal Server Error", "text/plain; charset=utf-8");
	if (!scrape->head)
		fprintf(out, "%s\n", sentence);
}
