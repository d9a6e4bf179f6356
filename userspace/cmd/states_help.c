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
"Shows the connections of each listening endpoint by TCP state; then what closed\n"
"listeners left, the connections of no listener (outgoing ones, for example), and\n"
"the total of this network namespace.\n"
"\n"
FILTER_HELP
"\n"
"Options:\n"
OUTPUT_HELP
"  -n, --noheadings   do not print the headings, nor what follows the table\n"
"      --diagram      draw the TCP state machine with these numbers instead and,\n"
"                     as root, how often each transition happens\n"
"      --interval SECONDS\n"
"                     time between the two reads that give these rates, 1 to 3600\n"
"                     (default: 1)\n"
"  -h, --help         show this help\n"
"  -V, --version      show the version\n"
"\n"
"States without connections are left out, unless -o, -O, -J or -r is given.\n"
"\n"
"Columns:\n";

static const char symptoms[] =
"\n"
"When a count is a symptom:\n"
"  CLOSE_WAIT    if it grows: the program here does not call close(). It leaks\n"
"                connections or is stuck; only the program ends them, no sysctl.\n"
"  NEW_SYN_RECV  if it is high: a SYN flood, or SYN-ACKs or final ACKs are lost.\n"
"                'listenq' shows how full the SYN queue is.\n"
"  SYN_RECV      if it is high: the same with TCP Fast Open.\n"
"  SYN_SENT      if it is high: the servers that this machine connects to do not\n"
"                answer.\n"
"  FIN_WAIT1, LAST_ACK, CLOSING\n"
"                if they are high: our FIN is not acknowledged. The other side is\n"
"                gone or does not read, or packets are lost. The kernel gives up\n"
"                eventually.\n"
"  FIN_WAIT2     if it is high: the other side does not close. Once the program\n"
"                here has closed the socket for good, tcp_fin_timeout ends them.\n"
"  TIME_WAIT     never: the side that closes first keeps the connection for 60 s,\n"
"                which is cheap. Do not look for tcp_tw_recycle: it broke clients\n"
"                behind NAT and was removed in Linux 4.12. SO_LINGER with a time\n"
"                of 0 avoids TIME_WAIT by a reset, which loses data. tcp_tw_reuse\n"
"                is only for outgoing connections that run out of ports.\n"
"  ESTABLISHED, LISTEN\n"
"                never by themselves.\n"
"\n"
SYMPTOM_HELP
"\n"
"Processes of other users are shown as \"-\", unless you are root.\n"
"\n"
"Environment:\n"
"  LISTENQ_DIR   read the tables 'listeners', 'states' and, if there is one,\n"
"                'transitions' in this directory instead; those of all network\n"
"                namespaces are in " LQ_DEBUGFS_DIR " (as root)\n"
"  LISTENQ_PROC  look for processes here instead of in /proc\n"
"  NO_COLOR      if set and not empty: no colours\n"
"\n"
EXIT_STATUS_HELP;

void states_help(void)
{
	fputs(usage, stdout);
	columns_help(&tally_columns, stdout);
	fputs(symptoms, stdout);
}
