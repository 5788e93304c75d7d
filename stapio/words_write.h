/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the parts of stapio/words.h write their sentences; of no use to others. */
#ifndef STAPIO_WORDS_WRITE_H
#define STAPIO_WORDS_WRITE_H

#include "stapio/words.h"

/* The sentences so far, and what they are about. */
struct words {
	struct sentence *sentences;
	size_t count;
	const struct outcome *outcome;
	const struct wish *wish;
	const struct machine *machine;
};

/* Adds one. */
void words_say(struct words *words, enum sentence_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#define ERROR(words, ...)   words_say(words, SENTENCE_ERROR, __VA_ARGS__)
#define WARNING(words, ...) words_say(words, SENTENCE_WARNING, __VA_ARGS__)
#define LINE(words, ...)    words_say(words, SENTENCE_LINE, __VA_ARGS__)
#define VERBOSE(words, ...) words_say(words, SENTENCE_VERBOSE, __VA_ARGS__)

/* An OUTCOME_REFUSED: which rule said no, and what would help. */
void words_write_refusal(struct words *words);

/* An OUTCOME_SIGNATURE: what there is to say about the signers and their database. */
void words_write_signature(struct words *words);

/* What keeps the helper from AIM, as an error or as a warning. */
void words_write_helper_failed(struct words *words, enum sentence_kind kind, const char *aim);

#endif
