// SPDX-License-Identifier: GPL-2.0-only
#include "test.h"

#include "proc/container.h"

#define ID "6f1d2a9c0b7e4f83a5d6c7b8e9f00112233445566778899aabbccddeeff00112"

static void assert_name(const char *cgroups, const char *expected)
{
	char *copy = exact_copy(cgroups, strlen(cgroups) + 1);
	char name[CONTAINER_NAME_SIZE];

	if (expected) {
		assert_true(container_name(copy, name));
		assert_string_equal(name, expected);
	} else {
		assert_false(container_name(copy, name));
	}
	free(copy);
}

static void containers_are_named_by_id(void **state)
{
	(void)state;
	assert_name("0::/system.slice/docker-" ID ".scope\n", "6f1d2a9c0b7e");
	assert_name("0::/docker/" ID "\n", "6f1d2a9c0b7e");
	assert_name("0::/docker/" ID "/init.scope\n", "6f1d2a9c0b7e");
	assert_name("0::/kubepods.slice/kubepods-pod12345678_9abc.slice/"
		    "cri-containerd-" ID ".scope\n", "6f1d2a9c0b7e");
	assert_name("0::/kubepods/burstable/pod123/" ID "\n", "6f1d2a9c0b7e");
	assert_name("0::/user.slice/user-1000.slice/user@1000.service/"
		    "user.slice/libpod-" ID ".scope/container\n",
		    "6f1d2a9c0b7e");
	assert_name("0::/../../docker-" ID ".scope", "6f1d2a9c0b7e");
}

static void one_line_of_several_names_the_container(void **state)
{
	(void)state;
	assert_name("12:pids:/docker/" ID "\n1:name=systemd:/\n0::/\n",
		    "6f1d2a9c0b7e");
	assert_name("3:cpu,cpuacct:/\n2:devices:/system.slice/x.service\n"
		    "1:name=systemd:/docker/" ID "\n", "6f1d2a9c0b7e");
}

static void similar_words_are_not_ids(void **state)
{
	(void)state;
	assert_name("0::/docker/" ID "0\n", NULL);
	assert_name("0::/docker/6f1d2a9c0b7e\n", NULL);
	assert_name("0::/docker/x" ID "\n", NULL);
	assert_name("0::/docker/" ID ".slice\n", NULL);
}

static void machines_are_named(void **state)
{
	(void)state;
	assert_name("0::/machine.slice/machine-web.scope/payload\n", "web");
	assert_name("0::/machine.slice/machine-web.scope/payload/"
		    "system.slice/ssh.service\n", "web");
	assert_name("0::/machine.slice/machine-qemu\\x2d1\\x2dvm.scope\n",
		    "qemu-1-vm");
	assert_name("0::/lxc.payload.mail/init.scope\n", "mail");
	assert_name("0::/machine.slice/machine-.scope\n", NULL);
}

static void services_are_named(void **state)
{
	(void)state;
	assert_name("0::/system.slice/nginx.service\n", "nginx.service");
	assert_name("0::/system.slice/system-postgresql.slice/"
		    "postgresql@15-main.service\n",
		    "postgresql@15-main.service");
	assert_name("0::/machine.slice/systemd-nspawn@web.service/payload/"
		    "system.slice/ssh.service\n",
		    "systemd-nspawn@web.service");
}

static void other_cgroups_name_nothing(void **state)
{
	(void)state;
	assert_name("", NULL);
	assert_name("\n\n", NULL);
	assert_name("0::/\n", NULL);
	assert_name("0::", NULL);
	assert_name("0::///\n", NULL);
	assert_name("0::/init.scope\n", NULL);
	assert_name("0::/.service\n", NULL);
	assert_name("0::/user.slice/user-0.slice/session-3.scope\n", NULL);
	assert_name("0::/user.slice/user-0.slice/user@0.service/app.slice/"
		    "tmux.scope\n", NULL);
}

static void long_names_are_cut(void **state)
{
	char cgroups[256] = "0::/", name[CONTAINER_NAME_SIZE];

	(void)state;
	memset(cgroups + 4, 'x', 200);
	strcpy(cgroups + 204, ".service\n");
	assert_true(container_name(cgroups, name));
	assert_int_equal(strlen(name), CONTAINER_NAME_SIZE - 1);
	assert_name("0::/a\\x2.service", "a\\x2.service");
	assert_name("0::/a\\x2", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(containers_are_named_by_id),
		cmocka_unit_test(one_line_of_several_names_the_container),
		cmocka_unit_test(similar_words_are_not_ids),
		cmocka_unit_test(machines_are_named),
		cmocka_unit_test(services_are_named),
		cmocka_unit_test(other_cgroups_name_nothing),
		cmocka_unit_test(long_names_are_cut),
	};

	return cmocka_run_group_tests_name("container", tests, NULL, NULL);
}
