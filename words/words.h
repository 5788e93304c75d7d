/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Words for what the loader tells (common/outcome.h): what failed, why, and
 * what would help. Pure.
 */
#ifndef WORDS_WORDS_H
#define WORDS_WORDS_H

#include "words/sentence.h"

/* Writes the sentences, none with a newline, that OUTCOME takes. Returns how many: at least one. */
size_t words_find(struct sentence sentences[static SENTENCES_MAX], const struct outcome *outcome,
	const struct wish *wish, const struct machine *machine);

#endif
