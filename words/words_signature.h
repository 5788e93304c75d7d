/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words for the check of a signature, and for what the policy makes of it: a part of
 * words/words.h. */
#ifndef WORDS_WORDS_SIGNATURE_H
#define WORDS_WORDS_SIGNATURE_H

#include "words/sentence.h"

/* Which rule said no, in one sentence, and what would help. Static storage. */
const char *words_of_verdict(enum policy_verdict verdict);

/* An OUTCOME_REFUSED: which rule said no, and what would help. */
void words_write_refusal(struct words *words);

/* An OUTCOME_SIGNATURE: what there is to say about the signers and their database. */
void words_write_signature(struct words *words);

/* What keeps the helper from AIM, as an error or as a warning. */
void words_write_helper_failed(struct words *words, enum sentence_kind kind, const char *aim);

#endif
