/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERSION_H
#define VERSION_H

/*
 * Returns the version of the command, which the Makefile takes from dkms.conf.
 */
const char *command_version(void);
void print_version(void);

#endif /* VERSION_H */
