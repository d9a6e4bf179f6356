/* SPDX-License-Identifier: GPL-2.0-only */
/* What the subcommands and the table of them agree on. */
#ifndef CMD_H
#define CMD_H

/* Exit statuses. Scripts depend on them: never renumber. */
enum cmd_status {
	CMD_OK = 0,
	CMD_USAGE = 1,
	CMD_NO_MODULE = 2,
	CMD_NO_PERMISSION = 3,
	CMD_BAD_TABLE = 4,
	CMD_FAILED = 5,
	CMD_INCOMPLETE = 6,
};

#define CMD_STATUS_HELP							\
"Exit status:\n"							\
"  0  all is well, even if there was nothing to show\n"			\
"  1  wrong usage, or no listener matches the FILTERs\n"		\
"  2  the module is not loaded, or debugfs not mounted, which -A needs\n" \
"  3  no permission\n"							\
"  4  the table is damaged, or the module too new or too old for this command\n" \
"  5  something else failed: reading, writing, memory\n"			\
"  6  the data are incomplete: 'listenq status', 'listenq refused -f'\n"	\
"'listenq check' has statuses of its own: see its --help.\n"

int list_main(int argc, char **argv);
int states_main(int argc, char **argv);
int refused_main(int argc, char **argv);
int check_main(int argc, char **argv);
int explain_main(int argc, char **argv);
int latency_main(int argc, char **argv);
int metrics_main(int argc, char **argv);
int status_main(int argc, char **argv);
int top_main(int argc, char **argv);

const char *command_version(void);
void print_version(void);

#endif /* CMD_H */
