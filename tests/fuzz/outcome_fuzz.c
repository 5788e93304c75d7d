/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the loader hands over, in words: whatever it is, there are some, and each sentence is one
 * line. The input is a byte of circumstances, and a struct outcome.
 */
#include <assert.h>
#include <string.h>

#include "words/words.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static struct sentence sentences[SENTENCES_MAX];
	static struct machine machine = {
		.path = "./some.ko", .real_path = "/some/some.ko", .release = "6.1"};
	struct outcome outcome = {0};

	if (size < 2)
		return 0;
	memcpy(&outcome, data + 2, size - 2 < sizeof(outcome) ? size - 2 : sizeof(outcome));
	outcome.name[sizeof(outcome.name) - 1] = '\0';
	outcome.text[sizeof(outcome.text) - 1] = '\0';
	if (outcome.kind == OUTCOME_REFUSED && outcome.number == POLICY_LOAD)
		return 0; /* that is no refusal */
	const struct wish wish = {
		.module = data[0] & 1 ? "some" : "./some.ko",
		.options = data[0] & 2 ? "a=b c=\"d e\"" : "",
		.removal = data[0] & 4,
		.attach = data[0] & 8,
		.renamed = data[0] & 16,
		.given_up = data[0] & 32,
		.told = data[0] & 64,
		.buffer_mb = data[0] & 128 ? 4095 : 0,
	};
	machine.modules_disabled = data[1] & 1;
	machine.must_be_signed = data[1] & 2;
	machine.locked_down = data[1] & 4;
	machine.secure_boot = data[1] & 8;
	machine.lacks_capability = data[1] & 16;
	machine.no_new_privs = data[1] & 32;
	machine.root = data[1] & 64;
	machine.name_is_loaded = data[1] & 128;
	machine.attached = outcome.pid;
	machine.free_mb = outcome.owner;
	size_t count = words_find(sentences, &outcome, &wish, &machine);
	assert(count <= SENTENCES_MAX);
	for (size_t i = 0; i < count; i++) {
		size_t length = strnlen(sentences[i].text, sizeof(sentences[i].text));

		assert(length > 0 && length < sizeof(sentences[i].text));
		assert(sentences[i].kind <= SENTENCE_DEBUG);
	}
	return 0;
}
