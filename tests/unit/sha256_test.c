/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The examples of FIPS 180-4, and each length around a block's end against coreutils'. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "helper/sha256.h"

static void is(const char *text, size_t size, const char *wanted)
{
	uint8_t digest[SHA256_SIZE + 1];
	char hex[2 * SHA256_SIZE + 1];

	digest[SHA256_SIZE] = 0x5a; /* no part of it */
	sha256(text, size, digest);
	assert_int_equal(digest[SHA256_SIZE], 0x5a);
	for (size_t i = 0; i < SHA256_SIZE; i++)
		sprintf(hex + 2 * i, "%02x", digest[i]);
	assert_string_equal(hex, wanted);
}

static void examples(void **state)
{
	static char million[1000000];

	(void)state;
	is("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	is("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	is("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
		"248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	memset(million, 'a', sizeof(million));
	is(million, sizeof(million),
		"cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void against_sha256sum(void **state)
{
	char text[130], command[400], wanted[65];

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t size = 54; size < sizeof(text); size++) {
		snprintf(command, sizeof(command), "printf %%%zus '' | tr ' ' x | sha256sum", size);
		FILE *sum = popen(command, "r");

		assert_non_null(sum);
		assert_int_equal(fread(wanted, 1, 64, sum), 64);
		pclose(sum);
		wanted[64] = '\0';
		is(text, size, wanted);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples),
		cmocka_unit_test(against_sha256sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
