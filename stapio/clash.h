/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options that name one file for two uses, of which the later one would undo the first. */
#ifndef STAPIO_CLASH_H
#define STAPIO_CLASH_H

#include <stdbool.h>

#include "options/options.h"

/*
 * Pure: may the file NAME, without its folder, be one that the output goes to where -o is OUTPUT,
 * expanded and without its folder, too: OUTPUT, OUTPUT.1, OUTPUT_cpu0.1, OUTPUT.1.zst?
 */
bool clash_of_names(const char *name, const char *output);

/*
 * True, after reporting it, where OPTIONS have the statistics (--stats) in the place of the
 * output (-o, or standard output and, if the module is one of bulk mode, stpd_cpuN), of a file in
 * which that may go on, or of standard error. Looks at what is there now.
 */
bool clash(const struct options *options);

#endif
