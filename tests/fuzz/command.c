// SPDX-License-Identifier: GPL-2.0-only
/*
 * The whole command, on any arguments and any tables. The first line of the
 * input is the words of a command line; what follows stands for the module's
 * files, one after the other, each from its "# listenq-NAME" on.
 *
 * What would wait for ever is done once; nothing is read but the input, so that
 * a run can be repeated.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/follow.h"
#include "fuzz.h"
#include "lib/failure.h"
#include "table/load.h"
#include "table/source.h"

#define MAX_WORDS 16
#define MAX_SIZE 65536

static char input[MAX_SIZE + 1];
static char *tables;

static const char *const titles[SOURCE_NFILES] = {
	[SOURCE_LISTENERS] = "# listenq-listeners",
	[SOURCE_ALL_LISTENERS] = "# listenq-listeners",
	[SOURCE_STATES] = "# listenq-states",
	[SOURCE_ALL_STATES] = "# listenq-states",
	[SOURCE_TRANSITIONS] = "# listenq-transitions",
	[SOURCE_NETSTAT] = "# listenq-netstat",
	[SOURCE_PROBES] = "# listenq-probes",
	[SOURCE_MODULE] = "# listenq-module",
	[SOURCE_DROPS] = "# listenq-drops",
	[SOURCE_LATENCY] = "# listenq-latency",
	[SOURCE_CONNECTIONS] = "# listenq-connections",
	[SOURCE_EPISODES] = "# listenq-episodes",
	[SOURCE_ALL_EPISODES] = "# listenq-episodes",
	[SOURCE_CLIENTS] = "# listenq-clients",
	[SOURCE_ALL_CLIENTS] = "# listenq-clients",
};

/* As long as the file is in memory, and no byte longer: the sanitizer looks. */
int __wrap_source_open(struct source *source, enum source_file file)
{
	const char *begin = strstr(tables, titles[file]);
	const char *end = begin ? strstr(begin + 1, "\n# listenq-") : NULL;

	*source = (struct source){ .original = titles[file] };
	if (!begin)
		return -ENOENT;
	source->length = end ? (size_t)(end + 1 - begin) : strlen(begin);
	source->text = malloc(source->length);
	if (!source->text)
		return -ENOMEM;
	memcpy(source->text, begin, source->length);
	return 0;
}

int __wrap_source_probe(struct source *source, enum source_file file)
{
	*source = (struct source){ .original = titles[file] };
	return strstr(tables, titles[file]) ? 0 : -ENOENT;
}

int __wrap_load_without_module(struct loaded *loaded, struct failure *why)
{
	return load(loaded, SOURCE_LISTENERS, why);
}

int __wrap_watch(double seconds, int (*show)(void *data, struct failure *why),
		 void *data, struct failure *why)
{
	(void)seconds;
	return show(data, why);
}

int __wrap_follow(const struct following *f, struct failure *why)
{
	(void)f;
	(void)why;
	return EXIT_OK;
}

static int words(char *line, char *argv[])
{
	int argc = 0;
	char *word;

	argv[argc++] = (char *)"listenq";
	while (argc < MAX_WORDS && (word = strsep(&line, " ")))
		if (*word)
			argv[argc++] = word;
	argv[argc] = NULL;
	return argc;
}

/* No process, namespace, setting or colour of this machine is to matter. */
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	setenv("LISTENQ_PROC", "/nonexistent", 1);
	setenv("LISTENQ_NETNS", "/nonexistent", 1);
	setenv("TERM", "dumb", 1);
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *argv[MAX_WORDS + 1];
	char *line;

	if (size > MAX_SIZE)
		return -1;
	memcpy(input, data, size);
	input[size] = '\0';
	tables = input;
	line = strsep(&tables, "\n");
	if (!tables)
		tables = input + size;
	listenq_main(words(line, argv), argv);
	return 0;
}
