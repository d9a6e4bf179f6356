// SPDX-License-Identifier: GPL-2.0
/* The subcommands, and what they share. */
#include "traffic.h"

#include <net/if.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#ifndef IPPROTO_MPTCP
#define IPPROTO_MPTCP 262
#endif

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
	int args;
	const char *usage;
} commands[] = {
	{ "listen", cmd_listen, 3,
	  "ADDR PORT BACKLOG [--count N] [--reuseport N] [--mptcp] [--v6only]\n"
	  "\t\t[--fastopen N] [--defer SECONDS] [--auto] [--echo] [--name COMM]\n"
	  "\t\t[--chosen] [--dev DEVICE] [--prefork N]\n"
	  "\t\t[--uring]" },
	{ "unix", cmd_unix, 2,
	  "BACKLOG COMMAND [ARG...]" },
	{ "syn", cmd_syn, 3,
	  "ADDR PORT COUNT [--src BASE] [--seed S] [--first I] [--rate PER-SECOND]\n"
	  "\t\t[--flags SAFRPEC] [--payload BYTES] [--ports N] [--burst N]\n"
	  "\t\t[--beyond N]" },
	{ "handshake", cmd_handshake, 2,
	  "ADDR PORT [--src BASE] [--seed S] [--first I]" },
	{ "connect", cmd_connect, 3,
	  "ADDR PORT COUNT [--hold|--reset] [--send BYTES] [--fastopen] [--mptcp]\n"
	  "\t\t[--tls] [--parallel N] [--timeout MS] [--name COMM] [--dev DEVICE]" },
	{ "churn", cmd_churn, 2,
	  "ADDR PORT [--seconds N] [--count N] [--threads N] [--reset] [--timeout MS]" },
	{ "pair", cmd_pair, 3,
	  "ADDR PORT COUNT" },
	{ "relisten", cmd_relisten, 2,
	  "again|anew|accept CPU" },
	{ "cost", cmd_cost, 1,
	  "COMMAND [ARG...]" },
	{ "counts", cmd_counts, 0,
	  "" },
	{ "spin", cmd_spin, 1,
	  "TIMES" },
	{ "reread", cmd_reread, 1,
	  "FILE [--clock BYTES]" },
	{ "hold", cmd_hold, 1,
	  "FILE" },
	{ "open", cmd_open, 2,
	  "FILE TIMES" },
	{ "stuck", cmd_stuck, 1,
	  "FILE" },
	{ "deny", cmd_deny, 3,
	  "SYSCALL[:ARGUMENT] ERRNO COMMAND [ARG...]" },
	{ "fault", cmd_fault, 2,
	  "load FILE N [PARAMETERS] | netns N | read FILE | listen ADDR PORT BACKLOG" },
};

void die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("traffic: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

unsigned long number(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 0);

	if (end == text || *end || *text == '-')
		die("not a number: '%s'", text);
	return value;
}

void address(union addr *addr, const char *text, unsigned int port)
{
	char copy[INET6_ADDRSTRLEN];
	const char *scope = strchr(text, '%');
	unsigned int device = 0;

	if (scope) {
		snprintf(copy, sizeof(copy), "%.*s", (int)(scope - text), text);
		text = copy;
		device = if_nametoindex(scope + 1);
		if (!device)
			die("no such device: '%s'", scope + 1);
	}
	if (!addr_parse(addr, text, port))
		die("not an address: '%s'", text);
	if (scope)
		addr->v6.sin6_scope_id = device;
}

void bind_to_device(int fd, const char *dev)
{
	if (dev && setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, dev, strlen(dev)))
		die("SO_BINDTODEVICE: %m");
}

socklen_t address_len(const union addr *addr)
{
	return addr_len(addr);
}

void crowd_init(struct crowd *crowd, const char *server, unsigned int port,
		const char *source, unsigned long seed)
{
	address(&crowd->server, server, port);
	if (!source)
		source = crowd->server.sa.sa_family == AF_INET ? "10.128.0.1" : "fd02::1";
	address(&crowd->source, source, 0);
	if (crowd->source.sa.sa_family != crowd->server.sa.sa_family)
		die("source and server are of different families");
	crowd->seed = seed;
}

void many_files(void)
{
	struct rlimit limit;

	getrlimit(RLIMIT_NOFILE, &limit);
	limit.rlim_max = 1 << 20;
	limit.rlim_cur = limit.rlim_max;
	if (setrlimit(RLIMIT_NOFILE, &limit)) {		/* not root */
		getrlimit(RLIMIT_NOFILE, &limit);
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

int tcp_socket(const union addr *addr, bool mptcp)
{
	int fd = socket(addr->sa.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
			mptcp ? IPPROTO_MPTCP : IPPROTO_TCP);

	if (fd < 0)
		die("socket: %m");
	return fd;
}

void reset_on_close(int fd)
{
	struct linger linger = { .l_onoff = 1, .l_linger = 0 };

	setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger));
}

bool command(char *line, size_t size)
{
	size_t len = 0;
	ssize_t got;

	/* Byte by byte: what stands behind the line is left for poll() to see. */
	while (len + 1 < size && (got = read(STDIN_FILENO, line + len, 1)) == 1) {
		if (line[len] == '\n') {
			line[len] = '\0';
			return strcmp(line, "quit") != 0;
		}
		len++;
	}
	return false;
}

void options(char **argv, const struct option_spec *specs)
{
	for (; *argv; argv++) {
		const struct option_spec *spec = specs;

		while (spec->name && strcmp(spec->name, *argv))
			spec++;
		if (!spec->name)
			die("no such option: '%s'", *argv);
		if (spec->flag) {
			*spec->value = 1;
			continue;
		}
		if (!argv[1])
			die("%s wants a value", *argv);
		argv++;
		if (spec->text)
			*spec->text = *argv;
		else
			*spec->value = number(*argv);
	}
}

int main(int argc, char **argv)
{
	size_t i;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (i = 0; argc > 1 && i < sizeof(commands) / sizeof(*commands); i++) {
		if (strcmp(argv[1], commands[i].name))
			continue;
		if (argc - 2 < commands[i].args)
			die("usage: traffic %s %s", commands[i].name, commands[i].usage);
		return commands[i].run(argc - 2, argv + 2);
	}
	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		fprintf(stderr, "traffic %s %s\n", commands[i].name, commands[i].usage);
	return 2;
}
