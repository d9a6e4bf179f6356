// SPDX-License-Identifier: GPL-2.0
/*
 * Reads a file in many ways through one open file: in steps of every odd size,
 * by pread() anywhere, from where lseek() went, beyond the end. What is read has
 * to be the same each time, but for the first --clock bytes of each row, which tell
 * how long ago something was. Prints "bytes=N reads=N".
 */
#include "traffic.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static char whole[1 << 20];
static bool is_clock[sizeof(whole)];
static size_t length;
static unsigned long reads;

/* Rows begin below the title and the header. */
static void find_clock(unsigned long width)
{
	size_t i, line = 0, column = 0;

	for (i = 0; i < length; i++) {
		is_clock[i] = line >= 2 && column < width;
		column++;
		if (whole[i] == '\n') {
			line++;
			column = 0;
		}
	}
}

static bool is_as_before(const char *got, size_t n, size_t offset)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (got[i] == whole[offset + i])
			continue;
		if (!is_clock[offset + i] || (got[i] != ' ' && !isdigit(got[i])))
			return false;
	}
	return true;
}

static void same(const char *got, ssize_t n, size_t offset, size_t size)
{
	if (n < 0)
		die("%zu bytes at %zu: %m", size, offset);
	if (offset >= length ? n != 0 : n == 0)
		die("%zu bytes at %zu of %zu: got %zd", size, offset, length, n);
	if (n && (offset + n > length || !is_as_before(got, n, offset)))
		die("%zu bytes at %zu: not what was there before", size, offset);
	reads++;
}

static void read_whole(int fd)
{
	ssize_t n;

	while ((n = read(fd, whole + length, sizeof(whole) - length)) > 0)
		length += n;
	if (n || length == sizeof(whole))
		die("cannot read it all: %m");
}

static void in_steps(int fd, size_t size)
{
	char got[4096];
	size_t offset = 0;
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET))
		die("lseek to the beginning: %m");
	do {
		n = read(fd, got, size);
		same(got, n, offset, size);
		offset += n;
	} while (n);
}

/* By pread(), or by read() from where lseek() went. */
static void anywhere(int fd, unsigned int times)
{
	uint32_t random = 1;
	char got[128];

	while (times--) {
		size_t offset = (random = random * 1664525 + 1013904223) % (length + 50);
		size_t size = random >> 25 | 1;
		ssize_t n;

		if (random & 0x10000)
			n = pread(fd, got, size, offset);
		else if (lseek(fd, offset, SEEK_SET) == (off_t)offset)
			n = read(fd, got, size);
		else
			die("lseek to %zu: %m", offset);
		same(got, n, offset, size);
	}
}

static void beyond(int fd)
{
	char got;

	same(&got, pread(fd, &got, 1, INT64_MAX - 4096), INT64_MAX - 4096, 1);
	if (lseek(fd, -1, SEEK_SET) != -1 || errno != EINVAL)
		die("lseek() before the beginning is no EINVAL");
	if (lseek(fd, 0, SEEK_END) != -1 || errno != EINVAL)
		die("lseek() from the end, which nobody knows, is no EINVAL");
}

int cmd_reread(int argc, char **argv)
{
	static const size_t sizes[] = { 1, 7, 63, 1021, 4095 };
	unsigned long clock = 0;
	const struct option_spec specs[] = { { "--clock", &clock }, { NULL } };
	int fd = open(argv[0], O_RDONLY);
	size_t i;

	options(argv + 1, specs);
	if (fd < 0)
		die("%s: %m", argv[0]);
	read_whole(fd);
	find_clock(clock);
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		in_steps(fd, sizes[i]);
	anywhere(fd, 200);
	beyond(fd);
	in_steps(fd, 4096);
	printf("bytes=%zu reads=%lu\n", length, reads);
	return 0;
}
