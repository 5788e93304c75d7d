/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strings are written one character after the other. */
#include "stats/json.h"

#include <stdlib.h>
#include <string.h>

#include "common/printable.h"

/* C0 and DEL, which are escaped. */
static const char escaped[] = "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24\25\26\27"
			      "\30\31\32\33\34\35\36\37\177";

void json_string(FILE *to, const char *text)
{
	char *valid = text ? strdup(text) : NULL;

	if (!valid) {
		fputs("null", to);
		return;
	}
	printable(valid, strlen(valid), escaped);
	fputc('"', to);
	for (const char *at = valid; *at; at++) {
		if (*at == '"' || *at == '\\')
			fprintf(to, "\\%c", *at);
		else if ((unsigned char)*at < ' ' || *at == '\177')
			fprintf(to, "\\u%04x", (unsigned char)*at);
		else
			fputc(*at, to);
	}
	fputc('"', to);
	free(valid);
}
