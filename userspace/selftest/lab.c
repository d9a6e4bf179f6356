// SPDX-License-Identifier: GPL-2.0-only
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <net/route.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/exit_status.h"
#include "lib/failure.h"
#include "selftest/lab.h"
#include "selftest/packet.h"
#include "selftest/veth.h"

#define INTERFACE	"lqtest"

/* struct in6_ifreq of linux/ipv6.h, which libc's headers exclude */
struct address6 {
	struct in6_addr address;
	uint32_t prefix;
	int interface;
};

static int own_netns(void)
{
	return open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
}

bool lab_enter(const struct lab *lab, enum lab_end end)
{
	return setns(lab->netns[end], CLONE_NEWNET) == 0;
}

static bool make_netns(struct lab *lab, enum lab_end end)
{
	if (unshare(CLONE_NEWNET))
		return false;
	lab->netns[end] = own_netns();
	return lab->netns[end] >= 0;
}

static bool set_flags(int fd, const char *name, int flags)
{
	struct ifreq request = { .ifr_flags = 0 };

	strncpy(request.ifr_name, name, sizeof(request.ifr_name) - 1);
	if (ioctl(fd, SIOCGIFFLAGS, &request))
		return false;
	request.ifr_flags = (short)(request.ifr_flags | flags);
	return ioctl(fd, SIOCSIFFLAGS, &request) == 0;
}

static bool set_address4(int fd, unsigned long request, const char *text)
{
	struct ifreq interface = { .ifr_name = INTERFACE };
	union addr address;

	addr_parse(&address, text, 0);
	memcpy(&interface.ifr_addr, &address.v4, sizeof(address.v4));
	return ioctl(fd, request, &interface) == 0;
}

static bool add_address6(int fd, const char *text)
{
	struct address6 request = {
		.prefix = 64, .interface = (int)if_nametoindex(INTERFACE),
	};

	inet_pton(AF_INET6, text, &request.address);
	return ioctl(fd, SIOCSIFADDR, &request) == 0;
}

static bool route4(int fd, bool add, const char *prefix, const char *mask)
{
	char interface[] = INTERFACE;
	union addr to, bits;
	struct rtentry route = { .rt_flags = RTF_UP, .rt_dev = interface };

	addr_parse(&to, prefix, 0);
	addr_parse(&bits, mask, 0);
	memcpy(&route.rt_dst, &to.v4, sizeof(to.v4));
	memcpy(&route.rt_genmask, &bits.v4, sizeof(bits.v4));
	return ioctl(fd, add ? SIOCADDRT : SIOCDELRT, &route) == 0;
}

static bool route6(int fd, bool add, const char *prefix)
{
	struct in6_rtmsg route = {
		.rtmsg_dst_len = 64, .rtmsg_metric = 1024,
		.rtmsg_flags = RTF_UP,
		.rtmsg_ifindex = (int)if_nametoindex(INTERFACE),
	};

	inet_pton(AF_INET6, prefix, &route.rtmsg_dst);
	return ioctl(fd, add ? SIOCADDRT : SIOCDELRT, &route) == 0;
}

static bool route_crowd4(int fd, bool add)
{
	return route4(fd, add, "10.128.0.0", "255.128.0.0");
}

static bool route_crowd6(int fd, bool add)
{
	return route6(fd, add, "fd02::");
}

static bool route_barrier4(int fd, bool add)
{
	return route4(fd, add, "10.64.0.0", "255.255.0.0");
}

static bool route_barrier6(int fd, bool add)
{
	return route6(fd, add, "fd03::");
}

/* Does without IPv6 where the kernel does. */
static bool with_socket(int family, bool (*call)(int fd, bool yes), bool yes)
{
	int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool ok;

	if (fd < 0)
		return family == AF_INET6 && errno == EAFNOSUPPORT;
	ok = call(fd, yes);
	close(fd);
	return ok;
}

bool lab_route(const struct lab *lab, bool add)
{
	return lab_enter(lab, LAB_SERVER) && with_socket(AF_INET, route_crowd4, add) &&
	       with_socket(AF_INET6, route_crowd6, add);
}

static bool configure4(int fd, bool server)
{
	return set_flags(fd, "lo", IFF_UP) &&
	       set_address4(fd, SIOCSIFADDR, server ? LAB_SERVER4 : "10.1.0.2") &&
	       set_address4(fd, SIOCSIFNETMASK, "255.255.255.0") &&
	       set_flags(fd, INTERFACE, IFF_UP | IFF_NOARP);
}

static bool configure6(int fd, bool server)
{
	return add_address6(fd, server ? LAB_SERVER6 : "fd01::2");
}

/*
 * The client's machine has a route to the crowds too: then it drops what is sent
 * to them, because it does not forward, and answers nothing.
 */
static bool configure(const struct lab *lab, enum lab_end end)
{
	const bool server = end == LAB_SERVER;

	return lab_enter(lab, end) &&
	       with_socket(AF_INET, configure4, server) &&
	       with_socket(AF_INET6, configure6, server) &&
	       with_socket(AF_INET, route_crowd4, true) &&
	       with_socket(AF_INET6, route_crowd6, true) &&
	       with_socket(AF_INET, route_barrier4, true) &&
	       with_socket(AF_INET6, route_barrier6, true) &&
	       lab_sysctl_of(lab, end, "net/ipv4/conf/all/rp_filter", "0") &&
	       lab_sysctl_of(lab, end, "net/ipv4/conf/" INTERFACE "/rp_filter",
			     "0");
}

bool lab_sysctl_of(const struct lab *lab, enum lab_end end, const char *name,
		   const char *value)
{
	const size_t len = strlen(value);
	char path[128];
	ssize_t written;
	int fd;

	snprintf(path, sizeof(path), "/proc/sys/%s", name);
	if (!lab_enter(lab, end))
		return false;
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	written = write(fd, value, len);
	close(fd);
	return written == (ssize_t)len;
}

bool lab_sysctl(const struct lab *lab, const char *name, const char *value)
{
	return lab_sysctl_of(lab, LAB_SERVER, name, value);
}

/* Returns what failed, NULL if nothing did. */
static const char *make(struct lab *lab)
{
	lab->netns[LAB_HOME] = own_netns();
	if (lab->netns[LAB_HOME] < 0 || !make_netns(lab, LAB_SERVER) ||
	    !make_netns(lab, LAB_CLIENT))
		return "make network namespaces";
	if (!veth_make(INTERFACE, lab->netns[LAB_SERVER]))
		return "make a veth";
	if (!configure(lab, LAB_SERVER) || !configure(lab, LAB_CLIENT))
		return "configure the veth";
	return NULL;
}

int lab_open(struct lab *lab, struct failure *why)
{
	const char *failed;

	*lab = (struct lab){ { -1, -1, -1 } };
	failed = make(lab);
	if (!failed)
		return EXIT_OK;
	if (errno == EPERM)
		return fail(why, EXIT_NO_PERMISSION, "cannot %s: only root can",
			    failed);
	return fail(why, EXIT_FAILED, "cannot %s: %s", failed, strerror(errno));
}

void lab_close(struct lab *lab)
{
	int i;

	if (lab->netns[LAB_HOME] >= 0)
		lab_enter(lab, LAB_HOME);
	for (i = 0; i < LAB_ENDS; i++)
		if (lab->netns[i] >= 0)
			close(lab->netns[i]);
}
