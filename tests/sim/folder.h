/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folder of a loaded module, as a file system: its files, those that procfs
 * has beside it, and the sinks, which are no part of a module but outputs with
 * habits: see simmod.c.
 */
#ifndef TESTS_SIM_FOLDER_H
#define TESTS_SIM_FOLDER_H

#include <stdio.h>

/* The most CPUs that it has files for. */
#define CPUS_MAX 1024

struct module;

struct folder {
	struct module *module;
	const char *procfs;   /* where links to the files of procfs lead; NULL: there are none */
	FILE *standard_input; /* where what is written to __stdin goes; NULL: there is none */
	FILE *sink;           /* where the sinks' bytes go */
};

/*
 * Mounts FOLDER, of which there is one, at MOUNTPOINT, from where the module wakes who polls its
 * files. Returns 0, or -1 when that can't be.
 */
int folder_mount(const struct folder *folder, const char *mountpoint);

/* Serves it until a signal ends that. */
void folder_serve(void);

void folder_unmount(void);

#endif
