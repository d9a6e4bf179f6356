// SPDX-License-Identifier: GPL-2.0-only
#include <glob.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "lib/array.h"
#include "table/module_absence.h"
#include "table/source.h"

/* Packages of headers; "#" stands for the release. */
static const struct {
	const char *id;			/* ID or ID_LIKE in os-release */
	const char *command;
} headers[] = {
	{ "ubuntu", "apt install linux-headers-#" },
	{ "debian", "apt install linux-headers-#" },
	{ "fedora", "dnf install kernel-devel-#" },
	{ "rhel", "dnf install kernel-devel-#" },
	{ "suse", "zypper install kernel-default-devel" },
	{ "opensuse", "zypper install kernel-default-devel" },
	{ "arch", "pacman -S linux-headers" },
};

/* Reads a file, "" if there is none; the caller closes the source. */
static const char *text_of(struct source *source, const char *path)
{
	char *grown;

	if (source_open_path(source, path))
		return "";
	grown = realloc(source->text, source->length + 1);
	if (!grown)
		return "";
	source->text = grown;
	grown[source->length] = '\0';
	return grown;
}

static bool file_says(const char *path, const char *text)
{
	struct source source;
	bool found = strstr(text_of(&source, path), text);

	source_close(&source);
	return found;
}

static bool exists(const char *root, const char *path)
{
	char full[PATH_MAX];

	snprintf(full, sizeof(full), "%s%s", root, path);
	return access(full, F_OK) == 0;
}

/* DKMS and others put it to different places: depmod knows where. */
static bool is_built(const char *root, const char *release)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/lib/modules/%s/modules.dep", root,
		 release);
	return file_says(path, "/listenq.ko");
}

static bool has_sources(const char *root)
{
	char pattern[PATH_MAX];
	glob_t found;
	bool any;

	snprintf(pattern, sizeof(pattern), "%s/usr/src/listenq-*/dkms.conf", root);
	any = glob(pattern, 0, NULL, &found) == 0;
	if (any)
		globfree(&found);
	return any;
}

static bool has_headers(const char *root, const char *release)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "/lib/modules/%s/build", release);
	return exists(root, path);
}

/* The kernel was told so, or is locked down, as by Secure Boot. */
static bool demands_signatures(const char *root)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/sys/module/module/parameters/sig_enforce",
		 root);
	if (file_says(path, "Y"))
		return true;
	snprintf(path, sizeof(path), "%s/sys/kernel/security/lockdown", root);
	return file_says(path, "[integrity]") ||
	       file_says(path, "[confidentiality]");
}

/* Whether a line of os-release is ID or ID_LIKE and has that word. */
static bool line_has(const char *line, const char *id)
{
	const size_t length = strlen(id), end = strcspn(line, "\n");
	const char *word = strchr(line, '=');

	if (!word || (strncmp(line, "ID=", 3) && strncmp(line, "ID_LIKE=", 8)))
		return false;
	for (word++; word < line + end; word += strcspn(word, " \"'\n") + 1)
		if (strncmp(word, id, length) == 0 &&
		    strcspn(word, " \"'\n-") == length)
			return true;
	return false;
}

static const char *headers_command(const char *root)
{
	const char *command = NULL, *line;
	struct source source;
	char path[PATH_MAX];
	size_t i;

	snprintf(path, sizeof(path), "%s/etc/os-release", root);
	line = text_of(&source, path);
	while (line && *line && !command) {
		for (i = 0; i < ARRAY_SIZE(headers) && !command; i++)
			if (line_has(line, headers[i].id))
				command = headers[i].command;
		line = strchr(line, '\n');
		if (line)
			line++;
	}
	source_close(&source);
	return command;
}

static void write_command(FILE *out, const char *command, const char *release)
{
	for (; *command; command++)
		if (*command == '#')
			fputs(release, out);
		else
			fputc(*command, out);
}

static void write_headers(const char *root, const char *release, FILE *out)
{
	const char *command = headers_command(root);

	fprintf(out, "it has not been built for this kernel, whose headers are "
		"missing: ");
	if (command) {
		fputs("run '", out);
		write_command(out, command, release);
		fputs("', then 'dkms autoinstall'", out);
	} else {
		fprintf(out, "install those of %s, then run 'dkms autoinstall'",
			release);
	}
	fputs(", as root", out);
}

static void write_absence(const char *root, const char *release, FILE *out)
{
	if (is_built(root, release) && demands_signatures(root))
		fputs("it is built, but this kernel loads only modules that are "
		      "signed with a key that it trusts: run 'modprobe listenq' "
		      "as root, and if that is rejected follow \"Secure Boot\" "
		      "in listenq(8)", out);
	else if (is_built(root, release))
		fputs("run 'modprobe listenq' as root", out);
	else if (has_sources(root) && has_headers(root, release))
		fputs("it has not been built for this kernel: run 'dkms "
		      "autoinstall' as root; why it failed is in make.log below "
		      "/var/lib/dkms/listenq", out);
	else if (has_sources(root))
		write_headers(root, release, out);
	else
		fputs("run 'modprobe listenq', or 'insmod module/listenq.ko' in "
		      "the source tree", out);
}

const char *module_absence(const char *root, const char *release,
			   char buf[ABSENCE_SIZE])
{
	FILE *out = fmemopen(buf, ABSENCE_SIZE, "w");

	buf[0] = '\0';
	if (!out)
		return buf;
	write_absence(root, release, out);
	fclose(out);
	return buf;
}

const char *module_absence_here(char buf[ABSENCE_SIZE])
{
	struct utsname name;

	if (uname(&name))
		strcpy(name.release, "?");
	return module_absence("", name.release, buf);
}
