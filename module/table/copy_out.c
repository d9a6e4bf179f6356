// SPDX-License-Identifier: GPL-2.0-only
/*
 * remove_proc_entry() waits for everybody who is in read(), without a timeout
 * and without a way to be interrupted. A reader could wait there for as long as
 * he likes, for memory that another process is to provide. So whoever has to
 * wait holds the module, whose unloading then fails at once instead of waiting,
 * and a reference to the namespace, whose teardown would make that of all others
 * wait (net/core/net_namespace.c, cleanup_net()).
 */
#include <linux/mm.h>
#include <linux/mmap_lock.h>
#include <linux/module.h>
#include <linux/sched.h>
#include <linux/uaccess.h>
#include <net/net_namespace.h>

#include "table/copy_out.h"

/* Returns how many bytes it did not copy. */
static size_t copy_what_is_there(char __user *to, const char *from, size_t n)
{
	size_t left;

	pagefault_disable();
	left = __copy_to_user_inatomic(to, from, n);
	pagefault_enable();
	return left;
}

static long fault_in(unsigned long address)
{
	const unsigned int flags = FOLL_WRITE | FOLL_NOWAIT;

#ifdef LQ_HAVE_GUP_VMAS
	return get_user_pages(address, 1, flags, NULL, NULL);
#else
	return get_user_pages(address, 1, flags, NULL);
#endif
}

/*
 * Makes a page that the reader has not touched yet. Waits for nobody: neither
 * for the lock of the memory map, whose holder may be waiting, nor for a file,
 * nor for userfaultfd.
 */
static bool make_page(const char __user *to)
{
	unsigned long address = untagged_addr((unsigned long)to);
	struct mm_struct *mm = current->mm;
	struct vm_area_struct *vma;
	long pages = 0;

	if (!mmap_read_trylock(mm))
		return false;
	vma = find_vma(mm, address);
	if (vma && vma->vm_start <= address && vma_is_anonymous(vma))
		pages = fault_in(address);
	mmap_read_unlock(mm);
	return pages == 1;
}

/* Returns how many bytes it did not copy; or an error if it may not wait. */
static ssize_t copy_waiting(char __user *to, const char *from, size_t n,
			    struct net *net)
{
	ssize_t left = -EIO;

	if (!try_module_get(THIS_MODULE))
		return left;
	if (!net || maybe_get_net(net)) {
		left = copy_to_user(to, from, n);
		if (net)
			put_net(net);
	}
	module_put(THIS_MODULE);
	return left;
}

ssize_t lq_copy_out(char __user *to, const char *from, size_t n,
		    struct net *net)
{
	size_t tries = n / PAGE_SIZE + 3;	/* once more than there are pages */
	size_t done = 0;
	ssize_t left;

	if (!access_ok(to, n))
		return -EFAULT;
	do {
		done = n - copy_what_is_there(to + done, from + done, n - done);
	} while (done < n && --tries && make_page(to + done));
	if (done == n)
		return n;
	left = copy_waiting(to + done, from + done, n - done, net);
	if (left >= 0)
		done = n - left;
	return done ?: left < 0 ? left : -EFAULT;
}
