/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for a load that failed: why the kernel refused. Pure; a part of words/words.h. */
#ifndef WORDS_WORDS_LOAD_H
#define WORDS_WORDS_LOAD_H

#include "words/sentence.h"

/* ERROR, an errno above 0, in the words that scripts know. */
const char *words_load_reason(int error);

/* Writes what is the matter and what helps, one line without a newline, into LINE of SIZE bytes. */
void words_load_cause(char *line, size_t size, const struct outcome *outcome,
	const struct wish *wish, const struct machine *machine);

#endif
