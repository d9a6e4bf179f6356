/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files in debugfs, for root only: the tables of all namespaces, and the
 * state of the module itself.
 */
#ifndef LQ_DEBUGFS_H
#define LQ_DEBUGFS_H

#include <linux/types.h>

/**
 * lq_debugfs_init() - create the files
 * @with_transitions: create the file "transitions" too
 *
 * In a kernel without debugfs there are none; that is not an error.
 *
 * Context: process, may sleep; after all other init functions.
 */
void lq_debugfs_init(bool with_transitions);

/**
 * lq_debugfs_uninit() - remove the files
 *
 * None is open: an open file keeps the module loaded.
 *
 * Context: process, may sleep; before all other uninit functions.
 */
void lq_debugfs_uninit(void);

#endif /* LQ_DEBUGFS_H */
