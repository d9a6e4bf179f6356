// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include <stdio.h>

#include "table/module_absence.h"

#define RELEASE "6.1.0-57-amd64"

static char root[] = "/tmp/listenq-absence-XXXXXX";

/* Makes a file and the directories above it. */
static void put(const char *path, const char *text)
{
	char command[512];

	snprintf(command, sizeof(command), "mkdir -p $(dirname %s%s) && "
		 "printf '%s' >%s%s", root, path, text, root, path);
	assert_int_equal(system(command), 0);
}

static int set_up(void **state)
{
	(void)state;
	strcpy(strrchr(root, '-'), "-XXXXXX");
	assert_non_null(mkdtemp(root));
	return 0;
}

static int tear_down(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", root);
	return system(command);
}

static void says(const char *text)
{
	char buf[ABSENCE_SIZE];

	assert_string_equal(module_absence(root, RELEASE, buf), text);
}

static void it_is_not_installed(void **state)
{
	(void)state;
	says("run 'modprobe listenq', or 'insmod module/listenq.ko' in the "
	     "source tree");
}

static void missing(const char *os_release, const char *command)
{
	char text[ABSENCE_SIZE];

	put("/etc/os-release", os_release);
	snprintf(text, sizeof(text), "it has not been built for this kernel, "
		 "whose headers are missing: %s'dkms autoinstall', as root",
		 command);
	says(text);
}

static void headers_are_missing(void **state)
{
	(void)state;
	put("/usr/src/listenq-9/dkms.conf", "");
	missing("PRETTY_NAME=\"x\"\nID=debian\n",
		"run 'apt install linux-headers-" RELEASE "', then ");
	missing("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
		"run 'apt install linux-headers-" RELEASE "', then ");
	missing("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
		"run 'dnf install kernel-devel-" RELEASE "', then ");
	missing("ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n",
		"run 'zypper install kernel-default-devel', then ");
	missing("ID=arch\n", "run 'pacman -S linux-headers', then ");
	missing("ID=archaic\nVERSION_ID=arch\n",
		"install those of " RELEASE ", then run ");
}

static void it_is_not_built(void **state)
{
	(void)state;
	put("/usr/src/listenq-9/dkms.conf", "");
	put("/lib/modules/" RELEASE "/build/Makefile", "");
	put("/lib/modules/" RELEASE "/modules.dep", "kernel/a.ko: kernel/b.ko\n");
	says("it has not been built for this kernel: run 'dkms autoinstall' as "
	     "root; why it failed is in make.log below /var/lib/dkms/listenq");
}

static void it_is_not_loaded_or_not_signed(void **state)
{
	(void)state;
	put("/lib/modules/" RELEASE "/modules.dep",
	    "kernel/a.ko: kernel/b.ko\nupdates/dkms/listenq.ko.xz:\n");
	put("/sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
	put("/sys/module/module/parameters/sig_enforce", "N\n");
	says("run 'modprobe listenq' as root");
	put("/sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
	says("it is built, but this kernel loads only modules that are signed "
	     "with a key that it trusts: run 'modprobe listenq' as root, and if "
	     "that is rejected follow \"Secure Boot\" in listenq(8)");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_is_not_installed),
		TEST(headers_are_missing),
		TEST(it_is_not_built),
		TEST(it_is_not_loaded_or_not_signed),
	};

	return cmocka_run_group_tests_name("module absence", tests, NULL, NULL);
}
