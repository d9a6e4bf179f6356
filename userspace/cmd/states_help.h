/* SPDX-License-Identifier: GPL-2.0-only */
/* What 'listenq states --help' prints before and after the columns. */
#ifndef STATES_HELP_H
#define STATES_HELP_H

extern const char states_usage[];
extern const char states_notes[];

#endif /* STATES_HELP_H */
