/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Command lines: words with a NUL behind each. What is taken is within its bounds; what is not is
 * told in one sentence.
 */
#include <assert.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "options/options.h"
#include "options/usage.h"

#define WORDS_MAX 32

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

static void expect_bounds(const struct options *options)
{
	assert(options->module && *options->module);
	assert(options->buffer_mb <= 4095);
	assert(options->target_pid >= 0 && options->namespaces_pid >= 0);
	assert(!options->file_count || options->file_bytes);
	assert(!options->file_bytes || options->output);
	assert(!options->daemon || options->output);
	assert(!(options->attach && (options->delete_module || options->load_and_detach)));
	assert(options->module_options);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static char joined[MODULE_OPTIONS_SIZE];
	char *words[WORDS_MAX + 2] = {(char[]){"staprun"}}, sentence[512] = "";
	char *text = malloc(size + 1);
	struct options options;
	int count = 1;

	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t at = 0; at < size && count <= WORDS_MAX; at += strlen(text + at) + 1)
		words[count++] = text + at;
	optind = 0; /* from the beginning */
	enum options_result result = options_parse(&options, count, words);
	if (result == OPTIONS_RUN) {
		expect_bounds(&options);
		if (options_join(joined, &options))
			assert(strlen(joined) < sizeof(joined));
	} else if (result > OPTIONS_LIST) {
		usage_complaint(result, &options.fault, sentence, sizeof(sentence));
		assert(*sentence);
	}
	parse_verbosity(1, text);
	free(text);
	return 0;
}
