/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two network namespaces of this process, a server's and a client's, joined by a
 * veth. They end with the process. Only the thread that opened them is in them.
 */
#ifndef LAB_H
#define LAB_H

#include <stdbool.h>

struct failure;

#define LAB_SERVER4	"10.1.0.1"
#define LAB_SERVER6	"fd01::1"
#define LAB_CROWD4	"10.128.0.1"	/* the first client of a crowd */
#define LAB_CROWD6	"fd02::1"
#define LAB_BARRIER4	"10.64.0.1"	/* never without a route */
#define LAB_BARRIER6	"fd03::1"

enum lab_end { LAB_HOME, LAB_SERVER, LAB_CLIENT, LAB_ENDS };

struct lab {
	int netns[LAB_ENDS];
};

/* Returns an exit_status; lab_close() is due also on failure. */
int lab_open(struct lab *lab, struct failure *why);
void lab_close(struct lab *lab);

/* Moves this thread to a namespace. Returns false with errno. */
bool lab_enter(const struct lab *lab, enum lab_end end);

/* Sets a sysctl, "net/ipv4/tcp_syncookies", of the server's; false with errno. */
bool lab_sysctl(const struct lab *lab, const char *name, const char *value);
bool lab_sysctl_of(const struct lab *lab, enum lab_end end, const char *name,
		   const char *value);

/* Adds or deletes the server's route to the crowds. Returns false with errno. */
bool lab_route(const struct lab *lab, bool add);

#endif /* LAB_H */
