/* SPDX-License-Identifier: GPL-2.0-only */
/* Why the module is not there, and what to type on this distribution. */
#ifndef MODULE_ABSENCE_H
#define MODULE_ABSENCE_H

#include <stddef.h>

#define ABSENCE_SIZE 320

/*
 * Writes what to do about a module that is not loaded, as the end of a
 * sentence: it is not installed, not built for this kernel, not signed, or only
 * not loaded. root: "" or a directory instead of "/"; release: as by "uname -r".
 * Returns buf.
 */
const char *module_absence(const char *root, const char *release,
			   char buf[ABSENCE_SIZE]);

/* Does the same for the running kernel. */
const char *module_absence_here(char buf[ABSENCE_SIZE]);

#endif /* MODULE_ABSENCE_H */
