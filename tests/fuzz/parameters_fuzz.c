/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NAME=VALUE of a module: what a file, perhaps none, says that it takes, and what of a line of
 * options that is not. The input is the options, up to a NUL, and the file.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "stapio/parameters.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static struct parameters parameters;
	const unsigned char *end = memchr(data, '\0', size);
	size_t length = end ? (size_t)(end - data) : size, rest = end ? size - length - 1 : 0;
	char name[PARAMETER_TEXT_MAX];

	char *options = strndup((const char *)data, length), *bytes = malloc(rest ? rest : 1);
	if (rest)
		memcpy(bytes, end + 1, rest);
	parameters_find(&parameters, bytes, rest);
	assert(parameters.count <= PARAMETERS_MAX);
	for (size_t i = 0; i < parameters.count; i++) {
		assert(memchr(parameters.all[i].name, '\0', PARAMETER_TEXT_MAX));
		assert(memchr(parameters.all[i].type, '\0', PARAMETER_TEXT_MAX));
	}
	for (const char *left = options, *before = left;
		parameters_unknown(&parameters, &left, name); before = left) {
		assert(left > before && left <= options + strlen(options));
		assert(memchr(name, '\0', sizeof(name)));
		parameters_nearest(&parameters, name);
	}
	free(options);
	free(bytes);
	return 0;
}
