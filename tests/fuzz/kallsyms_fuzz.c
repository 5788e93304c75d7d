/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What reads like /proc/kallsyms, in whatever pieces: found is what a slower reader finds. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "helper/kallsyms.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static int file = -1;
	struct kernel_symbol symbols[SYMBOLS_MAX] = {
		{.name = "_stext"}, {.name = "kallsyms_lookup_name"}, {.name = "f"}};

	if (file < 0)
		file = memfd_create("kallsyms", MFD_CLOEXEC);
	if (ftruncate(file, 0) || pwrite(file, data, size, 0) != (ssize_t)size ||
		lseek(file, 0, SEEK_SET))
		abort();
	int found = kallsyms_find(file, symbols, 3), there = 0;
	assert((found >= 0 && found <= 3) || found == -EPROTO);
	char *text = malloc(size + 1);
	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t i = 0; i < 3; i++)
		if (symbols[i].address) {
			/* What is not in there at all can't be found. */
			assert(memmem(text, size, symbols[i].name, strlen(symbols[i].name)));
			there++;
		}
	/* One whose address is hidden is found as well. */
	assert(found < 0 || there <= found);
	free(text);
	return 0;
}
