/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All numbers that can be told of one listener: its row, the settings of its
 * network namespace, and what follows from them.
 */
#ifndef FACTS_H
#define FACTS_H

#include "proc/sysctl.h"
#include "table/cell.h"
#include "table/table.h"

struct listener;

#define DERIVED_FACTS(X)						\
X(pid)			/* of the process that holds the socket */	\
X(dropped)		/* packets, for any cause */			\
X(syns_dropped)		/* those of them that were SYNs */		\
X(cookies_back)		/* came back valid, even if dropped then */	\
X(members)		/* sockets of its SO_REUSEPORT group, if it is in one */ \
X(members_full)		/* those of them whose accept queue is full */	\
X(members_empty)	/* or empty */

#define FACTS(X) LQ_LISTENER_COLUMNS(X) SYSCTLS(X) DERIVED_FACTS(X)

#define FACT_ENUMERATOR(name, ...) FACT_##name,

enum fact {
	FACTS(FACT_ENUMERATOR)
	NFACTS
};

/* Both by name and by number. */
struct facts {
	union {
		struct value value[NFACTS];
		struct {
			FACTS(VALUE_MEMBER)
		};
	};
};

/* Of another namespace than the listener's, sysctls are not known. */
struct facts facts_of(const struct listener *listener,
		      const struct sysctls *sysctls);

const char *fact_name(enum fact fact);

/* NFACTS if there is none of that name. */
enum fact fact_named(const char *name, size_t length);

/* For people: what is a time by its name, as one. NULL if not known. */
const char *fact_cell(const struct facts *facts, enum fact fact,
		      char buf[CELL_SIZE]);

#endif /* FACTS_H */
