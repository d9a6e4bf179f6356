// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proc/owner.h"
#include "table/table.h"

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

static struct owners find_as(uint64_t a, uint64_t b, enum owners_wanted wanted,
			     const struct owners *before)
{
	const struct table_format format = { .ncolumns = 2 };
	struct value values[] = {
		{ .number = 12 }, { .number = a, .state = VALUE_KNOWN },
		{ .number = 12 }, { .number = 13, .state = VALUE_UNKNOWN },
		{ .number = 12 }, { .number = b, .state = VALUE_KNOWN },
	};
	const struct table table = { &format, 1, values, 3 };
	struct owners owners;

	assert_int_equal(owners_find(&owners, &table, 1, wanted, before), 0);
	return owners;
}

static struct owners find(uint64_t a, uint64_t b)
{
	return find_as(a, b, OWNERS_ALL, NULL);
}

static void holders_are_found(void **state)
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

static void links_are_parsed_strictly(void **state)
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

static void names_are_printable(void **state)
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

static void assert_first(const struct owners *owners, uint64_t inode, int pid)
{
	struct owner o = owners_of(owners, inode);

	assert_int_equal(o.count, 1);
	assert_int_equal(o.holders[0].pid, pid);
}

/* Orders by number, not by name or by position in the directory. */
static void the_lowest_pid_is_first(void **state)
{
	struct owners owners;

	(void)state;
	add_process(100, "worker");
	add_fd(100, 4, "socket:[5]");
	add_fd(100, 10, "socket:[6]");
	add_process(20, "master");
	add_fd(20, 9, "socket:[5]");
	add_fd(20, 4, "socket:[5]");
	add_process(9, "other");
	add_fd(9, 4, "socket:[7]");
	owners = find_as(6, 5, OWNERS_FIRST, NULL);
	assert_first(&owners, 5, 20);
	assert_first(&owners, 6, 100);
	assert_string_equal(owners_of(&owners, 6).holders[0].name, "worker");
	owners_free(&owners);
	owners = find_as(5, 5, OWNERS_FIRST, NULL);
	assert_first(&owners, 5, 20);
	owners_free(&owners);
	owners = find_as(5, 5, OWNERS_NONE, NULL);
	assert_int_equal(owners.count, 0);
}

/* systemd opens the socket, and the service gets it as its descriptor 3. */
static void the_lowest_descriptor_is_first(void **state)
{
	struct owners owners;
	struct owner o;

	(void)state;
	add_process(1, "systemd");
	add_fd(1, 41, "socket:[5]");
	add_process(800, "sshd");
	add_fd(800, 3, "socket:[5]");
	owners = find_as(5, 5, OWNERS_FIRST, NULL);
	assert_first(&owners, 5, 800);
	owners_free(&owners);
	owners = find_as(5, 5, OWNERS_ALL, NULL);
	o = owners_of(&owners, 5);
	assert_int_equal(o.count, 2);
	assert_int_equal(o.holders[0].pid, 800);
	assert_int_equal(o.holders[1].pid, 1);
	owners_free(&owners);
}

/* Finds all descriptors in whatever order the directory lists them. */
static void high_descriptors_are_found(void **state)
{
	static const int fds[] = { 70000, 63, 64, 255, 256, 1024, 5000, 3 };
	struct owners owners;
	char target[32];
	size_t i;

	(void)state;
	add_process(7, "many");
	for (i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		snprintf(target, sizeof(target), "socket:[%d]", fds[i]);
		add_fd(7, fds[i], target);
	}
	for (i = 1; i < sizeof(fds) / sizeof(fds[0]); i++) {
		owners = find_as(fds[0], fds[i], OWNERS_FIRST, NULL);
		assert_first(&owners, fds[0], 7);
		assert_first(&owners, fds[i], 7);
		owners_free(&owners);
	}
}

/* Looks for a socket again only if its earlier owner has closed it. */
static void earlier_owners_are_kept(void **state)
{
	struct owners before, owners;
	char path[128];

	(void)state;
	add_process(30, "old");
	add_fd(30, 3, "socket:[5]");
	add_fd(30, 4, "socket:[6]");
	before = find_as(5, 6, OWNERS_FIRST, NULL);
	add_process(20, "new");
	add_fd(20, 3, "socket:[5]");
	add_fd(20, 4, "socket:[6]");
	path_of(path, sizeof(path), 30, "/fd/4");
	assert_int_equal(unlink(path), 0);
	add_fd(30, 4, "socket:[66]");
	owners = find_as(5, 6, OWNERS_FIRST, &before);
	assert_first(&owners, 5, 30);
	assert_first(&owners, 6, 20);
	owners_free(&owners);
	owners = find_as(5, 6, OWNERS_ALL, &before);
	assert_int_equal(owners_of(&owners, 5).count, 2);
	assert_int_equal(owners_of(&owners, 5).holders[0].pid, 20);
	owners_free(&owners);
	owners_free(&before);
}

static void no_owner_without_proc(void **state)
{
	struct owners owners;

	(void)state;
	setenv("LISTENQ_PROC", "/nonexistent", 1);
	owners = find(1, 2);
	assert_int_equal(owners_of(&owners, 1).count, 0);
	owners_free(&owners);
}

static void no_sockets_no_owners(void **state)
{
	const struct table empty = { .nrows = 0 };
	struct owners owners;

	(void)state;
	assert_int_equal(owners_find(&owners, &empty, 1, OWNERS_ALL, NULL), 0);
	assert_int_equal(owners_of(&owners, 1).count, 0);
	owners_free(&owners);
}

/* Root may read all of /proc, so another user has to try. */
static void unreadable_processes_are_noted(void **state)
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
		TEST(holders_are_found),
		TEST(links_are_parsed_strictly),
		TEST(names_are_printable),
		TEST(many_processes),
		TEST(the_lowest_pid_is_first),
		TEST(the_lowest_descriptor_is_first),
		TEST(high_descriptors_are_found),
		TEST(earlier_owners_are_kept),
		TEST(no_owner_without_proc),
		TEST(no_sockets_no_owners),
		TEST(unreadable_processes_are_noted),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("owner", tests, NULL, NULL);
}
