// SPDX-License-Identifier: GPL-2.0-only
/*
 * Mistakes on purpose, each of a kind that a debugging kernel finds: whether it
 * does, and whether the tests notice, is to be known before they are believed.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

static char *make = "";
module_param(make, charp, 0444);
MODULE_PARM_DESC(make, "Which mistake to make, by the name of its function");

/* What the compiler cannot see through. */
static int beyond = 40;
static char *kept;

static void use_after_free(void)
{
	char *p = kmalloc(32, GFP_KERNEL);

	WRITE_ONCE(kept, p);
	kfree(p);
	READ_ONCE(kept)[3] = 1;
}

static void out_of_bounds(void)
{
	char *p = kzalloc(40, GFP_KERNEL);

	WRITE_ONCE(kept, p);
	if (p)
		READ_ONCE(kept)[beyond] = 1;
	kfree(p);
}

static void leak(void)
{
	WRITE_ONCE(kept, kmalloc(1024, GFP_KERNEL));
	WRITE_ONCE(kept, NULL);
}

static void sleep_in_atomic(void)
{
	static DEFINE_SPINLOCK(lock);

	spin_lock(&lock);
	might_sleep();
	spin_unlock(&lock);
}

static void lock_twice(void)
{
	static DEFINE_MUTEX(one);
	static DEFINE_MUTEX(other);

	mutex_lock(&one);
	mutex_lock(&other);
	mutex_unlock(&other);
	mutex_unlock(&one);
	mutex_lock(&other);
	mutex_lock(&one);
	mutex_unlock(&one);
	mutex_unlock(&other);
}

/* What it points to could be freed at any moment: nobody is told to wait. */
static void read_without_rcu(void)
{
	static char __rcu *shared;

	WRITE_ONCE(kept, rcu_dereference(shared));
}

static void shift_too_far(void)
{
	beyond = 1 << beyond;
}

static void nothing(struct timer_list *timer)
{
}

static void free_active_timer(void)
{
	struct timer_list *timer = kzalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, nothing, 0);
	mod_timer(timer, jiffies + 3600 * HZ);
	kfree(timer);
}

static unsigned long steps;

static void step(struct timer_list *timer)
{
	steps++;
}

/* The timer interrupts the loop, most likely where KCSAN waits for somebody. */
static void race_with_timer(void)
{
	static DEFINE_TIMER(timer, step);
	int i;

	for (i = 0; i < 100; i++) {
		mod_timer(&timer, jiffies + 1);
		while (timer_pending(&timer)) {
			steps++;
			barrier();	/* or it is counted after the loop */
		}
	}
}

static int bump(void *unused)
{
	while (!kthread_should_stop()) {
		steps++;
		barrier();
		cond_resched();
	}
	return 0;
}

/* No interrupt here: the same function, on two CPUs at once. */
static void race_of_two(void)
{
	struct task_struct *task[2];
	int cpu;

	for (cpu = 0; cpu < 2; cpu++) {
		task[cpu] = kthread_create(bump, NULL, "mistake/%d", cpu);
		if (IS_ERR(task[cpu]))
			continue;
		kthread_bind(task[cpu], cpu);
		wake_up_process(task[cpu]);
	}
	msleep(2000);
	for (cpu = 0; cpu < 2; cpu++)
		if (!IS_ERR(task[cpu]))
			kthread_stop(task[cpu]);
}

#define MISTAKE(name) { #name, name }
static const struct {
	const char *name;
	void (*make)(void);
} mistakes[] = {
	MISTAKE(use_after_free), MISTAKE(out_of_bounds), MISTAKE(leak),
	MISTAKE(sleep_in_atomic), MISTAKE(lock_twice), MISTAKE(shift_too_far),
	MISTAKE(free_active_timer), MISTAKE(race_with_timer),
	MISTAKE(read_without_rcu), MISTAKE(race_of_two),
};

static int __init mistakes_init(void)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(mistakes); i++) {
		if (strcmp(make, mistakes[i].name))
			continue;
		mistakes[i].make();
		return 0;
	}
	return -EINVAL;
}

static void __exit mistakes_exit(void)
{
}

module_init(mistakes_init);
module_exit(mistakes_exit);

MODULE_DESCRIPTION("Mistakes that a debugging kernel finds, for listenq's tests");
MODULE_LICENSE("GPL");
