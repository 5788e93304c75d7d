/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help (-h) and the version (-V). */
#ifndef OPTIONS_HELP_H
#define OPTIONS_HELP_H

#include <stdio.h>

/* Both write to TO, which remembers if it took not all. */
void help_print(FILE *to);
void version_print(FILE *to);

#endif
