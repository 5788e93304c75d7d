/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The entries of the helper: all of it that staprun sees. See staprun/helper.h for what they are.
 */
#ifndef HELPER_ENTRIES_H
#define HELPER_ENTRIES_H

#include "staprun/helper.h"

#pragma GCC visibility push(default)

extern const char helper_key[];

/* Answers with one byte, an enum signature. */
helper_entry check_signature;

/* Answers with a struct module_facts; says what it is when it is no module. */
helper_entry read_module;

#pragma GCC visibility pop

#endif
