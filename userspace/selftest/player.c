// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/array.h"
#include "lib/clock.h"
#include "lib/exit_status.h"
#include "lib/failure.h"
#include "selftest/player.h"

#define SETTLED_MS	600	/* by then the module knows all outcomes */
#define FIRST_PORT	20000

/* What a scene finds in the server's namespace, and finds again after others. */
static const struct {
	const char *name, *value;
	bool optional;
} sysctls[] = {
	{ "net/ipv4/tcp_syncookies", "1", true },
	{ "net/ipv4/tcp_max_syn_backlog", "1024", false },
	{ "net/ipv4/tcp_abort_on_overflow", "0", false },
	{ "net/ipv4/tcp_synack_retries", "1", false },
	{ "net/ipv4/tcp_fastopen", "515", true },	/* without a cookie */
	{ "net/ipv4/tcp_migrate_req", "1", true },
	{ "net/mptcp/enabled", "1", true },
};

static bool set_sysctls(const struct player *player)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(sysctls); i++)
		if (!lab_sysctl(&player->lab, sysctls[i].name,
				sysctls[i].value) && !sysctls[i].optional)
			return false;
	/* The client's, which sends data in a SYN without a cookie. */
	lab_sysctl_of(&player->lab, LAB_CLIENT, "net/ipv4/tcp_fastopen", "5");
	return true;
}

static int failed(const struct play *play, const char *at, struct failure *why)
{
	return fail(why, EXIT_FAILED, "%s, %s, at '%s': %s", play->scene->name,
		    meeting_name(play->meeting), at, strerror(errno));
}

/* A packet is handled on the CPU that sends it: one after the other. */
static void stay_on_this_cpu(void)
{
	int cpu = sched_getcpu();
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET((size_t)(cpu < 0 ? 0 : cpu), &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static void sleep_ms(int ms)
{
	const struct timespec time = {
		.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L,
	};

	nanosleep(&time, NULL);
}

static bool has_sysctl(const struct player *player, const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "/proc/sys/%s", name);
	return lab_enter(&player->lab, LAB_SERVER) && access(path, F_OK) == 0;
}

static int play_scene(struct player *player, const struct scene *scene,
		      enum meeting meeting, struct failure *why)
{
	unsigned int port = FIRST_PORT + player->nplays;
	struct play *play = &player->plays[player->nplays++];
	const char *at;
	int status = EXIT_OK;

	*play = (struct play){
		.scene = scene, .meeting = meeting, .listener = { -1, -1 },
		.lab = &player->lab, .barrier = &player->barrier[meeting],
		.clients = { .raw = -1, .tap = -1 },
	};
	if (scene->needs && !has_sysctl(player, scene->needs)) {
		play->skipped = scene->needs;
		return EXIT_OK;
	}
	if (!play_open(play, port))
		return failed(play, "listen", why);
	at = play_script(play, scene->script);
	if (at && errno == ENODATA)
		play->skipped = "TcpExtTCPMigrateReqSuccess";
	else if (at)
		status = failed(play, at, why);
	play_migrated(play);
	if (!set_sysctls(player) && !status)
		status = failed(play, "sysctl", why);
	return status;
}

/* Plays what comes late, when its time has come. */
static int end_scene(struct play *play, struct failure *why)
{
	int left = ms_until(play->begun_ms + play->scene->after_ms);
	const char *at = NULL;

	if (play->skipped)
		return EXIT_OK;
	sleep_ms(left);
	if (play->scene->late)
		at = play_script(play, play->scene->late);
	else if (!clients_look_until_quiet(&play->clients))
		at = "wait";
	return at ? failed(play, at, why) : EXIT_OK;
}

static bool is_played(const struct scene *scene, bool full)
{
	return full || !(scene->flags & SCENE_FULL);
}

static int play_all(struct player *player, bool full, struct failure *why)
{
	int status = EXIT_OK;
	unsigned int m, i;

	for (m = 0; m < NMEETINGS && !status; m++)
		for (i = 0; i < nscenes && !status; i++)
			if (is_played(&scenes[i], full))
				status = play_scene(player, &scenes[i],
						    (enum meeting)m, why);
	for (i = 0; i < player->nplays && !status; i++)
		status = end_scene(&player->plays[i], why);
	return status;
}

static int open_all(struct player *player, struct failure *why)
{
	unsigned int m;
	int status = lab_open(&player->lab, why);

	if (status)
		return status;
	player->plays = calloc(nscenes * NMEETINGS, sizeof(*player->plays));
	for (m = 0; m < NMEETINGS; m++)
		player->barrier[m] = (struct clients){ .raw = -1, .tap = -1 };
	if (!player->plays || !set_sysctls(player) ||
	    !lab_enter(&player->lab, LAB_CLIENT))
		return fail(why, EXIT_FAILED, "cannot prepare the namespaces: %s",
			    strerror(errno));
	for (m = 0; m < NMEETINGS; m++)
		if (!play_barrier_open(&player->barrier[m], (enum meeting)m))
			return fail(why, EXIT_FAILED, "cannot open raw sockets: %s",
				    strerror(errno));
	return EXIT_OK;
}

int player_run(struct player *player, bool full, struct failure *why)
{
	unsigned int i;
	int status;

	*player = (struct player){ .nplays = 0 };
	stay_on_this_cpu();
	status = open_all(player, why);
	if (!status)
		status = play_all(player, full, why);
	if (status)
		return status;
	sleep_ms(SETTLED_MS);
	for (i = 0; i < player->nplays && !status; i++)
		status = play_read(&player->plays[i], why);
	if (!status)
		status = load(&player->netstat, SOURCE_NETSTAT, why);
	return status;
}

void player_free(struct player *player)
{
	unsigned int i;

	for (i = 0; i < player->nplays; i++)
		play_close(&player->plays[i]);
	for (i = 0; i < NMEETINGS; i++)
		clients_close(&player->barrier[i]);
	free(player->plays);
	unload(&player->netstat);
	lab_close(&player->lab);
}
