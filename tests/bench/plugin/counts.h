/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What a guest and the plugin that counts its instructions say to each other.
 * The guest executes marks, which do nothing; the plugin knows them when it sees
 * them, and leaves what was executed between the two in memory that both have:
 * the guest as a PCI device, an "ivshmem". If some begin before others have ended,
 * it is all from the first beginning to the last end.
 */
#ifndef COUNTS_H
#define COUNTS_H

#include <stdint.h>

#define COUNTS_SIZE	(16 << 20)

/* From here on they are the kernel's; all below are counted as one. */
#define COUNTS_KERNEL	0xffffffff80000000ull

struct count {
	uint64_t address;
	uint64_t times;
};

struct counts {
	uint64_t used;
	struct count at[COUNTS_SIZE / sizeof(struct count) - 1];
};

/* nopl MARK(%rax), of amd64 */
#define MARK_OPCODE	0x0f, 0x1f, 0x80
#define MARK_BEGIN	0x6c715f62
#define MARK_END	0x6c715f65

#endif
