// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proc/netns.h"

static char dir[] = "/tmp/listenq-netns-XXXXXX";

static const char *path_of(const char *format, ...)
{
	static char path[128];
	va_list args;
	int n = snprintf(path, sizeof(path), "%s/", dir);

	va_start(args, format);
	vsnprintf(path + n, sizeof(path) - (size_t)n, format, args);
	va_end(args);
	return path;
}

static void write_file(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fprintf(out, "%s\n", text);
	fclose(out);
}

static void add_process(int pid, int netns, const char *comm,
			const char *cgroup)
{
	char link[32];

	snprintf(link, sizeof(link), "net:[%d]", netns);
	assert_int_equal(mkdir(path_of("proc/%d", pid), 0755), 0);
	assert_int_equal(mkdir(path_of("proc/%d/ns", pid), 0755), 0);
	assert_int_equal(symlink(link, path_of("proc/%d/ns/net", pid)), 0);
	if (comm)
		write_file(path_of("proc/%d/comm", pid), comm);
	if (cgroup)
		write_file(path_of("proc/%d/cgroup", pid), cgroup);
}

/* Returns the inode. */
static uint64_t add_name(const char *name)
{
	struct stat st;

	write_file(path_of("netns/%s", name), "");
	assert_int_equal(stat(path_of("netns/%s", name), &st), 0);
	return st.st_ino;
}

static int set_up(void **state)
{
	(void)state;
	strcpy(strrchr(dir, '-'), "-XXXXXX");
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chmod(dir, 0755), 0);
	assert_int_equal(mkdir(path_of("proc"), 0755), 0);
	setenv("LISTENQ_PROC", path_of("proc"), 1);
	assert_int_equal(mkdir(path_of("netns"), 0755), 0);
	setenv("LISTENQ_NETNS", path_of("netns"), 1);
	return 0;
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
	unsetenv("LISTENQ_NETNS");
	return nftw(dir, unlink_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void assert_name(uint64_t inode, const char *expected)
{
	uint64_t inodes[] = { inode, 3, inode };
	struct netns_names all;

	assert_int_equal(netns_names_find(&all, inodes, 3), 0);
	assert_int_equal(all.count, 2);
	assert_string_equal(netns_name(&all, inode), expected);
	assert_null(netns_name(&all, 4));
	netns_names_free(&all);
}

static void the_best_name_is_taken(void **state)
{
	uint64_t red;

	(void)state;
	add_process(1, 100, "systemd", "0::/init.scope");
	assert_name(102, "102");
	add_process(30, 102, NULL, NULL);
	assert_name(102, "102");
	add_process(20, 102, "second", NULL);
	assert_name(102, "second");
	add_process(10, 102, "first", "0::/");
	assert_name(102, "first");
	add_process(9, 102, "web", "0::/system.slice/web.service");
	assert_name(102, "web.service");
	assert_name(100, "systemd");
	red = add_name("red");
	add_process(11, (int)red, "inside", "0::/system.slice/x.service");
	assert_name(red, "red");
}

static void the_first_of_two_names_is_taken(void **state)
{
	uint64_t inode = add_name("b");

	(void)state;
	assert_int_equal(symlink("b", path_of("netns/c")), 0);
	assert_int_equal(symlink("b", path_of("netns/a")), 0);
	assert_int_equal(symlink("nowhere", path_of("netns/0")), 0);
	assert_name(inode, "a");
}

static void names_are_printable(void **state)
{
	uint64_t inode = add_name("\033[31mred");

	(void)state;
	assert_name(inode, "?[31mred");
	add_process(1, 100, "init", NULL);
	add_process(2, 101, "\033c", NULL);
	add_process(3, 102, "x", "0::/a\\x1b[31m.service");
	assert_name(101, "?c");
	assert_name(102, "a?[31m.service");
}

/* The visible process may then not be the first. */
static void hidden_processes_leave_namespaces_unnamed(void **state)
{
	(void)state;
	add_process(20, 102, "mine", NULL);
	assert_name(102, "102");
	add_process(1, 100, "init", NULL);
	add_process(10, 102, "theirs", NULL);
	assert_int_equal(chmod(path_of("proc/10/ns"), 0), 0);
	if (geteuid() == 0)
		assert_int_equal(seteuid(65534), 0);
	assert_name(102, "102");
	assert_name(100, "init");
	if (getuid() == 0)
		assert_int_equal(seteuid(0), 0);
	chmod(path_of("proc/10/ns"), 0755);
	assert_name(102, "theirs");
	add_process(5, 102, "empty", NULL);
	assert_name(102, "empty");
	assert_int_equal(remove(path_of("proc/5/ns/net")), 0);
	assert_name(102, "theirs");
	assert_int_equal(symlink("net:", path_of("proc/5/ns/net")), 0);
	assert_name(102, "102");
}

static void missing_directories_are_no_error(void **state)
{
	struct netns_names all;

	(void)state;
	setenv("LISTENQ_PROC", "/nonexistent", 1);
	setenv("LISTENQ_NETNS", "/nonexistent", 1);
	assert_name(100, "100");
	assert_int_equal(netns_names_find(&all, NULL, 0), 0);
	assert_null(netns_name(&all, 100));
	netns_names_free(&all);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_best_name_is_taken),
		TEST(the_first_of_two_names_is_taken),
		TEST(names_are_printable),
		TEST(hidden_processes_leave_namespaces_unnamed),
		TEST(missing_directories_are_no_error),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests_name("netns", tests, NULL, NULL);
}
