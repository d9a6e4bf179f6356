/* SPDX-License-Identifier: GPL-2.0-only */
/* What 'listenq states --help' prints. */
#ifndef STATES_HELP_H
#define STATES_HELP_H

void states_help(void);

#endif /* STATES_HELP_H */
