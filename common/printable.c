/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text is looked at one character of UTF-8 after the other. */
#include "common/printable.h"

#include <string.h>

/* The size of the printable character at the beginning of TEXT; 0 when there is none. */
static size_t character(const unsigned char *text, size_t length, const char *keep)
{
	size_t size = text[0] < 0x80 ? 1 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;

	if (size == 1)
		return (text[0] >= ' ' && text[0] != 0x7f) || (text[0] && strchr(keep, text[0]));
	/* C0, C1 and F5 begin nothing; C2 what is behind C1, E0 and F0 what was not shorter; ED
	 * what is before the surrogates, and F4 up to U+10FFFF. */
	if (text[0] < 0xc2 || text[0] > 0xf4 || size > length)
		return 0;
	if (text[1] < (text[0] == 0xc2 || text[0] == 0xe0 ? 0xa0
			      : text[0] == 0xf0           ? 0x90
							  : 0x80) ||
		text[1] > (text[0] == 0xed          ? 0x9f
				  : text[0] == 0xf4 ? 0x8f
						    : 0xbf))
		return 0;
	for (size_t i = 2; i < size; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	return size;
}

void printable(char *text, size_t length, const char *keep)
{
	for (size_t at = 0; at < length;) {
		size_t size = character((unsigned char *)text + at, length - at, keep);

		if (!size)
			text[at] = '?';
		at += size ? size : 1;
	}
}
