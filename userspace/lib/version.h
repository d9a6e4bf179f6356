/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef VERSION_H
#define VERSION_H

const char *command_version(void);
void print_version(void);

#endif /* VERSION_H */
