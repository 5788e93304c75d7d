/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the helper says of a module may be anything: which of it the loader believes. */
#include "staprun/policy.h"
#include "tests/unit/modules.h"

static void believes_only_what_there_is(void **state)
{
	struct module_image image = parsed(&hello);
	const struct module_facts truth = image.facts;
	const uint64_t size = image.size, at = truth.name_offsets[0];
	const uint64_t offsets[] = {0, 1, at - 1, at + 1, size - 6, size - 1, size, size + 1,
		1ULL << 32 | at, 1ULL << 63 | at, UINT64_MAX - 5, UINT64_MAX};

	(void)state;
	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++)
		for (int which = 0; which < 2; which++) {
			struct module_facts facts = truth;

			facts.name_offsets[which] = offsets[i];
			assert_int_equal(
				module_image_believes(&image, &facts), which && offsets[i] == 0);
		}
	for (size_t i = 0; i < sizeof(offsets) / sizeof(offsets[0]); i++)
		for (size_t j = 0; j < sizeof(offsets) / sizeof(offsets[0]); j++) {
			struct module_facts facts = truth;

			facts.rodata_begin = offsets[i];
			facts.rodata_end = offsets[j];
			assert_int_equal(module_image_believes(&image, &facts),
				offsets[i] <= offsets[j] && offsets[j] <= size);
		}
	for (uint32_t value = 0; value < 70000; value++) {
		struct module_facts level = truth, flag = truth;

		level.required = value;
		flag.kernel_signature = value;
		assert_int_equal(module_image_believes(&image, &level),
			value == PRIVILEGE_STAPUSR || value == PRIVILEGE_STAPSYS ||
				value == PRIVILEGE_STAPDEV);
		assert_int_equal(module_image_believes(&image, &flag), value <= 2);
	}
	struct module_facts endless = truth;

	memset(endless.vermagic, 'x', sizeof(endless.vermagic));
	assert_false(module_image_believes(&image, &endless));
	module_image_close(&image);
}

static void believes_only_names_that_are_there(void **state)
{
	static const char *const names[] = {"", "hell", "hello1", "Hello", "../hello", "hel/o"};
	struct module_image image = parsed(&hello);
	const struct module_facts truth = image.facts;
	struct module_facts facts;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		facts = truth;
		memset(facts.name, 0, sizeof(facts.name));
		strcpy(facts.name, names[i]);
		assert_false(module_image_believes(&image, &facts));
		assert_memory_equal(&image.facts, &truth, sizeof(truth));
	}
	/* What is in the file, but is no name: "license=GPL", and nothing. */
	facts = truth;
	strcpy(facts.name, "license=GPL");
	facts.name_offsets[0] =
		(uint64_t)((char *)memmem(image.bytes, image.size, "license", 7) - image.bytes);
	facts.name_offsets[1] = 0;
	assert_false(module_image_believes(&image, &facts));
	facts.name_offsets[0] += strlen(facts.name);
	facts.name[0] = '\0';
	assert_false(module_image_believes(&image, &facts));
	/* Without an end. */
	memset(facts.name, 'a', sizeof(facts.name));
	assert_false(module_image_believes(&image, &facts));
	/* A file that ends in the middle of the name. */
	image.size = (size_t)truth.name_offsets[0] + 5;
	facts = truth;
	facts.name_offsets[1] = facts.rodata_begin = facts.rodata_end = 0;
	assert_false(module_image_believes(&image, &facts));
	image.size++;
	assert_true(module_image_believes(&image, &facts));
	module_image_close(&image);
}

/* Random records, and true ones with random bytes: what is believed can be used without harm. */
static void survives_any_record(void **state)
{
	struct module_image image = parsed(&hello);
	const struct module_facts truth = image.facts;
	unsigned seed = 1;
	int believed = 0;

	(void)state;
	for (int round = 0; round < 300000; round++) {
		struct module_facts facts = truth;
		unsigned char *bytes = (unsigned char *)&facts;
		int changes = round % 4 ? round % 4 : (int)sizeof(facts);

		for (int i = 0; i < changes; i++)
			bytes[(unsigned)rand_r(&seed) % sizeof(facts)] =
				(unsigned char)rand_r(&seed);
		if (!module_image_believes(&image, &facts))
			continue;
		struct module_image renamed;

		believed++;
		assert_string_equal(image.bytes + facts.name_offsets[0], "hello");
		assert_string_equal(image.facts.name, "hello");
		module_image_mentions(&image, "ext4");
		if (believed % 1000)
			continue;
		assert_int_equal(module_image_rename(&renamed, &image, 12), 0);
		module_image_close(&renamed);
	}
	assert_true(believed > 1000);
	module_image_close(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(believes_only_what_there_is),
		cmocka_unit_test(believes_only_names_that_are_there),
		cmocka_unit_test(survives_any_record),
	};

	return cmocka_run_group_tests_name("module_facts", tests, NULL, NULL);
}
