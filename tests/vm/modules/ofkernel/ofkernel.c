// SPDX-License-Identifier: GPL-2.0-only
/*
 * A listener that no process has, as nfsd's: it is in the network namespace of who
 * loads this, and takes a connection when the parameter "accept" is written to.
 */
#include <linux/err.h>
#include <linux/fcntl.h>
#include <linux/in.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/net.h>
#include <linux/nsproxy.h>
#include <linux/sched.h>
#include <net/net_namespace.h>

static ushort port = 80;
module_param(port, ushort, 0444);
MODULE_PARM_DESC(port, "Where to listen (default 80)");

static int backlog = 64;
module_param(backlog, int, 0444);
MODULE_PARM_DESC(backlog, "What to listen with (default 64)");

static struct socket *listener;

static int take(const char *value, const struct kernel_param *param)
{
	struct socket *sock;
	int err = kernel_accept(listener, &sock, O_NONBLOCK);

	if (!err)
		sock_release(sock);
	return err;
}

static const struct kernel_param_ops accept_ops = {
	.set = take,
};
module_param_cb(accept, &accept_ops, NULL, 0200);
MODULE_PARM_DESC(accept, "Takes a connection and closes it");

static int __init ofkernel_init(void)
{
	struct sockaddr_in any = {
		.sin_family = AF_INET, .sin_port = htons(port),
	};
	int err;

	err = sock_create_kern(current->nsproxy->net_ns, AF_INET, SOCK_STREAM,
			       IPPROTO_TCP, &listener);
	if (err)
		return err;
	/* Linux 6.19 has another type for any address. */
	err = kernel_bind(listener, (void *)&any, sizeof(any));
	if (!err)
		err = kernel_listen(listener, backlog);
	if (err)
		sock_release(listener);
	return err;
}

static void __exit ofkernel_exit(void)
{
	sock_release(listener);
}

module_init(ofkernel_init);
module_exit(ofkernel_exit);
MODULE_DESCRIPTION("A TCP listener of the kernel's own");
MODULE_LICENSE("GPL");
