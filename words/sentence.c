/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sentence is written behind those that there are. */
#include "words/sentence.h"

#include <stdarg.h>
#include <stdio.h>

void sentence_say(struct words *words, enum sentence_kind kind, const char *format, ...)
{
	struct sentence *sentence = &words->sentences[words->count++];
	va_list args;

	sentence->kind = kind;
	va_start(args, format);
	vsnprintf(sentence->text, sizeof(sentence->text), format, args);
	va_end(args);
}
