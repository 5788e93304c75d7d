/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SYSTEMTAP_COLORS: whatever is in it, a terminal gets numbers and semicolons, and nothing else. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/report.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const char *const keys[] = {"error", "warning", "none"};
	char *text = malloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		const char *sgr = NULL;
		int length = report_sgr(text, keys[i], &sgr);

		assert(length >= 0);
		if (!length)
			continue;
		assert(sgr >= text && sgr + length <= text + strlen(text));
		assert((int)strspn(sgr, "0123456789;") >= length);
		assert(sgr > text && sgr[-1] == '=');
	}
	free(text);
	return 0;
}
