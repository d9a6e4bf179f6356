// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "lib/failure.h"
#include "lib/version.h"
#include "table/load.h"
#include "table/module_absence.h"
#include "table/parse.h"
#include "table/sockdiag.h"

static const struct table_format *const formats[SOURCE_NFILES] = {
	[SOURCE_LISTENERS] = &listener_format,
	[SOURCE_ALL_LISTENERS] = &listener_format,
	[SOURCE_STATES] = &states_format,
	[SOURCE_ALL_STATES] = &states_format,
	[SOURCE_TRANSITIONS] = &transition_format,
	[SOURCE_NETSTAT] = &netstat_format,
	[SOURCE_PROBES] = &probe_format,
	[SOURCE_MODULE] = &module_format,
	[SOURCE_DROPS] = &drop_format,
	[SOURCE_LATENCY] = &latency_format,
	[SOURCE_CLIENTS] = &client_format,
	[SOURCE_ALL_CLIENTS] = &client_format,
	[SOURCE_CONNECTIONS] = &connection_format,
	[SOURCE_EPISODES] = &episode_format,
	[SOURCE_ALL_EPISODES] = &episode_format,
};

static int source_absent(const struct source *source, struct failure *why)
{
	char remedy[ABSENCE_SIZE];

	switch (source_lack(source)) {
	case LACKS_DEBUGFS:
		return fail(why, EXIT_NO_MODULE,
			    "%s is in debugfs, %s", source->path,
			    source_debugfs_absence());
	case LACKS_NEWER_MODULE:
		return fail(why, EXIT_BAD_TABLE,
			    "the loaded module is older than this command and "
			    "has no %s: run 'rmmod listenq' and load the module "
			    "of version %s", source->path,
			    command_version());
	case LACKS_MODULE:
		break;
	}
	return fail(why, EXIT_NO_MODULE,
		    "the module is not loaded, there is no %s: %s",
		    source->path, module_absence_here(remedy));
}

static int source_failed(const struct source *source, int err,
			 struct failure *why)
{
	if (err == -ENOENT && !source->variable)
		return source_absent(source, why);
	if (err == -EACCES || err == -EPERM)
		return fail(why, EXIT_NO_PERMISSION,
			    "%s: no permission to read it: %s", source->path,
			    source_who_may());
	return fail(why, EXIT_FAILED, "%s: cannot be read: %s",
		    source->path, strerror(-err));
}

static bool is_foreign(enum parse_status status)
{
	return status == PARSE_NO_TABLE || status == PARSE_OTHER_TABLE;
}

static int parse_failed(const struct source *source,
			struct parse_result result, struct failure *why)
{
	int status = result.status == PARSE_MEMORY ?
		     EXIT_FAILED : EXIT_BAD_TABLE;
	const char *message = parse_message(result.status);

	if (source->variable && is_foreign(result.status))
		return fail(why, status, "%s: line %zu: %s; because %s is "
			    "set, this must be a copy of %s", source->path, result.line,
			    message, source->variable, source->original);
	if (!result.line)
		return fail(why, status, "%s: %s", source->path, message);
	return fail(why, status, "%s: line %zu: %s", source->path, result.line,
		    message);
}

static int parse(struct loaded *loaded, enum source_file file,
		 struct failure *why)
{
	struct source *source = &loaded->source;
	struct parse_result result;

	result = parse_table(source->text, source->length, formats[file],
			     &loaded->table);
	if (!result.status)
		return EXIT_OK;
	source_close(source);
	return parse_failed(source, result, why);
}

int load(struct loaded *loaded, enum source_file file, struct failure *why)
{
	int err = source_open(&loaded->source, file);

	if (err)
		return source_failed(&loaded->source, err, why);
	return parse(loaded, file, why);
}

int load_without_module(struct loaded *loaded, struct failure *why)
{
	struct source *source = &loaded->source;
	int err;

	*source = (struct source){ .path = "sock_diag" };
	err = sockdiag_listeners(&source->text, &source->length);
	if (err)
		return fail(why, EXIT_FAILED, "sock_diag failed: %s",
			    strerror(-err));
	return parse(loaded, SOURCE_LISTENERS, why);
}

void unload(struct loaded *loaded)
{
	table_free(&loaded->table);
	source_close(&loaded->source);
}
