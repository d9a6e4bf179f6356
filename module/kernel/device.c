// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/netdevice.h>
#include <linux/string.h>
#include <net/ipv6.h>
#include <net/l3mdev.h>
#include <net/net_namespace.h>
#include <net/sock.h>

#include "kernel/device.h"

int lq_device_of(const struct sock *sk)
{
	return READ_ONCE(sk->sk_bound_dev_if);
}

/* Copies again if the name changed meanwhile. */
static void copy_name(char name[IFNAMSIZ], const struct net_device *dev)
{
	do {
		/* It may change: then it is compared below. */
		data_race(strscpy(name, dev->name, IFNAMSIZ));
		barrier();
		/* Likewise: then it is copied again. */
	} while (data_race(strncmp(name, dev->name, IFNAMSIZ)));
}

void lq_device_name(char name[IFNAMSIZ], const struct net *net, int ifindex)
{
	const struct net_device *dev;

	name[0] = '\0';
	if (!ifindex)
		return;
	rcu_read_lock();
	dev = dev_get_by_index_rcu((struct net *)net, ifindex);
	if (dev)
		copy_name(name, dev);
	else
		snprintf(name, IFNAMSIZ, "if%d", ifindex);
	rcu_read_unlock();
}

void lq_device_name_in(char name[IFNAMSIZ], u32 netns, int ifindex)
{
	const struct net *net;

	name[0] = '\0';
	if (!ifindex)
		return;
	snprintf(name, IFNAMSIZ, "if%d", ifindex);
	rcu_read_lock();
	for_each_net_rcu(net)
		if (net->ns.inum == netns) {
			lq_device_name(name, net, ifindex);
			break;
		}
	rcu_read_unlock();
}

static bool is_link_local(const struct sock *sk)
{
#if IS_ENABLED(CONFIG_IPV6)
	return sk->sk_family == AF_INET6 &&
	       ipv6_addr_type(&sk->sk_v6_daddr) & IPV6_ADDR_LINKLOCAL;
#else
	return false;
#endif
}

/* Says whether listeners that are not bound get what arrives by a VRF. */
static bool is_vrf_open(const struct net *net)
{
#ifdef CONFIG_NET_L3_MASTER_DEV
	return READ_ONCE(net->ipv4.sysctl_tcp_l3mdev_accept);
#else
	return false;
#endif
}

static void add(struct lq_devices *devices, int ifindex)
{
	devices->ifindex[devices->n++] = ifindex;
}

void lq_devices_of_listener(struct lq_devices *devices, const struct sock *sk)
{
	const struct net *net = sock_net(sk);
	int ifindex = lq_device_of(sk), vrf = 0;
	const struct net_device *dev;
	bool is_vrf = false;

	*devices = (struct lq_devices){ .n = 0 };
	add(devices, ifindex);
	if (!ifindex)
		return;
	rcu_read_lock();
	dev = dev_get_by_index_rcu((struct net *)net, ifindex);
	if (dev) {
		is_vrf = netif_is_l3_master(dev);
		vrf = netif_is_l3_slave(dev) ? l3mdev_master_ifindex_rcu(dev) :
					       0;
	}
	rcu_read_unlock();
	if (vrf)
		add(devices, vrf);
	if (is_vrf || vrf ? is_vrf_open(net) : is_link_local(sk))
		add(devices, 0);
	else
		devices->or_unbound = !is_vrf && !vrf;
}
