// SPDX-License-Identifier: GPL-2.0-only
/*
 * listenq: the SYN queue and the accept queue of every listening socket.
 *
 *	probe/hook -> probe/event -> record/		a packet is handled
 *	kernel/walk + record/ -> table/ -> table/show	a file is opened
 *	kernel/walk -> sync -> record/			every ten seconds
 *
 * Each folder includes only those before it: kernel/, record/, probe/, table/;
 * table/ does not include probe/.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/module.h>

#include "probe/probe.h"
#include "record/client.h"
#include "record/closed_listeners.h"
#include "record/drop.h"
#include "record/episode.h"
#include "record/netns_sums.h"
#include "record/pending.h"
#include "record/record.h"
#include "record/transitions.h"
#include "record/wake.h"
#include "sync.h"
#include "table/debugfs.h"
#include "table/proc.h"

static unsigned int max_listeners = 32768;
module_param(max_listeners, uint, 0444);
MODULE_PARM_DESC(max_listeners,
		 "Listeners recorded at most, of all namespaces (default 32768)");

static unsigned int max_episodes = 1024;
module_param(max_episodes, uint, 0444);
MODULE_PARM_DESC(max_episodes,
		 "Episodes kept at most, of all listeners (default 1024)");

static unsigned int max_clients = 65536;
module_param(max_clients, uint, 0444);
MODULE_PARM_DESC(max_clients,
		 "Clients of dropped packets followed at once (default 65536, 0: none)");

static const char * const whens[] = {
	[LQ_NEVER] = "0",
	[LQ_WHILE_OPEN] = "open",
	[LQ_ALWAYS] = "always",
};
static enum lq_when transitions = LQ_WHILE_OPEN;

static int set_transitions(const char *when, const struct kernel_param *param)
{
	int n = sysfs_match_string(whens, when);

	if (n < 0) {
		pr_err("transitions=%s: say transitions=open, transitions=always or transitions=0\n",
		       when);
		return n;
	}
	transitions = n;
	return 0;
}

static int get_transitions(char *when, const struct kernel_param *param)
{
	return sysfs_emit(when, "%s\n", whens[transitions]);
}

static const struct kernel_param_ops transitions_ops = {
	.set = set_transitions,
	.get = get_transitions,
};

module_param_cb(transitions, &transitions_ops, NULL, 0444);
MODULE_PARM_DESC(transitions,
		 "When to count how often each TCP state follows another: open, while their table is open; always; or 0, never (default open)");

static bool root_only;
module_param(root_only, bool, 0444);
MODULE_PARM_DESC(root_only,
		 "Let only root read the tables in /proc/net (default N)");

static const char * const hooks[] = { "kprobe", "ftrace" };
static bool by_ftrace;

static int set_hook(const char *via, const struct kernel_param *param)
{
	int n = sysfs_match_string(hooks, via);

	if (n < 0) {
		pr_err("hook=%s: say hook=kprobe or hook=ftrace\n", via);
		return n;
	}
	by_ftrace = n;
	return 0;
}

static int get_hook(char *via, const struct kernel_param *param)
{
	return sysfs_emit(via, "%s\n", hooks[by_ftrace]);
}

static const struct kernel_param_ops hook_ops = {
	.set = set_hook,
	.get = get_hook,
};

module_param_cb(hook, &hook_ops, NULL, 0444);
MODULE_PARM_DESC(hook,
		 "How functions are hooked: kprobe, the handshake by kprobes and all else by ftrace; or ftrace, which costs less (default kprobe)");

static void check_parameters(void)
{
	unsigned int given = max_listeners;

	max_listeners = clamp(given, 1U, LQ_RECORD_CAP_MAX);
	if (max_listeners != given)
		pr_warn("max_listeners=%u is out of range, using %u\n",
			given, max_listeners);
	given = max_clients;
	if (given)
		max_clients = clamp(given, LQ_CLIENTS_MIN, LQ_CLIENTS_MAX);
	if (max_clients != given)
		pr_warn("max_clients=%u is out of range, using %u\n", given,
			max_clients);
	given = max_episodes;
	max_episodes = clamp(given, LQ_EPISODES_MIN, LQ_EPISODES_MAX);
	if (max_episodes != given)
		pr_warn("max_episodes=%u is out of range, using %u\n",
			given, max_episodes);
}

static int __init lq_init(void)
{
	const struct lq_probe_options options = {
		.transitions = transitions,
		.ftrace = by_ftrace,
	};
	int err;

	check_parameters();
	err = lq_netns_sums_init();
	if (err)
		return err;
	err = lq_client_init(max_clients);
	if (err)
		goto uninit_netns_sums;
	err = lq_episode_init(max_episodes);
	if (err)
		goto uninit_client;
	err = lq_record_init(max_listeners);
	if (err)
		goto uninit_episode;
	err = lq_drop_init();
	if (err)
		goto uninit_record;
	lq_pending_init();
	err = lq_closed_listeners_init();
	if (err)
		goto uninit_drop;
	err = lq_transitions_init();
	if (err)
		goto uninit_closed;
	lq_sync_prepare();
	err = lq_probe_init(&options);
	if (err)
		goto uninit_transitions;
	lq_record_start();
	lq_sync_init();
	err = lq_proc_init(root_only);
	if (err)
		goto uninit_sync;
	lq_debugfs_init(lq_probe_counts_transitions());
	pr_info("version " LQ_VERSION ", see " LQ_PROC_FILE "\n");
	return 0;

uninit_sync:
	lq_sync_uninit();
	lq_probe_uninit();
	lq_wake_uninit();
uninit_transitions:
	lq_transitions_uninit();
uninit_closed:
	lq_closed_listeners_uninit();
uninit_drop:
	lq_pending_uninit();
	lq_drop_uninit();
uninit_record:
	lq_record_uninit();
uninit_episode:
	lq_episode_uninit();
uninit_client:
	lq_client_uninit();
uninit_netns_sums:
	lq_netns_sums_uninit();
	return err;
}

static void __exit lq_exit(void)
{
	lq_debugfs_uninit();
	lq_proc_uninit();
	lq_sync_uninit();
	lq_probe_uninit();
	lq_wake_uninit();
	lq_transitions_uninit();
	lq_closed_listeners_uninit();
	lq_pending_uninit();
	lq_drop_uninit();
	lq_record_uninit();
	lq_episode_uninit();
	lq_client_uninit();
	lq_netns_sums_uninit();
}

module_init(lq_init);
module_exit(lq_exit);

MODULE_DESCRIPTION("SYN queue and accept queue of every listening TCP socket");
MODULE_AUTHOR("The listenq developers");
MODULE_VERSION(LQ_VERSION);
MODULE_LICENSE("GPL");
