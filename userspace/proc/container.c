// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "proc/container.h"

#define ID_LENGTH 64
#define ID_SHOWN 12

/* A part of a path, between two slashes. */
struct part {
	const char *text;
	size_t length;
};

static bool begins(struct part part, const char *prefix)
{
	size_t n = strlen(prefix);

	return part.length > n && memcmp(part.text, prefix, n) == 0;
}

static bool ends(struct part part, const char *suffix)
{
	size_t n = strlen(suffix);

	return part.length > n &&
	       memcmp(part.text + part.length - n, suffix, n) == 0;
}

static bool is_id(const char *text, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		if (!isxdigit((unsigned char)text[i]))
			return false;
	return length == ID_LENGTH;
}

/*
 * Container engines write the full id, alone or in a name such as
 * "docker-ID.scope", "cri-containerd-ID.scope" or "libpod-ID.scope".
 */
static bool name_by_id(struct part part, char *name)
{
	const char *id = part.text;
	size_t length = part.length;

	if (ends(part, ".scope"))
		length -= strlen(".scope");
	if (length > ID_LENGTH && id[length - ID_LENGTH - 1] == '-') {
		id += length - ID_LENGTH;
		length = ID_LENGTH;
	}
	if (!is_id(id, length))
		return false;
	snprintf(name, CONTAINER_NAME_SIZE, "%.*s", ID_SHOWN, id);
	return true;
}

/* Replaces \xNN, by which systemd writes what a unit's name may not contain. */
static void unescape(const char *from, size_t length, char *name)
{
	const char *end = from + length;
	char *last = name + CONTAINER_NAME_SIZE - 1;
	char digits[3] = "";

	while (from < end && name < last) {
		if (end - from >= 4 && from[0] == '\\' && from[1] == 'x' &&
		    isxdigit((unsigned char)from[2]) &&
		    isxdigit((unsigned char)from[3])) {
			memcpy(digits, from + 2, 2);
			*name++ = (char)strtoul(digits, NULL, 16);
			from += 4;
		} else {
			*name++ = *from++;
		}
	}
	*name = '\0';
}

static bool name_by_machine(struct part part, char *name)
{
	const size_t prefix = strlen("machine-"), suffix = strlen(".scope");

	if (begins(part, "lxc.payload.")) {
		part.text += strlen("lxc.payload.");
		part.length -= strlen("lxc.payload.");
	} else if (begins(part, "machine-") && ends(part, ".scope") &&
		   part.length > prefix + suffix) {
		part.text += prefix;
		part.length -= prefix + suffix;
	} else {
		return false;
	}
	unescape(part.text, part.length, name);
	return true;
}

/*
 * The unit user@N.service is a login: it does not say what was started in it.
 */
static bool name_by_unit(struct part part, char *name)
{
	if (!ends(part, ".service") || begins(part, "user@"))
		return false;
	unescape(part.text, part.length, name);
	return true;
}

/*
 * Takes the outermost part that fits: parts further in belong to the container.
 */
static bool name_path(const char *path, char *name,
		      bool (*name_part)(struct part part, char *name))
{
	struct part part;

	for (; *path && *path != '\n'; path += part.length) {
		path += strspn(path, "/");
		part = (struct part){ path, strcspn(path, "/\n") };
		if (name_part(part, name))
			return true;
	}
	return false;
}

/*
 * Each line is "NUMBER:CONTROLLERS:/PATH"; with cgroup v2 there is a single
 * one.
 */
static bool name_lines(const char *line, char *name,
		       bool (*name_part)(struct part part, char *name))
{
	for (; *line; line += strcspn(line, "\n"), line += *line == '\n') {
		const char *path = strchr(line, '/');

		if (path && path < line + strcspn(line, "\n") &&
		    name_path(path, name, name_part))
			return true;
	}
	return false;
}

bool container_name(const char *cgroups, char name[CONTAINER_NAME_SIZE])
{
	return name_lines(cgroups, name, name_by_id) ||
	       name_lines(cgroups, name, name_by_machine) ||
	       name_lines(cgroups, name, name_by_unit);
}
