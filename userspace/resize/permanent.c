// SPDX-License-Identifier: GPL-2.0-only
#include <fnmatch.h>
#include <inttypes.h>
#include <string.h>

#include "lib/array.h"
#include "proc/container.h"
#include "proc/sysctl.h"
#include "resize/permanent.h"
#include "resize/plan.h"
#include "table/source.h"

/* Linux 5.4 and later start with this one. */
#define DEFAULT_SOMAXCONN 4096

/* "@" stands for the address and the port, "#" for the backlog. */
static const struct {
	const char *program;		/* a pattern of fnmatch(3) */
	const char *where;
	const char *directive;
} directives[] = {
	{ "nginx", "nginx.conf, one of the 'listen' of this address",
	  "listen @ backlog=#;" },
	{ "haproxy", "haproxy.cfg, in the frontend", "backlog #" },
	{ "redis-server", "redis.conf", "tcp-backlog #" },
	{ "valkey-server", "valkey.conf", "tcp-backlog #" },
	{ "apache2", "apache2.conf", "ListenBackLog #" },
	{ "httpd", "httpd.conf", "ListenBackLog #" },
	{ "lighttpd", "lighttpd.conf", "server.listen-backlog = #" },
	{ "php-fpm*", "the pool's configuration", "listen.backlog = #" },
	{ "gunicorn*", "its command line", "--backlog #" },
	{ "uvicorn", "its command line", "--backlog #" },
	{ "uwsgi*", "its configuration", "listen = #" },
	{ "mariadbd", "my.cnf, under [mysqld]", "back_log = #" },
	{ "mysqld", "my.cnf, under [mysqld]", "back_log = #" },
	{ "postgres", "postgresql.conf; it listens with twice as many",
	  "max_connections" },
	{ "memcached", "its command line", "--listen-backlog=#" },
	{ "varnishd", "its command line", "-p listen_depth=#" },
	{ "named", "named.conf, under options", "tcp-listen-queue #;" },
	{ "envoy", "the listener's configuration", "tcp_backlog_size: #" },
	{ "puma*", "puma.rb", "bind 'tcp://@?backlog=#'" },
	{ "node", "the program itself",
	  "server.listen({ port: ..., backlog: # })" },
	{ "java", "Tomcat's Connector; else an argument of ServerSocket()",
	  "acceptCount=\"#\"" },
	{ "python*", "the program itself; socketserver has it as "
	  "request_queue_size", "socket.listen(#)" },
};

static void print_directive(const struct change *change, const char *text,
			    FILE *out)
{
	for (; *text; text++)
		if (*text == '#')
			fprintf(out, "%" PRIu64, change->backlog);
		else if (*text == '@')
			fputs(text_or_dash(change->listener->row->local), out);
		else
			fputc(*text, out);
	fputc('\n', out);
}

static void print_program(const struct change *change, FILE *out)
{
	const char *name = owner_name(change->listener->owner);
	size_t i;

	for (i = 0; name && i < ARRAY_SIZE(directives); i++) {
		if (fnmatch(directives[i].program, name, 0))
			continue;
		fprintf(out, "# %s: %s\n", name, directives[i].where);
		print_directive(change, directives[i].directive, out);
		return;
	}
	fprintf(out, "# %s: the backlog that it passes to listen(), if it has a "
		"setting for that.\n# A program in Go passes what "
		"net.core.somaxconn is when it starts.\n# %" PRIu64 "\n",
		name ?: "the program", change->backlog);
}

static bool is_of_systemd(const struct holder *holder)
{
	return holder->pid == 1 && strcmp(holder->name, "systemd") == 0;
}

/* Returns the holder that systemd has the socket for, if it is of systemd. */
static bool socket_unit_of(struct owner owner, const struct holder **service)
{
	bool found = false;
	size_t i;

	*service = NULL;
	for (i = 0; i < owner.count; i++)
		if (is_of_systemd(&owner.holders[i]))
			found = true;
		else if (!*service)
			*service = &owner.holders[i];
	return found;
}

/* Writes "nginx" for a process of nginx.service, "NAME" if that is unknown. */
static void write_unit(const struct holder *service,
		       char unit[CONTAINER_NAME_SIZE])
{
	char path[32], cgroups[4096], *end;

	strcpy(unit, "NAME");
	if (!service)
		return;
	snprintf(path, sizeof(path), "%d/cgroup", service->pid);
	if (source_proc_text(path, cgroups, sizeof(cgroups)) ||
	    !container_name(cgroups, unit)) {
		strcpy(unit, "NAME");
		return;
	}
	end = strstr(unit, ".service");
	if (end)
		*end = '\0';
}

static void print_socket_unit(const struct change *change,
			      const struct holder *service, FILE *out)
{
	char unit[CONTAINER_NAME_SIZE];

	write_unit(service, unit);
	fprintf(out, "# /etc/systemd/system/%s.socket.d/backlog.conf; 'systemctl "
		"list-sockets' has the unit's name.\n# Then run: systemctl "
		"daemon-reload && systemctl restart %s.socket\n"
		"[Socket]\nBacklog=%" PRIu64 "\n", unit, unit, change->backlog);
}

/* Another namespace than ours is one of a container, or of somebody's making. */
static void print_sysctl(const struct change *change,
			 const struct sysctls *ours, FILE *out)
{
	const bool elsewhere = are_different(change->listener->row->netns,
					     ours->netns);
	const struct value now = elsewhere ? change->somaxconn :
					     ours->somaxconn;

	if (known(now) && now.number >= change->backlog &&
	    change->backlog <= DEFAULT_SOMAXCONN) {
		fprintf(out, "# net.core.somaxconn is %" PRIu64
			" in its network namespace, which allows it.\n",
			now.number);
		return;
	}
	if (elsewhere)
		fputs("# The runtime of the container sets this in its network "
		      "namespace: 'docker run --sysctl',\n# or securityContext."
		      "sysctls of a pod\n", out);
	else
		fputs("# /etc/sysctl.d/60-listenq.conf; listen() cuts to it\n",
		      out);
	fprintf(out, "net.core.somaxconn = %" PRIu64 "\n", change->backlog);
}

static void print_change(const struct change *change,
			 const struct sysctls *ours, FILE *out)
{
	const struct holder *service;

	fprintf(out, "# %s\n", text_or_dash(change->listener->row->local));
	if (socket_unit_of(change->listener->owner, &service))
		print_socket_unit(change, service, out);
	else
		print_program(change, out);
	print_sysctl(change, ours, out);
}

/* Those that need no change now, but would after a restart, too. */
void permanent_print(const struct plan *plan, FILE *out)
{
	const struct sysctls ours = sysctls_read();
	bool first = true;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (plan->change[i].state == CHANGE_SKIPPED ||
		    !plan->change[i].backlog)
			continue;
		if (!first)
			fputc('\n', out);
		print_change(&plan->change[i], &ours, out);
		first = false;
	}
}
