// SPDX-License-Identifier: GPL-2.0-only
#include <langinfo.h>
#include <string.h>

#include "lib/encoding.h"

bool encoding_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
