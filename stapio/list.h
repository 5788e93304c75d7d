/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The list (--list) of SystemTap's modules that are loaded: what the kernel shows everyone,
 * and of the caller's own who is attached. Modules of SystemTap up to 4.4 have their folder in
 * debugfs, which is root's alone to look into: others know them by their symbols.
 */
#ifndef STAPIO_LIST_H
#define STAPIO_LIST_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

#include "common/module_name.h"

struct listed {
	char name[MODULE_NAME_SIZE];
	bool seen; /* its folder was, which tells OWNER, BUFFERS and AGE */
	uid_t owner;
	unsigned generation; /* 4 or 5: of SystemTap 4.x or 5.x, as its symbols tell; 0: they don't
			      */
	unsigned long size;  /* bytes, without its buffers */
	unsigned buffers;    /* relay buffers: one for each CPU, or for all */
	bool attached;
	pid_t pid; /* who is attached; 0: no one, or it can't be seen */
	long age;  /* seconds since it was loaded, at least; negative: the clock was set */
	bool live; /* the kernel has it in its own list */
};

struct list {
	size_t count;
	struct listed *all; /* by name */
};

/*
 * Finds the modules below ROOT, which is "" but in tests; LIST is empty before, {0}, and freed with
 * list_free(). Returns 0, or -ENOMEM: there was no room for all.
 */
int list_find(struct list *list, const char *root);

void list_free(struct list *list);

/* Prints LIST as a table; or with JSON as an array of objects, each on a line. */
void list_print(const struct list *list, bool json, FILE *to);

#endif
