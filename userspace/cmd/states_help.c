// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "cmd/states_help.h"
#include "lib/exit_status.h"
#include "listener/filter.h"
#include "listener/symptom.h"
#include "uapi/listenq.h"
#include "view/output.h"
#include "view/state_columns.h"

static const char usage[] =
"Usage: listenq states [OPTION...] [FILTER...]\n"
"\n"
"Shows the connections at each listening endpoint by TCP state, then those left\n"
"of listeners that closed, those of no listener, such as outgoing ones, and the\n"
"total of this network namespace.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
OUTPUT_HELP
"  -n, --noheadings   leave out the headings, and what follows the table\n"
"      --diagram      draw the state machine instead, with these numbers and, for\n"
"                     root, how often each step is taken\n"
"      --interval SECONDS\n"
"                     between the two reads that give these rates, otherwise 1\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"States in which there is nothing are left out, unless -o, -O, -J or -r is given.\n"
"\n"
"Columns:\n";

static const char symptoms[] =
"\n"
"When a number is a symptom:\n"
"  CLOSE_WAIT    grows: the program here does not call close(). It leaks, or it\n"
"                is stuck; no sysctl ends these, only the program does.\n"
"  NEW_SYN_RECV  many: a SYN flood, or SYN-ACKs or final ACKs get lost. 'listenq'\n"
"                shows how full the SYN queue is.\n"
"  SYN_RECV      many: the same with TCP Fast Open.\n"
"  SYN_SENT      many: what this machine connects to does not answer.\n"
"  FIN_WAIT1, LAST_ACK, CLOSING\n"
"                many: our FIN is not acknowledged. The other side is gone, does\n"
"                not read, or packets get lost; the kernel gives up in the end.\n"
"  FIN_WAIT2     many: the other side does not close. Once the program here has\n"
"                closed for good, tcp_fin_timeout ends them.\n"
"  TIME_WAIT     never: it is where a connection rests for 60 s whose side closed\n"
"                first, and it is cheap. Do not look for tcp_tw_recycle, which\n"
"                broke clients behind NAT and is gone since Linux 4.12. SO_LINGER\n"
"                with 0 avoids it by a reset, which loses data. tcp_tw_reuse is\n"
"                only for outgoing connections that run out of ports.\n"
"  ESTABLISHED, LISTEN\n"
"                never by themselves.\n"
"\n"
SYMPTOM_HELP
"\n"
"Other users' processes show as \"-\" unless you are root.\n"
"\n"
"Environment:\n"
"  LISTENQ_DIR   a directory with copies 'listeners', 'states' and, if there is\n"
"                one, 'transitions', to read instead; those of all network\n"
"                namespaces are in " LQ_DEBUGFS_DIR ", for root\n"
"  LISTENQ_PROC  where to look for processes instead of /proc\n"
"  NO_COLOR      if set and not empty, no colours\n"
"\n"
EXIT_STATUS_HELP;

void states_help(void)
{
	fputs(usage, stdout);
	columns_help(&tally_columns, stdout);
	fputs(symptoms, stdout);
}
