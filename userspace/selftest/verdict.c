// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "selftest/player.h"
#include "selftest/verdict.h"

const char *verdict_name(enum verdict verdict)
{
	static const char * const names[NVERDICTS] = {
		[VERDICT_RIGHT] = "right",
		[VERDICT_WRONG] = "WRONG",
		[VERDICT_UNKNOWN] = "unknown",
		[VERDICT_UNTESTED] = "untested",
	};

	return names[verdict];
}

/* Evaluates NUMBER, $, &, NUMBER-$ or NUMBER-&, see scene.h. */
static uint64_t evaluate(const struct play *play, const char *text)
{
	char *end;
	uint64_t number = strtoull(text, &end, 10), other = 0;
	bool rest = *end == '-';

	end += rest;
	if (*end == '$')
		other = play->clients.synacks;
	else if (*end == '&')
		other = play->migrated;
	return rest ? number - other : number + other;
}

/* Finds TOKEN=... in what a scene expects; NULL if it is not there. */
static const char *find(const char *expects, const char *token)
{
	const size_t len = strlen(token);
	const char *at = expects;

	while (at) {
		if (strncmp(at, token, len) == 0 && at[len] == '=')
			return at + len + 1;
		at = strchr(at, ' ');
		at += !!at;
	}
	return NULL;
}

static bool is_count(unsigned int column)
{
	const enum kind kind = listener_format.columns[column].kind;

	return kind == KIND_COUNT || kind == KIND_DROP;
}

/* What a scene says about a column; false if nothing. */
static bool expected(const struct play *play, unsigned int column,
		     uint64_t *number)
{
	const char *token = listener_format.columns[column].token;
	const char *text = find(play->scene->expects, token);

	*number = 0;
	if (text)
		*number = evaluate(play, text);
	else if (column == LISTENER_synack_retrans)
		*number = play->clients.resent;
	return text || is_count(column);
}

static void add_play(struct tally *tally, const struct play *play,
		     unsigned int column)
{
	uint64_t number;
	unsigned int i;

	if (play->skipped || !expected(play, column, &number))
		return;
	tally->checked = true;
	tally->expected += number;
	for (i = 0; i < MEMBERS_MAX; i++) {
		const struct value v = play->counted[i][column];

		if (!play->inode[i])
			continue;
		if (known(v))
			tally->counted += v.number;
		else
			tally->unknown = true;
	}
}

static enum verdict judge(const struct tally *tally)
{
	if (tally->unknown)
		return VERDICT_UNKNOWN;
	if (tally->expected != tally->counted)
		return VERDICT_WRONG;
	return VERDICT_RIGHT;
}

static void add(struct tally *total, const struct tally *tally)
{
	total->expected += tally->expected;
	total->counted += tally->counted;
	total->unknown |= tally->unknown;
	total->checked |= tally->checked;
}

/* Too many for one family are not made up for by too few for another. */
static enum verdict judge_column(const struct column_verdict *result)
{
	unsigned int m;

	for (m = 0; m < NMEETINGS; m++)
		if (judge(&result->tally[m]) != VERDICT_RIGHT)
			return judge(&result->tally[m]);
	if (result->total.expected)
		return VERDICT_RIGHT;
	return VERDICT_UNTESTED;
}

bool verdict_of_column(const struct player *player, unsigned int column,
		       struct column_verdict *result)
{
	unsigned int i;

	*result = (struct column_verdict){
		.token = listener_format.columns[column].token,
	};
	for (i = 0; i < player->nplays; i++)
		add_play(&result->tally[player->plays[i].meeting],
			 &player->plays[i], column);
	for (i = 0; i < NMEETINGS; i++)
		add(&result->total, &result->tally[i]);
	result->verdict = judge_column(result);
	if (column == LISTENER_synq && result->verdict == VERDICT_UNTESTED)
		result->verdict = VERDICT_RIGHT;	/* 0 is what it must be */
	return result->total.checked;
}

/* What has a row in listenq_states, being no listener's any more. */
void verdict_of_closed(const struct player *player,
		       struct column_verdict *result)
{
	unsigned int i;

	*result = (struct column_verdict){ .token = "closed listeners" };
	for (i = 0; i < player->nplays; i++) {
		const struct play *play = &player->plays[i];
		const char *text = find(play->scene->expects, "left");
		struct tally *tally = &result->tally[play->meeting];

		if (!text)
			continue;
		tally->expected += evaluate(play, text);
		tally->counted += known(play->left) ? play->left.number : 0;
	}
	for (i = 0; i < NMEETINGS; i++)
		add(&result->total, &result->tally[i]);
	result->verdict = judge_column(result);
}

enum verdict verdict_of_counter(const struct netstat_row *row)
{
	if (!known(row->kernel) || !known(row->ours))
		return VERDICT_UNKNOWN;
	if (row->kernel.number != row->ours.number)
		return VERDICT_WRONG;
	return row->kernel.number ? VERDICT_RIGHT : VERDICT_UNTESTED;
}
