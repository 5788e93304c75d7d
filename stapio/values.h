/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel will say of values of NAME=VALUE, as far as the types of parameters tell. Pure.
 */
#ifndef STAPIO_VALUES_H
#define STAPIO_VALUES_H

#include "stapio/parameters.h"

/*
 * What becomes of VALUE, NULL where there is none, for a parameter of TYPE as .modinfo has it: 0,
 * EINVAL or ERANGE. A type that is not known takes anything.
 */
int value_error(const char *type, const char *value);

/*
 * The first such error of OPTIONS, which are as the kernel takes them, of fewer than
 * MODULE_OPTIONS_SIZE bytes; 0: there is none. What is no parameter of PARAMETERS it ignores.
 */
int values_error(const struct parameters *parameters, const char *options);

/*
 * The megabytes of each CPU's relay buffer that OPTIONS, as above, ask for: the last word is the
 * one that counts. 0: the module decides.
 */
unsigned values_buffer_mb(const char *options);

#endif
