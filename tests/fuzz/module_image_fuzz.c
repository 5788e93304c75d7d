/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hostile module files: copied, parsed and renamed just as staprun does, so
 * that a read beyond the file's last page is a fault even in libelf, which
 * no sanitizer has instrumented.
 */
#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "staprun/module_image.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int file = -1;
	struct module_image image;
	char name[MODULE_NAME_SIZE];

	if (file < 0)
		file = memfd_create("file", MFD_CLOEXEC);
	if (ftruncate(file, 0) || pwrite(file, data, size, 0) != (ssize_t)size ||
		lseek(file, 0, SEEK_SET))
		abort();
	int error = module_image_copy(&image, file);

	assert(error == (size ? 0 : -ENODATA));
	if (error)
		return 0;
	if (module_image_parse(&image)) {
		assert(!*image.name && image.required == PRIVILEGE_STAPDEV);
	} else {
		assert(module_name_valid(image.name));
		assert(image.required == PRIVILEGE_STAPUSR || image.required == PRIVILEGE_STAPSYS ||
			image.required == PRIVILEGE_STAPDEV);
		if (module_image_rename(&image, 7) == 0) {
			strcpy(name, image.name);
			assert(!module_image_parse(&image) && strcmp(name, image.name) == 0);
			module_image_mentions(&image, name);
		}
	}
	module_image_close(&image);
	return 0;
}
