// SPDX-License-Identifier: GPL-2.0
/*
 * A plugin of QEMU's that counts what a guest executes, by address, between the
 * marks that the guest gives (counts.h). Each instruction adds one to a number of
 * its own: nothing is sampled, and the guest does not see it. The number is no
 * atomic one, so the guest's CPUs have to share one thread.
 *
 *	-plugin count.so,counts=FILE	the memory that it shares with the guest
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "counts.h"
#include "qemu.h"

#define TABLE	(2 << 20)	/* more than the kernel and its modules execute in a boot */

int qemu_plugin_version = 1;

static struct count table[TABLE];	/* hashed by address */
static unsigned int filled;
static unsigned int within;	/* so many marks have begun and not ended */
static struct counts *result;

static void die(const char *what)
{
	fprintf(stderr, "count.so: %s\n", what);
	exit(1);
}

static uint64_t *times_of(uint64_t address)
{
	unsigned int i = (address * 0x9e3779b97f4a7c15ull) >> 43;

	while (table[i].address != address) {
		if (!table[i].address) {
			if (++filled == TABLE)
				die("the guest has more instructions than TABLE");
			table[i].address = address;
			break;
		}
		i = (i + 1) % TABLE;
	}
	return &table[i].times;
}

static void begin(unsigned int cpu, void *data)
{
	unsigned int i;

	if (within++)
		return;
	for (i = 0; i < TABLE; i++)
		table[i].times = 0;
}

static void end(unsigned int cpu, void *data)
{
	const size_t room = sizeof(result->at) / sizeof(*result->at);
	unsigned int i;

	if (!within || --within)
		return;
	result->used = 0;
	for (i = 0; i < TABLE; i++) {
		if (!table[i].times)
			continue;
		if (result->used == room)
			die("more was executed than COUNTS_SIZE has room for");
		result->at[result->used++] = table[i];
	}
}

static bool is_mark(const struct qemu_plugin_insn *insn, uint32_t mark)
{
	uint8_t code[] = { MARK_OPCODE, mark, mark >> 8, mark >> 16, mark >> 24 };

	return qemu_plugin_insn_size(insn) == sizeof(code) &&
		!memcmp(qemu_plugin_insn_data(insn), code, sizeof(code));
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
	size_t i;

	for (i = 0; i < qemu_plugin_tb_n_insns(tb); i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint64_t address = qemu_plugin_insn_vaddr(insn);

		if (is_mark(insn, MARK_BEGIN))
			qemu_plugin_register_vcpu_insn_exec_cb(insn, begin,
							       QEMU_PLUGIN_CB_NO_REGS, NULL);
		if (is_mark(insn, MARK_END))
			qemu_plugin_register_vcpu_insn_exec_cb(insn, end,
							       QEMU_PLUGIN_CB_NO_REGS, NULL);
		if (address < COUNTS_KERNEL)
			address = COUNTS_KERNEL - 1;
		qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64,
							   times_of(address), 1);
	}
}

int qemu_plugin_install(qemu_plugin_id_t id, const struct qemu_info_t *info, int argc, char **argv)
{
	int fd;

	if (argc != 1 || strncmp(argv[0], "counts=", 7))
		die("wants counts=FILE");
	fd = open(argv[0] + 7, O_RDWR);
	if (fd < 0 || ftruncate(fd, COUNTS_SIZE))
		die("cannot open the file of counts");
	result = mmap(NULL, COUNTS_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (result == MAP_FAILED)
		die("cannot map the file of counts");
	close(fd);
	qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
	return 0;
}
