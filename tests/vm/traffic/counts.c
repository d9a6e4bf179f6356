// SPDX-License-Identifier: GPL-2.0
/*
 * The marks between which QEMU's plugin counts (tests/bench/plugin), and what it
 * has counted between the last two: "ADDRESS TIMES" lines, by address.
 */
#include "traffic.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../bench/plugin/counts.h"

#define DEVICES "/sys/bus/pci/devices"

void count_begin(void)
{
#ifdef __x86_64__
	asm volatile("nopl %c0(%%rax)" : : "i" (MARK_BEGIN) : "memory");
#endif
}

void count_end(void)
{
#ifdef __x86_64__
	asm volatile("nopl %c0(%%rax)" : : "i" (MARK_END) : "memory");
#endif
}

static void spin(unsigned long times)
{
#ifdef __x86_64__
	asm volatile("1:\n\tdec %0\n\tjnz 1b" : "+r" (times) : : "cc");
#endif
}

/*
 * Between the marks 2 * TIMES instructions, and a few: by that it is seen whether
 * the plugin counts.
 */
int cmd_spin(int argc, char **argv)
{
	unsigned long times = number(argv[0]);

	count_begin();
	spin(times);
	count_end();
	return 0;
}

static bool is_shared_memory(const char *device)
{
	char path[128], id[32] = "";
	FILE *file;

	snprintf(path, sizeof(path), DEVICES "/%.32s/modalias", device);
	file = fopen(path, "r");
	if (!file)
		return false;
	if (!fgets(id, sizeof(id), file))
		id[0] = '\0';
	fclose(file);
	return !strncmp(id, "pci:v00001AF4d00001110", 22);
}

static int open_shared_memory(void)
{
	DIR *devices = opendir(DEVICES);
	struct dirent *entry;
	char path[128];

	while (devices && (entry = readdir(devices))) {
		if (!is_shared_memory(entry->d_name))
			continue;
		snprintf(path, sizeof(path), DEVICES "/%.32s/resource2", entry->d_name);
		closedir(devices);
		return open(path, O_RDWR);
	}
	die("nobody counts here: the machine has to be one of '# vm: counts'");
}

static int by_address(const void *a, const void *b)
{
	const struct count *one = a, *other = b;

	return (one->address > other->address) - (one->address < other->address);
}

int cmd_counts(int argc, char **argv)
{
	int fd = open_shared_memory();
	struct counts *counts;
	uint64_t i;

	counts = mmap(NULL, sizeof(*counts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (counts == MAP_FAILED)
		die("cannot map what was counted: %m");
	qsort(counts->at, counts->used, sizeof(*counts->at), by_address);
	setvbuf(stdout, NULL, _IOFBF, 1 << 16);
	for (i = 0; i < counts->used; i++)
		printf("%016lx %lu\n", counts->at[i].address, counts->at[i].times);
	return 0;
}
