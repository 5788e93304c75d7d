/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Usage: what is wrong with a command line, in words. */
#ifndef OPTIONS_USAGE_H
#define OPTIONS_USAGE_H

#include <stddef.h>

#include "options/options.h"

/* Pure: writes one sentence without a newline. RESULT is what options_parse() made of it. */
void usage_complaint(
	enum options_result result, const struct options_fault *fault, char *sentence, size_t size);

#endif
