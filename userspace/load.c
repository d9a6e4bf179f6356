// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "failure.h"
#include "load.h"
#include "parse.h"

static int source_failed(const struct source *source, int err,
			 struct failure *why)
{
	if (err == -ENOENT && source->is_module)
		return fail(why, CMD_NO_MODULE,
			    "the module is not loaded, there is no %s: type "
			    "'modprobe listenq', or in the source tree "
			    "'insmod module/listenq.ko'", source->path);
	if (err == -EACCES || err == -EPERM)
		return fail(why, CMD_NO_PERMISSION,
			    "%s: no permission to read it: try as root",
			    source->path);
	return fail(why, CMD_FAILED, "%s: cannot be read: %s",
		    source->path, strerror(-err));
}

static int parse_failed(const struct source *source,
			struct parse_result result, struct failure *why)
{
	int status = result.status == PARSE_MEMORY ?
		     CMD_FAILED : CMD_BAD_TABLE;
	const char *message = parse_message(result.status);

	if (!result.line)
		return fail(why, status, "%s: %s", source->path, message);
	return fail(why, status, "%s: line %zu: %s", source->path, result.line,
		    message);
}

int load_listeners(struct listeners *listeners, struct failure *why)
{
	struct source *source = &listeners->source;
	struct parse_result result;
	int err;

	err = source_open(source);
	if (err)
		return source_failed(source, err, why);
	result = parse_table(source->text, source->length, &listener_format,
			     &listeners->table);
	if (!result.status)
		return CMD_OK;
	source_close(source);
	return parse_failed(source, result, why);
}

void unload_listeners(struct listeners *listeners)
{
	table_free(&listeners->table);
	source_close(&listeners->source);
}
