// SPDX-License-Identifier: GPL-2.0-only
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "lib/array.h"
#include "lib/signals.h"

int signals_hold(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	struct sigaction action;
	sigset_t held;
	size_t i;

	sigemptyset(&held);
	for (i = 0; i < ARRAY_SIZE(signals); i++)
		if (sigaction(signals[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN)	/* as by nohup */
			sigaddset(&held, signals[i]);
	sigprocmask(SIG_BLOCK, &held, NULL);
	signal(SIGPIPE, SIG_IGN);
	return signalfd(-1, &held, SFD_CLOEXEC);
}

void signals_release(int fd, bool no_reader)
{
	close(fd);
	signal(SIGPIPE, SIG_DFL);
	if (no_reader)
		raise(SIGPIPE);
}
