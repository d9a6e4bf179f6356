/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Callbacks of ftrace receive struct ftrace_regs from 5.11 on, pt_regs before.
 * ftrace_regs_get_argument() appeared in 6.2. Before 5.11 a callback that needs
 * no guard against recursion sets FTRACE_OPS_FL_RECURSION_SAFE; from 5.11 on
 * one that needs it sets FTRACE_OPS_FL_RECURSION.
 */
#ifndef LQ_COMPAT_LINUX_FTRACE_H
#define LQ_COMPAT_LINUX_FTRACE_H

#include_next <linux/ftrace.h>

#if defined(CONFIG_DYNAMIC_FTRACE_WITH_ARGS) || \
	defined(CONFIG_DYNAMIC_FTRACE_WITH_REGS)
#define LQ_FTRACE_HAS_ARGUMENTS
#endif

#ifndef LQ_HAVE_FTRACE_REGS
#define ftrace_regs pt_regs
#define ftrace_get_regs(regs) (regs)
#endif

#ifndef LQ_FTRACE_HAS_ARGUMENTS
#undef ftrace_regs_get_argument
#define ftrace_regs_get_argument(regs, n) 0UL	/* never called */
#elif !defined(LQ_HAVE_FTRACE_ARGUMENT)
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_ARGS
#define ftrace_regs_get_argument(fregs, n) \
	regs_get_kernel_argument(&(fregs)->regs, n)
#else
#define ftrace_regs_get_argument(fregs, n) \
	regs_get_kernel_argument(ftrace_get_regs(fregs), n)
#endif
#endif

#ifndef FTRACE_OPS_FL_SAVE_ARGS
#ifdef CONFIG_DYNAMIC_FTRACE_WITH_ARGS
#define FTRACE_OPS_FL_SAVE_ARGS 0
#else
#define FTRACE_OPS_FL_SAVE_ARGS FTRACE_OPS_FL_SAVE_REGS
#endif
#endif

#ifndef LQ_HAVE_FTRACE_RECURSION_SAFE
#define FTRACE_OPS_FL_RECURSION_SAFE 0
#endif

#endif /* LQ_COMPAT_LINUX_FTRACE_H */
