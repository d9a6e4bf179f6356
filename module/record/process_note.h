/* SPDX-License-Identifier: GPL-2.0-only */
/* The processes that listened at a socket and accepted from it, in its record. */
#ifndef LQ_PROCESS_NOTE_H
#define LQ_PROCESS_NOTE_H

#include "kernel/process.h"

struct lq_record;

/* All zero: no process yet. */
struct lq_process_note {
	unsigned long lock;		/* a bit spinlock, of process context only */
	struct lq_process process;
};

/* What a record holds of processes; a pid of 0 is unknown. */
struct lq_processes {
	struct lq_process listened;	/* called listen() last */
	struct lq_process accepted;	/* called accept() last */
};

/**
 * lq_process_note_set() - note the current process
 * @note: the note
 *
 * Writes nothing if it is noted already; nor if another CPU is just writing:
 * then that process did the same at the same time.
 *
 * Context: process, preemption off. Takes no lock that it would wait for.
 */
void lq_process_note_set(struct lq_process_note *note);

/**
 * lq_process_note_clear() - forget the process
 * @note: the note
 *
 * Context: process. Takes a bit spinlock.
 */
void lq_process_note_clear(struct lq_process_note *note);

/**
 * lq_process_note_accept() - note that the current process has accepted
 * @record: of the listener
 *
 * Context: process, preemption off.
 */
void lq_process_note_accept(struct lq_record *record);

/**
 * lq_process_note_read() - copy the processes of a record
 * @record: from lq_record_find()
 * @processes: the result
 *
 * Context: process, in an RCU read section. Takes a bit spinlock.
 */
void lq_process_note_read(struct lq_record *record,
			  struct lq_processes *processes);

#endif /* LQ_PROCESS_NOTE_H */
