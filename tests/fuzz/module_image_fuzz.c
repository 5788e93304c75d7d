/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hostile module files: copied, read, believed and renamed just as staprun and
 * its helper do, in a copy of the exact size for the sanitizer to guard.
 */
#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/small_file.h"
#include "helper/elf.h"
#include "staprun/kernel.h"
#include "staprun/module_image.h"
#include "staprun/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* This kernel's rules are not to be asked. */
void small_file_line(const char *path, char *line, size_t size)
{
	(void)path, (void)line, (void)size;
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int file = -1;
	struct module_image image, renamed;
	struct module_facts facts;

	if (file < 0)
		file = memfd_create("file", MFD_CLOEXEC);
	if (ftruncate(file, 0) || pwrite(file, data, size, 0) != (ssize_t)size ||
		lseek(file, 0, SEEK_SET))
		abort();
	int error = module_image_seal(&image, module_image_copy(file));

	assert(error == (size ? 0 : -ENODATA));
	if (error)
		return 0;
	char *exact = malloc(size);

	memcpy(exact, data, size);
	const char *why = module_parse(&facts, exact, size);

	assert(!facts.vermagic[sizeof(facts.vermagic) - 1]);
	free(exact);
	if (!why) {
		assert(module_image_believes(&image, &facts));
		if (module_image_rename(&renamed, &image, 7) == 0) {
			module_parse(&facts, renamed.bytes, renamed.size);
			module_image_mentions(&renamed, renamed.facts.name);
			module_image_close(&renamed);
		}
	}
	module_image_close(&image);
	return 0;
}
