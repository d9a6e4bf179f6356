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

static bool is_whole(const char *text)
{
	return strstr(text, "\r\n\r\n") || strstr(text, "\n\n");
}

/*
 * The limit of PATIENCE_MS is for the whole request, however slowly it comes.
 */
static bool read_request(int in, char *text)
{
	uint64_t due_ms = monotonic_ms() + PATIENCE_MS;
	struct pollfd fd = { .fd = in, .events = POLLIN };
	size_t length = 0;
	ssize_t n;
	int ms;

	text[0] = '\0';
	while (!is_whole(text)) {
		ms = ms_until(due_ms);
		if (!ms || poll(&fd, 1, ms) != 1)
			return false;
		n = read(in, text + length, REQUEST_SIZE - 1 - length);
		if (n <= 0)
			return false;
		length += (size_t)n;
		text[length] = '\0';
	}
	return true;
}

/*
 * Returns the text behind the name of a header, or NULL if there is no such
 * header.
 */
static const char *find_header(const char *text, const char *name)
{
	size_t length = strlen(name);
	const char *line;

	for (line = strchr(text, '\n'); line; line = strchr(line, '\n')) {
		line++;
		if (strncasecmp(line, name, length) == 0 && line[length] == ':')
			return line + length + 1;
	}
	return NULL;
}

static bool takes_openmetrics(const char *text)
{
	const char *accept = find_header(text, "Accept");
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

/* Omits Content-Length: closing the connection ends the answer. */
static void put_head(FILE *out, const char *status, const char *type)
{
	fprintf(out, "HTTP/1.0 %s\r\nContent-Type: %s\r\n"
		"Connection: close\r\n\r\n", status, type);
}

static bool http_status(FILE *out, const char *status, const char *message)
{
	put_head(out, status, "text/plain; charset=utf-8");
	fprintf(out, "%s\n", message);
	return false;
}

bool http_read(struct http_request *request, int in, FILE *out)
{
	char text[REQUEST_SIZE];
	bool head;

	if (!read_request(in, text))
		return http_status(out, "408 Request Timeout",
				   "The request is incomplete.");
	head = begins(text, "HEAD ");
	if (!head && !begins(text, "GET "))
		return http_status(out, "405 Method Not Allowed",
				   "Only GET and HEAD are supported.");
	if (!is_metrics(strchr(text, ' ') + 1))
		return http_status(out, "404 Not Found",
				   "The metrics are at /metrics.");
	*request = (struct http_request){
		.dialect = takes_openmetrics(text) ? DIALECT_OPENMETRICS :
							DIALECT_PROMETHEUS,
		.head = head,
	};
	return true;
}

void http_answer(const struct http_request *request, FILE *out,
		 const char *text, size_t length)
{
	put_head(out, "200 OK", types[request->dialect]);
	if (!request->head)
		fwrite(text, 1, length, out);
}

void http_error(const struct http_request *request, FILE *out,
		const char *message)
{
	put_head(out, "500 Internal Server Error", "text/plain; charset=utf-8");
	if (!request->head)
		fprintf(out, "%s\n", message);
}
