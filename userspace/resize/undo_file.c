// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/array.h"
#include "lib/atomic_write.h"
#include "lib/failure.h"
#include "listener/listener.h"
#include "resize/plan.h"
#include "resize/undo_file.h"
#include "table/parse.h"

#define UNDO_COLUMN(name, column_kind, sentence) \
	{ .token = #name, .kind = KIND_##column_kind, .help = sentence },
#define UNDO_NAME(name, ...) " " #name

static const struct column_format columns[] = { UNDO_COLUMNS(UNDO_COLUMN) };

const struct table_format undo_format = {
	"listenq-resized", columns, ARRAY_SIZE(columns),
};

static const char title[] = "# listenq-resized 1";
static const char names[] = UNDO_COLUMNS(UNDO_NAME);

_Static_assert(LQ_FORMAT == 1, "the title above says so");

#define BOOT_SIZE 64

/* Reads the id of this boot, "-" if the kernel does not tell. Returns buf. */
static const char *boot_id(char buf[BOOT_SIZE])
{
	if (source_proc_text("sys/kernel/random/boot_id", buf, BOOT_SIZE))
		strcpy(buf, "-");
	buf[strcspn(buf, "\n")] = '\0';
	return buf;
}

static void write_number(struct value v, FILE *out)
{
	if (known(v))
		fprintf(out, " %" PRIu64, v.number);
	else
		fputs(" -", out);
}

static void write_change(const struct change *c, const char *boot, FILE *out)
{
	const struct listener_row *l = c->listener->row;
	const bool raised = known(c->new_somaxconn);

	fputs(text_or_dash(l->local), out);
	write_number(l->inode, out);
	write_number(number_value(c->cookie), out);
	write_number(l->backlog, out);
	write_number(number_value(c->backlog), out);
	write_number(raised ? c->somaxconn : unknown_value(), out);
	write_number(c->new_somaxconn, out);
	fprintf(out, " %s\n", boot);
}

static int write_plan(const struct plan *plan, char **text, size_t *length)
{
	FILE *out = open_memstream(text, length);
	char boot[BOOT_SIZE];
	size_t i;

	if (!out)
		return -ENOMEM;
	boot_id(boot);
	fprintf(out, "%s\n%s\n", title, names + 1);
	for (i = 0; i < plan->count; i++)
		if (plan->change[i].state == CHANGE_PLANNED)
			write_change(&plan->change[i], boot, out);
	return fclose(out) ? -ENOMEM : 0;
}

/*
 * Fails with -EXDEV if somebody else could put a file into the directory of
 * path: what is in that file is believed.
 */
static int check_dir(const char *path, bool make)
{
	char copy[PATH_MAX], *dir;
	struct stat st;

	snprintf(copy, sizeof(copy), "%s", path);
	dir = dirname(copy);
	if (make && mkdir(dir, 0755) && errno != EEXIST)
		return -errno;
	if (lstat(dir, &st))
		return -errno;
	if (geteuid() && st.st_uid != geteuid())
		return -EACCES;
	return S_ISDIR(st.st_mode) && st.st_uid == geteuid() &&
	       !(st.st_mode & 0022) ? 0 : -EXDEV;
}

static const char *reason(int err)
{
	return err == -EXDEV ? "others can write its directory" : strerror(-err);
}

static int save(const char *path, const struct plan *plan)
{
	size_t length = 0;
	char *text = NULL;
	int err = write_plan(plan, &text, &length);

	if (!err)
		err = atomic_write(path, text, length, 0600);
	free(text);
	return err;
}

int undo_file_replace(const char *path, const struct plan *plan,
		      struct undo_file *before, struct failure *why)
{
	struct source source;
	int err = check_dir(path, true);

	*before = (struct undo_file){ NULL, 0 };
	if (!err)
		err = source_open_path(&source, path);
	if (!err)
		*before = (struct undo_file){ source.text, source.length };
	if (!err || err == -ENOENT)
		err = save(path, plan);
	if (!err)
		return EXIT_OK;
	undo_file_free(before);
	return fail(why, err == -EACCES ? EXIT_NO_PERMISSION : EXIT_FAILED,
		    "%s, which --undo needs, cannot be written: %s; nothing was "
		    "changed", path, reason(err));
}

void undo_file_restore(const char *path, const struct undo_file *before)
{
	if (before->text)
		atomic_write(path, before->text, before->length, 0600);
	else
		undo_file_remove(path);
}

void undo_file_free(struct undo_file *before)
{
	free(before->text);
	*before = (struct undo_file){ NULL, 0 };
}

void undo_file_remove(const char *path)
{
	unlink(path);
}

static const struct listener *listener_of(const struct listeners *listeners,
					  const struct undo_row *row)
{
	size_t i;

	for (i = 0; i < listeners->count; i++)
		if (are_equal(listeners->listener[i].row->inode, row->inode))
			return &listeners->listener[i];
	return NULL;
}

static int fail_row(const struct undo_row *row, const char *text,
		    struct failure *why)
{
	return fail(why, EXIT_FAILED, "%s: %s; nothing was changed",
		    text_or_dash(row->local), text);
}

/* Skips what is not as it was left: somebody else has changed it since. */
static void add(struct plan *plan, const struct listener *l,
		const struct undo_row *row)
{
	struct change *c = &plan->change[plan->count];

	plan_add(plan, l, row->backlog.number);
	c->cookie = row->cookie.number;
	if (c->state != CHANGE_PLANNED)
		return;
	if (are_different(l->row->backlog, row->new_backlog)) {
		c->state = CHANGE_SKIPPED;
		snprintf(c->reason, sizeof(c->reason),
			 "its backlog is not the %" PRIu64 " that it got: the "
			 "program has called listen() since, or somebody resized "
			 "it", row->new_backlog.number);
	}
	c->somaxconn = row->new_somaxconn;
	c->new_somaxconn = row->somaxconn;
}

static int plan_row(struct plan *plan, const struct listeners *listeners,
		    const struct undo_row *row, const char *boot,
		    struct failure *why)
{
	const struct listener *l = listener_of(listeners, row);

	if (!known(row->inode) || !known(row->cookie) || !known(row->backlog) ||
	    !known(row->new_backlog))
		return fail_row(row, "what it was is not in the file", why);
	if (!is_text(row->boot, boot))
		return fail_row(row, "that was before the last boot", why);
	if (l)
		add(plan, l, row);
	else
		plan->gone++;
	return EXIT_OK;
}

static int plan_table(struct plan *plan, const struct listeners *listeners,
		      const struct table *table, struct failure *why)
{
	int status = plan_make(plan, table->nrows, why);
	char boot[BOOT_SIZE];
	size_t i;

	boot_id(boot);
	for (i = 0; i < table->nrows && !status; i++)
		status = plan_row(plan, listeners, undo_at(table, i), boot, why);
	return status;
}

int undo_file_plan(const char *path, const struct listeners *listeners,
		   struct plan *plan, struct failure *why)
{
	struct parse_result result;
	struct source source;
	struct table table;
	int status, err = check_dir(path, false);

	*plan = (struct plan){ .count = 0 };
	if (!err)
		err = source_open_path(&source, path);
	if (err == -ENOENT)
		return fail(why, EXIT_FAILED, "there is nothing to undo: there is "
			    "no %s", path);
	if (err)
		return fail(why, err == -EACCES ? EXIT_NO_PERMISSION : EXIT_FAILED,
			    "%s: cannot be read: %s", path, reason(err));
	result = parse_table(source.text, source.length, &undo_format, &table);
	if (result.status) {
		status = fail(why, EXIT_BAD_TABLE, "%s: line %zu: %s", path,
			      result.line, parse_message(result.status));
	} else {
		status = plan_table(plan, listeners, &table, why);
		table_free(&table);
	}
	source_close(&source);
	return status;
}
