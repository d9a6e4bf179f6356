// SPDX-License-Identifier: GPL-2.0-only
/* VERSION is written in dkms.conf; the Makefile passes it on. */
#include <stdio.h>

#include "cmd.h"

void print_version(void)
{
	puts("listenq " VERSION);
}
