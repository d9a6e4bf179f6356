/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The mains of the subcommands. They return an exit_status; check_main() its
 * own.
 */
#ifndef CMD_H
#define CMD_H

int list_main(int argc, char **argv);
int states_main(int argc, char **argv);
int drops_main(int argc, char **argv);
int check_main(int argc, char **argv);
int connections_main(int argc, char **argv);
int explain_main(int argc, char **argv);
int history_main(int argc, char **argv);
int latency_main(int argc, char **argv);
int metrics_main(int argc, char **argv);
int resize_main(int argc, char **argv);
int selftest_main(int argc, char **argv);
int show_main(int argc, char **argv);
int status_main(int argc, char **argv);
int top_main(int argc, char **argv);

#endif /* CMD_H */
