/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Telling the user what the loader tells us: the words of words/words.h, in the user's way. */
#ifndef STAPIO_TELL_H
#define STAPIO_TELL_H

#include "words/words.h"

/*
 * Looks up, with the rights of this process, what the machine has to do with the module
 * of WISH, whose name is NAME or "". In static storage.
 */
const struct machine *tell_machine(const struct wish *wish, const char *name);

/*
 * Reports OUTCOME on what WISH asks for. What the machine has to do with it is
 * looked up with the rights of this process.
 */
void tell(const struct outcome *outcome, const struct wish *wish);

/* The same for a module that was loaded, with what it did not know of the options it got. */
void tell_module(const struct outcome *outcome, const struct wish *wish);

#endif
