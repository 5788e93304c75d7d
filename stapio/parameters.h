/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Parameters: which NAME=VALUE a module takes. The kernel loads it whatever it is
 * given, and only its log says what it did not know.
 */
#ifndef STAPIO_PARAMETERS_H
#define STAPIO_PARAMETERS_H

#include <stdbool.h>
#include <stddef.h>

#include "common/module_name.h"

#define PARAMETERS_MAX     64
#define PARAMETER_TEXT_MAX 64

struct parameters {
	size_t count; /* of those that there is room for */
	struct parameter {
		char name[PARAMETER_TEXT_MAX], type[PARAMETER_TEXT_MAX]; /* of no more than that */
	} all[PARAMETERS_MAX];
};

/* Pure: finds the parameters that the SIZE BYTES of a module's file speak of. */
void parameters_find(struct parameters *parameters, const char *bytes, size_t size);

/* Pure: the parameter NAME, in which, as the kernel has it, a dash is an underscore; or NULL. */
const struct parameter *parameters_named(const struct parameters *parameters, const char *name);

/* Pure: whether C is one of the kernel's blanks: its isspace() is that of Latin-1, and a byte of
 * some letters of UTF-8 is one of these. */
bool parameters_blank(char c);

/*
 * Pure: the first word of *OPTIONS, which are as the kernel takes them, that is
 * none of PARAMETERS: copies its name, cut short, to NAME and moves *OPTIONS
 * behind it. False when there is none.
 */
bool parameters_unknown(
	const struct parameters *parameters, const char **options, char name[PARAMETER_TEXT_MAX]);

/* Pure: the parameter that NAME may be a slip of, or NULL. */
const char *parameters_nearest(const struct parameters *parameters, const char *name);

/* Warns of each NAME=VALUE among OPTIONS that MODULE, which has PARAMETERS, has no use for. */
void parameters_check(const char *module, const struct parameters *parameters, const char *options);

#endif
