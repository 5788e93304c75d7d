/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of modules. Pure. */
#ifndef COMMON_MODULE_NAME_H
#define COMMON_MODULE_NAME_H

#include <stdbool.h>
#include <stddef.h>

/* The kernel's MODULE_NAME_LEN on 64-bit machines, with the NUL. */
#define MODULE_NAME_SIZE 56

/* True for 1 to 55 letters, digits and underscores: what stap names a module. */
bool module_name_valid(const char *name);

/*
 * Makes a name for a second copy of module NAME (option -R), of the same
 * length, from its beginning, an underscore and PID, as "stap_...": tick
 * becomes _529, hello h_545. Returns false, with NAME unchanged, when NAME
 * is too short for the number.
 */
bool module_rename(char *name, unsigned long pid);

#endif
