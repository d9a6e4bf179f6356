/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Everything that is known of one listener: the columns of its row, the sysctls
 * of its network namespace, and sums of these.
 */
#ifndef FACTS_H
#define FACTS_H

#include <stdbool.h>

#include "listener/judgement.h"
#include "proc/sysctl.h"
#include "table/cell.h"
#include "table/table.h"

struct listener;

#define DERIVED_FACTS(X)						\
X(pid)			/* of the process that holds the socket */	\
X(lately_ms)		/* what the judgement calls lately */	\
X(dropped)		/* packets, for any cause */			\
X(syns_dropped)		/* SYNs, for any cause */		\
X(cookies_back)		/* valid ones, also those dropped then */	\
X(drops_elsewhere)	/* of the socket's own count, not in ours */	\
X(backlog_advised)	/* see listener/recommendation.h; only a longer one */ \
X(clients_dropped)	/* that lost a SYN, see LQ_CLIENT_COLUMNS */	\
X(clients_late)		/* of these, got in after all */		\
X(clients_lost)		/* did not */					\
X(clients_pending)	/* still may */					\
X(clients_forgotten)	/* were too many to follow */			\
X(clients_late_min_us)	/* delays of those that got in */		\
X(clients_late_max_us)							\
X(ackers_dropped)	/* the same of final ACKs */			\
X(ackers_late)								\
X(ackers_lost)								\
X(ackers_late_max_us)							\
X(members)		/* sockets of its SO_REUSEPORT group */ \
X(members_full)		/* those whose accept queue is full */	\
X(members_empty)	/* those whose accept queue is empty */

#define FACTS(X) LQ_LISTENER_COLUMNS(X) SYSCTLS(X) DERIVED_FACTS(X)

#define FACT_ENUMERATOR(name, ...) FACT_##name,

enum fact {
	FACTS(FACT_ENUMERATOR)
	NFACTS
};

/* The values of all facts, by name and by number. */
struct facts {
	union {
		struct value value[NFACTS];
		struct {
			FACTS(VALUE_MEMBER)
		};
	};
};

/* Collects the facts; sysctls of another network namespace count as unknown. */
struct facts facts_of(const struct listener *listener,
		      const struct sysctls *sysctls);

/* Judges the listener. */
struct judgement facts_judge(const struct facts *facts);

/* Returns the name of a fact, which is that of its column or sysctl. */
const char *fact_name(enum fact fact);

/* Returns the fact of that name, or NFACTS. */
enum fact fact_named(const char *name, size_t length);

/* Whether a fact is a word, such as the address, and no number. */
bool fact_is_text(enum fact fact);

/*
 * Writes a fact for people: as a duration if its name ends in _ms or _us.
 * Returns buf, or NULL if it is not known.
 */
const char *fact_cell(const struct facts *facts, enum fact fact,
		      char buf[CELL_SIZE]);

#endif /* FACTS_H */
