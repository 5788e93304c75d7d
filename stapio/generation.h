/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Modules of a generation that we can't read: what is said of them, before a load and after. Pure.
 */
#ifndef STAPIO_GENERATION_H
#define STAPIO_GENERATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Is it certain before it is loaded that the output of a module that VERSION (common/transport.h)
 * made can't be read? Later its dialect tells.
 */
bool generation_unreadable(uint32_t version);

/* Writes the sentence on MODULE, which VERSION made, to SENTENCE of SIZE bytes. */
void generation_complaint(char *sentence, size_t size, const char *module, uint32_t version);

#endif
