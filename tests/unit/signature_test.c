/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The signature check whole, with certificates and signatures that SystemTap's
 * own tools made (tests/data/signature), and databases made by NSS's certutil.
 * Without certutil (libnss3-tools) all of it is skipped.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/remark.h"
#include "helper/entries.h"
#include "staprun/helper.h"
#include "staprun/messages.h"
#include "staprun/module_image.h"
#include "words/words.h"

#ifndef SIGNATURE_DATA
#define SIGNATURE_DATA "tests/data/signature"
#endif

static char folder[] = "/tmp/signature-test-XXXXXX";
static char database[64]; /* that of the present test */
static char said[65536];  /* what the last check reported */

static void __attribute__((format(printf, 1, 2))) run(const char *format, ...)
{
	char command[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(command, sizeof(command), format, args);
	va_end(args);
	if (system(command) != 0)
		fail_msg("failed: %s", command);
}

/* An empty database in DATABASE. */
static void make_database(void)
{
	static int count;

	snprintf(database, sizeof(database), "%s/db%d", folder, ++count);
	run("mkdir -m 755 %s && certutil -N -d sql:%s --empty-password && chmod 644 %s/*", database,
		database, database);
}

static void add(const char *name, const char *trust)
{
	run("certutil -A -n 'signer %s' -t %s -d sql:%s -i " SIGNATURE_DATA "/%s.cert", name, trust,
		database, name);
}

static void make_database_of(const char *const *names)
{
	make_database();
	for (; *names; names++)
		add(*names, "P,P,P");
}

#define DATABASE(...) make_database_of((const char *const[]){__VA_ARGS__, NULL})

/* Where the answers go. */
static int told[2];

static bool refuse_sha1; /* by staprun.conf */

static enum signature verify(int module, int signature)
{
	const struct database trusted = {database, geteuid(), refuse_sha1};
	struct module_image image;

	if (lseek(module, 0, SEEK_SET) || module_image_seal(&image, module_image_copy(module)))
		return SIGNATURE_UNKNOWN;
	enum signature result = helper_verify(&trusted, &image, signature);

	module_image_close(&image);
	return result;
}

/* What was told, in the words that users would read. */
static void put_into_words(void)
{
	static struct sentence sentences[SENTENCES_MAX];
	static const struct machine machine;
	const struct wish wish = {.module = "module.ko"};
	struct outcome outcome;

	said[0] = '\0';
	while (recv(told[1], &outcome, sizeof(outcome), MSG_DONTWAIT) == sizeof(outcome)) {
		assert_int_equal(words_find(sentences, &outcome, &wish, &machine), 1);
		strcat(said, sentences[0].kind == SENTENCE_WARNING ? "WARNING: " : "");
		strcat(strcat(said, sentences[0].text), "\n");
	}
}

static enum signature check_fds(int module, int signature)
{
	enum signature result = verify(module, signature);

	put_into_words();
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	return result;
}

/* The module with CHANGES bytes of it changed. */
static int module_with(int changes)
{
	char bytes[1024];
	int file = open(SIGNATURE_DATA "/module.ko", O_RDONLY);
	ssize_t size = read(file, bytes, sizeof(bytes));
	int module = memfd_create("module", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	assert_true(size > 0);
	close(file);
	for (int i = 0; i < changes; i++)
		bytes[i * 100] = (char)(bytes[i * 100] + 1);
	assert_int_equal(write(module, bytes, (size_t)size), size);
	assert_int_equal(fcntl(module, F_ADD_SEALS,
				 F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE),
		0);
	return module;
}

static enum signature check_changed(const char *signature_name, int changes)
{
	char path[256];
	int module = module_with(changes);

	snprintf(path, sizeof(path), SIGNATURE_DATA "/%s.sgn", signature_name);
	int signature = open(path, O_RDONLY | O_CLOEXEC);

	assert_true(signature >= 0);
	enum signature result = check_fds(module, signature);

	close(module);
	close(signature);
	return result;
}

static enum signature check(const char *signature_name)
{
	return check_changed(signature_name, 0);
}

static enum signature check_bytes(const void *bytes, size_t size)
{
	int module = module_with(0), signature = memfd_create("signature", MFD_CLOEXEC);

	assert_int_equal(write(signature, bytes, size), size);
	enum signature result = check_fds(module, signature);

	close(module);
	close(signature);
	return result;
}

#define assert_said(text)     assert_non_null(strstr(said, text))
#define assert_not_said(text) assert_null(strstr(said, text))

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

static void uses_no_database_that_others_can_write(void **state)
{
	static const struct {
		const char *change;
		const char *says;
	} cases[] = {
		{"chmod g+w %s", "WARNING"},
		{"chmod o+w %s", "WARNING"},
		{"chmod 1777 %s", "WARNING"},
		{"chmod g+w %s/cert9.db", "cert9.db"},
		{"chmod o+w %s/key4.db", "key4.db"},
		{"chmod o+w %s/pkcs11.txt", "pkcs11.txt"},
		{"rm %s/cert9.db", "cert9.db"},
		{"rm %s/key4.db", "key4.db"},
		{"cd %s && mv cert9.db x && ln -s x cert9.db", "cert9.db"},
		{"cd %s && rm key4.db && mkfifo key4.db", "key4.db"},
		{"cd %s && rm key4.db && mkdir key4.db", "key4.db"},
		{"echo nonsense >%s/cert9.db", "WARNING"},
		{": >%s/key4.db", "WARNING"},
		{"d=%s && mv $d $d.real && ln -s $d.real $d", "WARNING"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char command[256];

		DATABASE("stap48");
		assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
		/* The format is one of ours, with one %s. */
		const char *hole = strstr(cases[i].change, "%s");

		snprintf(command, sizeof(command), "%.*s%s%s", (int)(hole - cases[i].change),
			cases[i].change, database, hole + 2);
		run("%s", command);
		if (check("stap48") != SIGNATURE_UNKNOWN || !strstr(said, cases[i].says))
			fail_msg("after %s: %s", command, said);
	}
}

/* Where no signer is trusted, none has signed. NSS is not needed to tell that. */
static void without_a_database_no_one_is_trusted(void **state)
{
	(void)state;
	make_database();
	run("rm -r %s", database);
	assert_int_equal(check("stap48"), SIGNATURE_DISCOUNTED);
	assert_said("no database");
	assert_not_said("WARNING");
}

static void uses_no_database_below_a_folder_that_others_can_write(void **state)
{
	char real[sizeof(database)];

	(void)state;
	DATABASE("stap48");
	strcpy(real, database);
	run("mkdir -m 755 %s.d && mv %s %s.d/db", real, real, real);
	snprintf(database, sizeof(database), "%.50s.d/db", real);
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
	run("chmod g+w %s.d", real);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	assert_said("no one else may write");
	run("chmod g-w %s.d && mv %s.d %s.e && ln -s %s.e %s.d", real, real, real, real, real);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
}

static void uses_no_database_of_someone_else(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip(); /* it takes root to give files away */
	DATABASE("stap48");
	run("chown 12345 %s/cert9.db", database);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	run("chown 0 %s/cert9.db && chown 12345 %s", database, database);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	run("chown 0 %s && chmod 600 %s/key4.db", database, database);
	assert_int_equal(check("stap48"), SIGNATURE_UNKNOWN);
	assert_said("readable by all");
}

static void does_not_follow_a_relative_path(void **state)
{
	(void)state;
	DATABASE("stap48");
	assert_int_equal(chdir(folder), 0);
	memmove(database, database + strlen(folder) + 1, strlen(database) - strlen(folder));
	int module = memfd_create("module", 0), signature = memfd_create("signature", 0);

	assert_int_equal(write(module, "x", 1), 1);
	assert_int_equal(check_fds(module, signature), SIGNATURE_DISCOUNTED);
	assert_said("no database");
	close(module);
	close(signature);
}

/* None of it reaches NSS, neither to lead it elsewhere nor to make it write. */
static void does_not_mind_the_environment(void **state)
{
	static const char *const names[] = {"NSS_DEFAULT_DB_TYPE", "NSS_ALLOW_SSLKEYLOGFILE",
		"SSLKEYLOGFILE", "SSL_DIR", "NSS_SDB_USE_CACHE", "SDB_CACHE_DIR", "SQLITE_TMPDIR",
		"TMPDIR", "NSPR_LOG_FILE", "NSS_STRICT_NOFORK", "NSS_TRACE_OCSP", "NSS_LIB_PARAMS"};
	char trap[128];

	(void)state;
	DATABASE("stap48");
	snprintf(trap, sizeof(trap), "%s/trap", folder);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		setenv(names[i], trap, 1);
	setenv("NSPR_LOG_MODULES", "all:5", 1);
	assert_int_equal(check("stap48"), SIGNATURE_TRUSTED);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
	unsetenv("NSPR_LOG_MODULES");
	assert_int_equal(access(trap, F_OK), -1);
}

static void says_no_when_there_are_no_resources(void **state)
{
	static const struct {
		int resource;
		rlim_t limit;
	} cases[] = {
		{RLIMIT_NOFILE, 5},
#ifndef __SANITIZE_ADDRESS__
		{RLIMIT_AS, 6 << 20},
#endif
	};

	(void)state;
	DATABASE("stap48");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		fflush(NULL);
		pid_t child = fork();
		int status;

		if (child == 0) {
			const struct rlimit limit = {cases[i].limit, cases[i].limit};
			int module = module_with(0);
			int signature = open(SIGNATURE_DATA "/stap48.sgn", O_RDONLY);

			setrlimit((__rlimit_resource_t)cases[i].resource, &limit);
			/* qemu-user has no such limit. */
			if (cases[i].resource == RLIMIT_AS &&
				mmap(NULL, 8 << 20, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
					0) != MAP_FAILED)
				_exit(SIGNATURE_UNKNOWN);
			_exit(verify(module, signature));
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), SIGNATURE_UNKNOWN);
	}
}

static int set_up(void **state)
{
	(void)state;
	if (handover_open(told))
		return -1;
	answer_to(told[0]);
	return mkdtemp(folder) && chmod(folder, 0755) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	run("rm -rf %s", folder);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trusts_what_the_real_tools_sign),
		cmocka_unit_test(tries_certificates_of_one_name),
		cmocka_unit_test(knows_what_was_altered), cmocka_unit_test(knows_a_stranger),
		cmocka_unit_test(counts_only_certificates_that_are_trusted_for_signing),
		cmocka_unit_test(knows_the_other_digests),
		cmocka_unit_test(takes_a_digest_info_to_the_last_byte),
		cmocka_unit_test(refuses_sha1_when_told_to),
		cmocka_unit_test(warns_of_an_expired_certificate),
		cmocka_unit_test(checks_or_names_ml_dsa),
		cmocka_unit_test(survives_signatures_that_are_none),
		cmocka_unit_test(takes_no_signature_that_is_no_file),
		cmocka_unit_test(uses_no_database_that_others_can_write),
		cmocka_unit_test(without_a_database_no_one_is_trusted),
		cmocka_unit_test(uses_no_database_below_a_folder_that_others_can_write),
		cmocka_unit_test(uses_no_database_of_someone_else),
		cmocka_unit_test(does_not_mind_the_environment),
		cmocka_unit_test(says_no_when_there_are_no_resources),
		cmocka_unit_test(does_not_follow_a_relative_path), /* leaves this folder: last */
	};

	if (system("certutil -H >/dev/null 2>&1") == 127 << 8) {
		printf("skipped: signature_test needs certutil (libnss3-tools)\n");
		return 77;
	}
	return cmocka_run_group_tests_name("signature", tests, set_up, tear_down);
}
