// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "selftest/kernel_counter.h"
#include "selftest/lab.h"

/* Finds the word of one line that stands at the place of name in another. */
static bool find(char *names, char *numbers, const char *name, uint64_t *value)
{
	char *names_at, *numbers_at;
	char *word = strtok_r(names, "\n ", &names_at);
	char *number = strtok_r(numbers, "\n ", &numbers_at);

	while (word && number && strcmp(word, name) != 0) {
		word = strtok_r(NULL, "\n ", &names_at);
		number = strtok_r(NULL, "\n ", &numbers_at);
	}
	if (!word || !number)
		return false;
	*value = strtoull(number, NULL, 10);
	return true;
}

bool kernel_counter(const struct lab *lab, const char *name, uint64_t *value)
{
	char *names = NULL, *numbers = NULL;
	size_t names_size = 0, numbers_size = 0;
	bool found = false;
	FILE *file;

	if (!lab_enter(lab, LAB_SERVER))
		return false;
	file = fopen("/proc/thread-self/net/netstat", "re");
	if (!file)
		return false;
	while (!found && getline(&names, &names_size, file) > 0 &&
	       getline(&numbers, &numbers_size, file) > 0)
		found = find(names, numbers, name, value);
	free(names);
	free(numbers);
	fclose(file);
	return found;
}
