/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The signature check whole: whose signature counts for which bytes. */
#include "tests/unit/signatures.h"

static void trusts_what_the_real_tools_sign(void **state)
{
	(void)state;
	DATABASE("stap48", "stap51", "stap56");
	assert_int_equal(check("stap56"), SIGNATURE_TRUSTED);
	assert_said("signed by 'signer stap56'");
	assert_not_said("SHA-1");
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
	assert_said("signed by 'signer stap48'");
	assert_said("SHA-1");
	assert_int_equal(check("stap51"), SIGNATURE_TRUSTED);
}

/* SystemTap gives all its servers' certificates one subject, and an administrator may one name. */
static void tries_certificates_of_one_name(void **state)
{
	static const char *const names[] = {"stap48", "stap51", "stap56"};

	(void)state;
	make_database();
	for (size_t i = 0; i < 3; i++)
		run("certutil -A -n signer -t P,P,P -d sql:%s -i " SIGNATURE_DATA "/%s.cert",
			database, names[i]);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(check(names[i]), SIGNATURE_TRUSTED);
}

static void knows_what_was_altered(void **state)
{
	(void)state;
	DATABASE("stap48", "stap51", "stap56");
	for (int changes = 1; changes < 3; changes++) {
		assert_int_equal(check_changed("stap48", changes), SIGNATURE_ALTERED);
		assert_int_equal(check_changed("stap51", changes), SIGNATURE_ALTERED);
		assert_int_equal(check_changed("stap56", changes), SIGNATURE_ALTERED);
	}
}

static void knows_a_stranger(void **state)
{
	(void)state;
	DATABASE("stap48");
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
	assert_int_equal(check("stap51"), SIGNATURE_STRANGER); /* a key of the same size */
	assert_int_equal(check("own-sha256"), SIGNATURE_STRANGER);
	make_database();
	assert_int_equal(check("stap48"), SIGNATURE_STRANGER);
}

static void counts_only_certificates_that_are_trusted_for_signing(void **state)
{
	static const char *const trusts[] = {",,", "p,p,p", "P,P,", "C,C,C"};

	(void)state;
	for (size_t i = 0; i < sizeof(trusts) / sizeof(trusts[0]); i++) {
		make_database();
		add("stap48", trusts[i]);
		assert_int_equal(check("stap48"), SIGNATURE_STRANGER);
		assert_said("not trusted for signing");
	}
	make_database();
	add("stap48", ",,P");
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
}

static void knows_the_other_digests(void **state)
{
	(void)state;
	DATABASE("stap48", "own");
	assert_int_equal(check("own-sha256"), SIGNATURE_TRUSTED);
	assert_int_equal(check("own-sha384"), SIGNATURE_TRUSTED);
	assert_int_equal(check("own-sha512"), SIGNATURE_TRUSTED);
	assert_int_equal(check_changed("own-sha512", 1), SIGNATURE_ALTERED);
	assert_int_equal(check("own-sha224"), SIGNATURE_UNKNOWN);
	assert_said("does not know");
}

static void takes_a_digest_info_to_the_last_byte(void **state)
{
	static const char *const forged[] = {"own-trailing", "own-short", "own-bare", "own-no-null",
		"own-prefix-only", "own-other-digest"};

	(void)state;
	DATABASE("own");
	for (size_t i = 0; i < sizeof(forged) / sizeof(forged[0]); i++)
		assert_int_equal(check(forged[i]), SIGNATURE_UNKNOWN);
}

static void refuses_sha1_when_told_to(void **state)
{
	(void)state;
	DATABASE("stap48", "stap56");
	run("touch %s/refuse-sha1", database);
	assert_int_equal(check("stap48"), SIGNATURE_DISCOUNTED);
	assert_said("refuse-sha1");
	assert_int_equal(check_changed("stap48", 1), SIGNATURE_ALTERED);
	assert_int_equal(check("stap56"), SIGNATURE_TRUSTED);
	DATABASE("stap48", "stap56");
	refuse_sha1 = true;
	assert_int_equal(check("stap48"), SIGNATURE_DISCOUNTED);
	assert_int_equal(check("stap56"), SIGNATURE_TRUSTED);
	refuse_sha1 = false;
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
}

static void warns_of_an_expired_certificate(void **state)
{
	(void)state;
	DATABASE("expired", "stap56");
	assert_int_equal(check("expired"), SIGNATURE_TRUSTED);
	assert_said("WARNING: ");
	assert_said("'signer expired', expired on 2021-01-01");
	assert_int_equal(check_changed("expired", 1), SIGNATURE_ALTERED);

	/* The same key in a certificate that has not expired is as good. */
	DATABASE("expired", "renewed");
	assert_int_equal(check("expired"), SIGNATURE_TRUSTED);
	assert_said("signed by 'signer renewed'");
	assert_not_said("WARNING");
	DATABASE("renewed", "expired");
	assert_int_equal(check("expired"), SIGNATURE_TRUSTED);
	assert_said("signed by 'signer renewed'");
}

static void checks_or_names_ml_dsa(void **state)
{
	static const char *const names[] = {"mldsa44", "mldsa65", "mldsa87"};
	static const enum signature expected[2] = {SIGNATURE_UNKNOWN, SIGNATURE_TRUSTED};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		bool supported;

		DATABASE("stap56");
		supported = system("certutil -H 2>&1 | grep -q mldsa") == 0;
		if (supported)
			add(names[i], "P,P,P");
		assert_int_equal(check(names[i]), expected[supported]);
		if (!supported)
			assert_said("ML-DSA");
		/* Without recovery, what was altered looks like a stranger's. */
		assert_int_equal(check_changed(names[i], 1),
			supported ? SIGNATURE_STRANGER : SIGNATURE_UNKNOWN);
	}
}

static void survives_signatures_that_are_none(void **state)
{
	unsigned char bytes[SIGNATURE_FILE_MAX + 1];
	static const size_t sizes[] = {
		0, 1, 255, 256, 257, 511, 512, 513, 2048, 4096, SIGNATURE_FILE_MAX};
	static const int fills[] = {0x00, 0x01, 0x7f, 0xff};

	(void)state;
	DATABASE("stap48", "own");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t j = 0; j < sizeof(fills) / sizeof(fills[0]); j++) {
			memset(bytes, fills[j], sizeof(bytes));
			assert_int_equal(check_bytes(bytes, sizes[i]), SIGNATURE_STRANGER);
		}
	assert_int_equal(check_bytes(bytes, sizeof(bytes)), SIGNATURE_UNKNOWN);
	assert_said("at most");
}

static void takes_no_signature_that_is_no_file(void **state)
{
	int ends[2], module = module_with(0);

	(void)state;
	DATABASE("stap48");
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(check_fds(module, ends[0]), SIGNATURE_UNKNOWN);
	close(ends[0]);
	ends[0] = open("/dev/zero", O_RDONLY);
	assert_int_equal(check_fds(module, ends[0]), SIGNATURE_UNKNOWN);
	assert_int_equal(check_fds(module, -ENOENT), SIGNATURE_NONE);
	close(ends[0]);
	close(ends[1]);
	close(module);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trusts_what_the_real_tools_sign),
		cmocka_unit_test(tries_certificates_of_one_name),
		cmocka_unit_test(knows_what_was_altered),
		cmocka_unit_test(knows_a_stranger),
		cmocka_unit_test(counts_only_certificates_that_are_trusted_for_signing),
		cmocka_unit_test(knows_the_other_digests),
		cmocka_unit_test(takes_a_digest_info_to_the_last_byte),
		cmocka_unit_test(refuses_sha1_when_told_to),
		cmocka_unit_test(warns_of_an_expired_certificate),
		cmocka_unit_test(checks_or_names_ml_dsa),
		cmocka_unit_test(survives_signatures_that_are_none),
		cmocka_unit_test(takes_no_signature_that_is_no_file),
	};

	return run_signatures("signature", tests);
}
