// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "owner.h"

static char proc[] = "/tmp/listenq-proc-XXXXXX";

static void path_of(char *path, size_t size, int pid, const char *rest)
{
	snprintf(path, size, "%s/%d%s", proc, pid, rest);
}

static void add_process(int pid, const char *comm)
{
	char path[128];
	FILE *out;

	path_of(path, sizeof(path), pid, "");
	assert_int_equal(mkdir(path, 0755), 0);
	path_of(path, sizeof(path), pid, "/fd");
	assert_int_equal(mkdir(path, 0755), 0);
	if (!comm)
		return;
	path_of(path, sizeof(path), pid, "/comm");
	out = fopen(path, "w");
	assert_non_null(out);
	fprintf(out, "%s\n", comm);
	fclose(out);
}

static void add_fd(int pid, int fd, const char *target)
{
	char path[128], rest[32];

	snprintf(rest, sizeof(rest), "/fd/%d", fd);
	path_of(path, sizeof(path), pid, rest);
	assert_int_equal(symlink(target, path), 0);
}

static int set_up(void **state)
{
	char path[128];

	(void)state;
	strcpy(strrchr(proc, '-'), "-XXXXXX");
	assert_non_null(mkdtemp(proc));
	setenv("LISTENQ_PROC", proc, 1);
	snprintf(path, sizeof(path), "%s/net", proc);
	return mkdir(path, 0755);
}

static int unlink_one(const char *path, const struct stat *st, int type,
		      struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	unsetenv("LISTENQ_PROC");
	return nftw(proc, unlink_one, 8, FTW_DEPTH | FTW_PHYS);
}

static struct owners find(uint64_t a, uint64_t b)
{
	uint64_t inodes[] = { a, b };
	struct owners owners;

	assert_int_equal(owners_find(&owners, inodes, 2), 0);
	return owners;
}

static void finds_holders(void **state)
{
	struct owners owners;
	struct owner o;

	(void)state;
	add_process(812, "nginx");
	add_fd(812, 0, "/dev/null");
	add_fd(812, 5, "socket:[1001]");
	add_fd(812, 6, "socket:[1001]");
	add_fd(812, 7, "socket:[9999]");
	add_process(90, "nginx-master");
	add_fd(90, 5, "socket:[1001]");
	add_process(5, "other");
	add_fd(5, 3, "socket:[1002]");
	owners = find(1002, 1001);
	o = owners_of(&owners, 1001);
	assert_int_equal(o.count, 2);
	assert_int_equal(o.holders[0].pid, 90);
	assert_string_equal(o.holders[0].name, "nginx-master");
	assert_int_equal(o.holders[1].pid, 812);
	o = owners_of(&owners, 1002);
	assert_int_equal(o.count, 1);
	assert_string_equal(o.holders[0].name, "other");
	assert_int_equal(owners_of(&owners, 9999).count, 0);
	assert_int_equal(owners_of(&owners, 0).count, 0);
	assert_false(owners.denied);
	owners_free(&owners);
}

static void links_are_read_strictly(void **state)
{
	struct owners owners;

	(void)state;
	add_process(1, "x");
	add_fd(1, 0, "socket:[1");
	add_fd(1, 1, "socket:[1]x");
	add_fd(1, 2, "pipe:[1]");
	add_fd(1, 3, "socket:[]");
	add_fd(1, 4, "xsocket:[1]");
	owners = find(1, 1);
	assert_int_equal(owners_of(&owners, 1).count, 0);
	owners_free(&owners);
}

static void assert_name(int pid, const char *comm, const char *shown)
{
	struct owners owners;
	struct owner o;

	add_process(pid, comm);
	add_fd(pid, 0, "socket:[77]");
	owners = find(77, 78);
	o = owners_of(&owners, 77);
	assert_int_equal(o.holders[o.count - 1].pid, pid);
	assert_string_equal(o.holders[o.count - 1].name, shown);
	owners_free(&owners);
}

static void names_cannot_harm_a_terminal(void **state)
{
	(void)state;
	assert_name(1, "a b", "a b");
	assert_name(2, "\033[31mred", "?[31mred");
	assert_name(3, "two\nlines", "two?lines");
	assert_name(4, "tab\there\r\b\177", "tab?here???");
	assert_name(5, "bad\377\200", "bad??");
	assert_name(6, "c1\302\2331m", "c1?1m");	/* U+009B, CSI */
	assert_name(7, "caf\303\251", "caf\303\251");
	assert_name(8, "cut in the mi\303\251", "cut in the mi\303\251");
	assert_name(9, "cut in the mid\303\251", "cut in the mid?");
	assert_name(10, "0123456789abcdefgh", "0123456789abcde");
	assert_name(11, "", "");
	assert_name(12, NULL, "");
}

static void many_processes(void **state)
{
	struct owners owners;
	int pid;

	(void)state;
	for (pid = 300; pid > 100; pid--) {
		add_process(pid, "worker");
		add_fd(pid, 3, "socket:[5]");
		add_fd(pid, 4, "socket:[6]");
	}
	owners = find(6, 5);
	assert_int_equal(owners_of(&owners, 5).count, 200);
	assert_int_equal(owners_of(&owners, 6).count, 200);
	assert_int_equal(owners_of(&owners, 6).holders[0].pid, 101);
	owners_free(&owners);
}

static void no_proc_is_no_owner(void **state)
{
	struct owners owners;

	(void)state;
	setenv("LISTENQ_PROC", "/nonexistent", 1);
	owners = find(1, 2);
	assert_int_equal(owners_of(&owners, 1).count, 0);
	owners_free(&owners);
}

static void nothing_to_look_for(void **state)
{
	struct owners owners;

	(void)state;
	assert_int_equal(owners_find(&owners, NULL, 0), 0);
	assert_int_equal(owners_of(&owners, 1).count, 0);
	owners_free(&owners);
}

/* Root may look everywhere, so it has to be somebody else who tries. */
static void denial_is_noted(void **state)
{
	struct owners owners;
	char path[128];

	(void)state;
	add_process(44, "private");
	path_of(path, sizeof(path), 44, "/fd");
	assert_int_equal(chmod(path, 0), 0);
	assert_int_equal(chmod(proc, 0755), 0);
	if (geteuid() == 0)
		assert_int_equal(seteuid(65534), 0);
	owners = find(1, 2);
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	chmod(path, 0700);
	assert_true(owners.denied);
	owners_free(&owners);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(finds_holders),
		TEST(links_are_read_strictly),
		TEST(names_cannot_harm_a_terminal),
		TEST(many_processes),
		TEST(no_proc_is_no_owner),
		TEST(nothing_to_look_for),
		TEST(denial_is_noted),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("owner", tests, NULL, NULL);
}
