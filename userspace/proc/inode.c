// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "lib/number.h"
#include "proc/inode.h"

/* Not sscanf(), which takes ten times as long: there may be 100,000 sockets. */
bool inode_of_link(const char *link, const char *type, uint64_t *inode)
{
	size_t length = strlen(type);

	if (strncmp(link, type, length) != 0 ||
	    strncmp(link + length, ":[", 2) != 0)
		return false;
	link += length + 2;
	return number_scan(&link, inode) == 0 && strcmp(link, "]") == 0;
}
