// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "lib/version.h"

const char *command_version(void)
{
	return VERSION;
}

void print_version(void)
{
	printf("listenq %s\n", command_version());
}
