// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "proc/pidfd.h"

static char dir[] = "/tmp/listenq-pidfd-XXXXXX";

static void make_dir(const char *name)
{
	char path[sizeof(dir) + 64];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	assert_int_equal(mkdir(path, 0755), 0);
}

static void set(const char *name, const char *text)
{
	char path[sizeof(dir) + 64];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static int set_up(void **state)
{
	(void)state;
	strcpy(strrchr(dir, '-'), "-XXXXXX");
	assert_non_null(mkdtemp(dir));
	make_dir("self");
	make_dir("sys");
	make_dir("sys/kernel");
	make_dir("sys/kernel/yama");
	setenv("LISTENQ_PROC", dir, 1);
	set("self/status", "Name:\tx\nCapEff:\t000001ffffffffff\n");
	set("self/uid_map", "         0          0 4294967295\n");
	set("sys/kernel/yama/ptrace_scope", "0\n");
	return 0;
}

static int tear_down(void **state)
{
	char command[sizeof(dir) + 16];

	(void)state;
	unsetenv("LISTENQ_PROC");
	snprintf(command, sizeof(command), "rm -r %s", dir);
	return system(command);
}

static void refusal_says(int err, const char *text)
{
	char buf[REFUSAL_SIZE];

	assert_non_null(strstr(pidfd_refusal(err, buf), text));
}

static void who_forbids_is_named(void **state)
{
	(void)state;
	refusal_says(-EPERM, "a security module or a seccomp filter forbids it");
	set("self/uid_map", "0 1000 1\n");
	refusal_says(-EPERM, "root of a user namespace");
	set("self/status", "Name:\tx\nCapEff:\t000001fffff7ffff\n");
	refusal_says(-EPERM, "it takes CAP_SYS_PTRACE: try as root");
	set("sys/kernel/yama/ptrace_scope", "1\n");
	refusal_says(-EACCES, "because kernel.yama.ptrace_scope is 1");
	set("sys/kernel/yama/ptrace_scope", "3\n");
	set("self/status", "Name:\tx\nCapEff:\t000001ffffffffff\n");
	refusal_says(-EPERM, "Yama forbids it to everybody, root included");
}

static void what_is_missing_is_named(void **state)
{
	(void)state;
	refusal_says(-ENOSYS, "came with Linux 5.6");
	refusal_says(-ESRCH, "no process holds it any more");
	refusal_says(-EMFILE, "Too many open files");
}

static void a_copy_is_the_same_socket(void **state)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	int copy = pidfd_copy(getpid(), fd);
	struct stat a, b;

	(void)state;
	if (copy == -ENOSYS || copy == -EPERM)
		skip();
	assert_true(copy >= 0);
	assert_int_equal(fstat(fd, &a) | fstat(copy, &b), 0);
	assert_int_equal(a.st_ino, b.st_ino);
	close(copy);
	close(fd);
	assert_int_equal(pidfd_copy(getpid(), 1000), -EBADF);
	assert_int_equal(pidfd_copy(0x3fffffff, 0), -ESRCH);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_forbids_is_named),
		TEST(what_is_missing_is_named),
		TEST(a_copy_is_the_same_socket),
	};

	return cmocka_run_group_tests_name("pidfd", tests, NULL, NULL);
}
