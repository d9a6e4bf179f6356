// SPDX-License-Identifier: GPL-2.0
/*
 * Opens a file over and over and closes none, until it may not once more. Prints
 * "opened=N: WHY", and keeps them until its stdin ends.
 */
#include "traffic.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int cmd_hold(int argc, char **argv)
{
	unsigned long opened = 0;
	char line[16];

	many_files();
	while (open(argv[0], O_RDONLY) >= 0)
		opened++;
	printf("opened=%lu: %s\n", opened, strerror(errno));
	while (command(line, sizeof(line)))
		;
	return 0;
}
