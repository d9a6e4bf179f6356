/* SPDX-License-Identifier: GPL-2.0-only */
/* The exit statuses of all subcommands but check. */
#ifndef EXIT_STATUS_H
#define EXIT_STATUS_H

/* Scripts depend on these numbers: never change one. */
enum exit_status {
	EXIT_OK = 0,
	EXIT_USAGE = 1,
	EXIT_NO_MODULE = 2,
	EXIT_NO_PERMISSION = 3,
	EXIT_BAD_TABLE = 4,
	EXIT_FAILED = 5,
	EXIT_INCOMPLETE = 6,
	EXIT_INCONSISTENT = 7,
	EXIT_REFUSED = 8,
};

#define EXIT_STATUS_HELP						\
"Exit status:\n"							\
"  0  success, even if there was nothing to show\n"			\
"  1  wrong usage, or no listener matches the FILTERs\n"		\
"  2  the module is not loaded, or debugfs is needed and not mounted\n"	\
"  3  no permission\n"							\
"  4  a table is damaged, or the module is too new or too old for this command\n" \
"  5  another failure: reading, writing, memory\n"			\
"  6  the data are incomplete ('listenq status', 'listenq drops -f',\n"	\
"     'listenq selftest')\n"						\
"  7  the data contradict the kernel's counters ('listenq status'), or what was\n" \
"     done ('listenq selftest')\n"					\
"  8  a longer queue is not the remedy ('listenq resize FILTER auto')\n"	\
"'listenq check' has exit statuses of its own: see 'listenq check --help'.\n"

#endif /* EXIT_STATUS_H */
