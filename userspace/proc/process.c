// SPDX-License-Identifier: GPL-2.0-only
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include "lib/encoding.h"
#include "proc/process.h"
#include "table/source.h"

void copy_printable(char *to, const char *from, size_t length)
{
	const bool is_utf8 = encoding_is_utf8();
	mbstate_t state = { 0 };
	wchar_t wide;
	size_t n;

	for (; length; length -= n, from += n) {
		n = mbrtowc(&wide, from, length, &state);
		if (n == 0 || n > length) {	/* not a character */
			state = (mbstate_t){ 0 };
			wide = L'\0';
			n = 1;
		}
		if (iswprint((wint_t)wide) && (is_utf8 || wide < 0x80))
			to = mempcpy(to, from, n);
		else
			*to++ = '?';
	}
	*to = '\0';
}

int process_name(pid_t pid, char name[PROCESS_NAME_SIZE])
{
	char path[32], comm[2 * PROCESS_NAME_SIZE];
	size_t length;
	int err;

	snprintf(path, sizeof(path), "%d/comm", pid);
	err = source_proc_text(path, comm, sizeof(comm));
	if (err)
		return err;
	length = strlen(comm);
	if (length && comm[length - 1] == '\n')
		length--;
	if (length >= PROCESS_NAME_SIZE)
		length = PROCESS_NAME_SIZE - 1;
	copy_printable(name, comm, length);
	return 0;
}
