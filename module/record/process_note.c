// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bit_spinlock.h>

#include "record/process_note.h"
#include "record/record_private.h"

#define LOCK_BIT 0

/*
 * A process that is being written may look like the current one only if it is:
 * its number and its start are compared.
 */
static bool is_noted(const struct lq_process_note *note)
{
	/* Only the current process writes itself. */
	return data_race(lq_process_is_current(&note->process));
}

void lq_process_note_set(struct lq_process_note *note)
{
	if (is_noted(note) || !bit_spin_trylock(LOCK_BIT, &note->lock))
		return;
	lq_process_of_current(&note->process);
	bit_spin_unlock(LOCK_BIT, &note->lock);
}

void lq_process_note_clear(struct lq_process_note *note)
{
	bit_spin_lock(LOCK_BIT, &note->lock);
	note->process.pid = 0;
	bit_spin_unlock(LOCK_BIT, &note->lock);
}

void lq_process_note_accept(struct lq_record *record)
{
	lq_process_note_set(&record->accepted);
}

static void copy(struct lq_process *process, struct lq_process_note *note)
{
	bit_spin_lock(LOCK_BIT, &note->lock);
	*process = note->process;
	bit_spin_unlock(LOCK_BIT, &note->lock);
}

void lq_process_note_read(struct lq_record *record,
			  struct lq_processes *processes)
{
	copy(&processes->listened, &record->listened);
	copy(&processes->accepted, &record->accepted);
}
