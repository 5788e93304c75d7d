/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the ELF file of a module says. */
#ifndef HELPER_ELF_H
#define HELPER_ELF_H

#include <stdbool.h>
#include <stddef.h>

#include "helper/entries.h"

/*
 * Pure: reads the file of SIZE (not 0) bytes at BYTES. Returns NULL, or a
 * clause (static storage) that says what it is instead of a module for this
 * machine: "a text file"; then FACTS are none. Whether a signature is
 * wanted is not asked.
 */
const char *module_parse(struct module_facts *facts, const char *bytes, size_t size);

#endif
