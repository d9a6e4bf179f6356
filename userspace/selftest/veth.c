// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "selftest/veth.h"

struct request {
	struct nlmsghdr header;
	struct ifinfomsg interface;
	char attributes[512];
};

static struct rtattr *put(struct request *request, unsigned short type,
			  const void *data, size_t len)
{
	size_t at = NLMSG_ALIGN(request->header.nlmsg_len);
	struct rtattr *attribute = (struct rtattr *)((char *)request + at);

	attribute->rta_type = type;
	attribute->rta_len = (unsigned short)RTA_LENGTH(len);
	if (len)
		memcpy(RTA_DATA(attribute), data, len);
	request->header.nlmsg_len = (unsigned int)(at + RTA_LENGTH(len));
	return attribute;
}

/* Ends an attribute that contains those which were put after it. */
static void nest_end(const struct request *request, struct rtattr *nest)
{
	const char *end = (const char *)request + request->header.nlmsg_len;

	nest->rta_len = (unsigned short)(end - (const char *)nest);
}

static void put_interface(struct request *request, const char *name)
{
	static const unsigned char address[] = { 2, 0, 0, 0, 0, 1 };

	put(request, IFLA_IFNAME, name, strlen(name) + 1);
	put(request, IFLA_ADDRESS, address, sizeof(address));
}

static void put_peer(struct request *request, const char *name, int netns)
{
	static const struct ifinfomsg any = { .ifi_family = AF_UNSPEC };
	struct rtattr *peer = put(request, VETH_INFO_PEER, &any, sizeof(any));

	put_interface(request, name);
	put(request, IFLA_NET_NS_FD, &netns, sizeof(netns));
	nest_end(request, peer);
}

/* Sends a request and waits for the answer. Returns false with errno. */
static bool talk(const struct request *request)
{
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
	union {
		struct nlmsghdr header;
		char bytes[1024];
	} answer;
	const struct nlmsgerr *error = NLMSG_DATA(&answer.header);
	ssize_t len = -1;

	if (fd < 0)
		return false;
	if (send(fd, request, request->header.nlmsg_len, 0) >= 0)
		len = recv(fd, &answer, sizeof(answer), 0);
	close(fd);
	if (len < 0)
		return false;
	errno = len < (ssize_t)NLMSG_LENGTH(sizeof(*error)) ? EPROTO :
							      -error->error;
	return errno == 0;
}

bool veth_make(const char *name, int peer_netns)
{
	struct request request = {
		.header = {
			.nlmsg_len = NLMSG_LENGTH(sizeof(struct ifinfomsg)),
			.nlmsg_type = RTM_NEWLINK,
			.nlmsg_flags = NLM_F_REQUEST | NLM_F_CREATE |
				       NLM_F_EXCL | NLM_F_ACK,
		},
	};
	struct rtattr *link, *data;

	put_interface(&request, name);
	link = put(&request, IFLA_LINKINFO, NULL, 0);
	put(&request, IFLA_INFO_KIND, "veth", sizeof("veth"));
	data = put(&request, IFLA_INFO_DATA, NULL, 0);
	put_peer(&request, name, peer_netns);
	nest_end(&request, data);
	nest_end(&request, link);
	return talk(&request);
}
