/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module's file and its signature, read with the caller's rights, for the
 * loader, which so never opens a file of the caller's, nor waits for one.
 */
#ifndef STAPIO_FETCH_H
#define STAPIO_FETCH_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "common/outcome.h"
#include "stapio/parameters.h"

struct contents {
	int error; /* -errno: it can't be had */
	char *bytes;
	size_t size;
};

struct fetched {
	char path[PATH_MAX];    /* where the module is, all links followed */
	struct contents module; /* of no bytes: only root may read it */
	struct contents signature;
	struct outcome failure; /* why there is nothing to ask for; of kind 0: there is */
};

/* What is known of a module's file: another process reads it, as file systems may not answer. */
struct found {
	bool read;           /* else there are no parameters because no one knows them */
	char path[PATH_MAX]; /* as above */
	struct parameters parameters;
};

/* Writes where MODULE, a path or a name, is to be found, cut short. */
void fetch_path(char path[static PATH_MAX], const char *module);

/* What is in the file at PATH, of at most MAX bytes, which are the caller's to free, also with an
 * error. */
struct contents fetch_file(const char *path, off_t max);

/* Reads MODULE and its signature. A file system may keep us from coming back for ever. */
void fetch(struct fetched *fetched, const char *module);

#endif
