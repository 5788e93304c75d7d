/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The script's warnings, each of which is shown once. */
#ifndef STAPIO_WARNINGS_H
#define STAPIO_WARNINGS_H

#include <stdbool.h>

struct warnings {
	struct seen_warning *seen;
	unsigned count;
};

/*
 * Was TEXT, a warning, there before? It is from now on; but past a thousand different
 * ones, or without memory, no other is remembered.
 */
bool warnings_seen(struct warnings *warnings, const char *text);

/* Frees what belongs to WARNINGS. */
void warnings_forget(struct warnings *warnings);

#endif
