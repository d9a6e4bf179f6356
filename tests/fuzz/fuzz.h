/* SPDX-License-Identifier: GPL-2.0-only */
/* What libFuzzer and the linker (--wrap) call by name. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>

#include "table/source.h"

struct failure;
struct following;
struct loaded;

int listenq_main(int argc, char **argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);
int __wrap_source_open(struct source *source, enum source_file file);
int __wrap_source_probe(struct source *source, enum source_file file);
int __wrap_load_without_module(struct loaded *loaded, struct failure *why);
int __wrap_watch(double seconds, int (*show)(void *data, struct failure *why),
		 void *data, struct failure *why);
int __wrap_follow(const struct following *f, struct failure *why);

#endif /* FUZZ_H */
