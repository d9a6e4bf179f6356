/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The device that a socket is bound to: by SO_BINDTODEVICE, by the scope of a
 * link-local address, or as a member of a VRF. The kernel keeps its index.
 */
#ifndef LQ_DEVICE_H
#define LQ_DEVICE_H

#include <linux/if.h>
#include <linux/types.h>

struct net;
struct sock;

/**
 * lq_device_of() - get the device that a socket is bound to
 * @sk: the socket; a half-open connection and a TIME_WAIT socket have the same
 *	member in the same place (struct sock_common, include/net/sock.h)
 *
 * Context: any.
 * Return: its index; 0 if there is none.
 */
int lq_device_of(const struct sock *sk);

/**
 * lq_device_name() - get the name that a device has now
 * @name: the result; empty without a device, "if7" if there is none of index 7
 *	any more, as ss shows it
 * @net: the namespace of the device, alive
 * @ifindex: its index, or 0
 *
 * Context: any.
 */
void lq_device_name(char name[IFNAMSIZ], const struct net *net, int ifindex);

/**
 * lq_device_name_in() - get the name that a device has now, in a namespace that
 *	may be gone
 * @name: the result, as that of lq_device_name()
 * @netns: inode number of the namespace
 * @ifindex: the device's index, or 0
 *
 * Searches the namespace among all.
 *
 * Context: any.
 */
void lq_device_name_in(char name[IFNAMSIZ], u32 netns, int ifindex);

/* The devices that the listener of a connection may be bound to. */
struct lq_devices {
	int ifindex[3];		/* the most specific first; 0: not bound */
	unsigned int n;
	bool or_unbound;	/* as a last resort: bound itself afterwards */
};

/**
 * lq_devices_of_listener() - find the devices that the listener of a connection
 *	may be bound to
 * @devices: the result
 * @sk: the connection, of any state
 *
 * A connection is bound to the device of its listener. That of a listener that
 * is not bound is bound to a VRF if net.ipv4.tcp_l3mdev_accept let it in
 * (inet_request_bound_dev_if(), include/net/inet_sock.h), and to the device of
 * a link-local client (tcp_v6_init_req(), net/ipv6/tcp_ipv6.c).
 *
 * Context: any; the namespace of @sk is alive.
 */
void lq_devices_of_listener(struct lq_devices *devices, const struct sock *sk);

#endif /* LQ_DEVICE_H */
