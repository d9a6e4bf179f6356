// SPDX-License-Identifier: GPL-2.0-only
/*
 * A security module's drop of a connection, without writing a policy for one:
 * what security_inet_conn_request() returns is made an error.
 */
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/moduleparam.h>

/* Set by the test while nothing is under way. */
static atomic_t times = ATOMIC_INIT(0);
module_param_named(times, times.counter, int, 0644);
MODULE_PARM_DESC(times, "How many of the next connections are dropped (default 0)");

static int drop(struct kretprobe_instance *instance, struct pt_regs *regs)
{
	if (atomic_dec_if_positive(&times) >= 0)
		regs_set_return_value(regs, -EACCES);
	return 0;
}
NOKPROBE_SYMBOL(drop);

static struct kretprobe request = {
	.kp.symbol_name = "security_inet_conn_request",
	.handler = drop,
};

static int __init policy_init(void)
{
	return register_kretprobe(&request);
}

static void __exit policy_exit(void)
{
	unregister_kretprobe(&request);
}

module_init(policy_init);
module_exit(policy_exit);

MODULE_DESCRIPTION("A security module that drops connections, for listenq's tests");
MODULE_LICENSE("GPL");
