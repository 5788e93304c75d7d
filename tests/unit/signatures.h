/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tests of the signature check have at hand: certificates and
 * signatures that SystemTap's own tools made (tests/data/signature), and
 * databases made by NSS's certutil. Without certutil (libnss3-tools) all of
 * them are skipped.
 */
#ifndef TESTS_UNIT_SIGNATURES_H
#define TESTS_UNIT_SIGNATURES_H

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

static inline void __attribute__((format(printf, 1, 2))) run(const char *format, ...)
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
static inline void make_database(void)
{
	static int count;

	snprintf(database, sizeof(database), "%s/db%d", folder, ++count);
	run("mkdir -m 755 %s && certutil -N -d sql:%s --empty-password && chmod 644 %s/*", database,
		database, database);
}

static inline void add(const char *name, const char *trust)
{
	run("certutil -A -n 'signer %s' -t %s -d sql:%s -i " SIGNATURE_DATA "/%s.cert", name, trust,
		database, name);
}

static inline void make_database_of(const char *const *names)
{
	make_database();
	for (; *names; names++)
		add(*names, "P,P,P");
}

#define DATABASE(...) make_database_of((const char *const[]){__VA_ARGS__, NULL})

/* Where the answers go. */
static int told[2];

static bool refuse_sha1; /* by staprun.conf */

static inline enum signature verify(int module, int signature)
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
static inline void put_into_words(void)
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

static inline enum signature check_fds(int module, int signature)
{
	enum signature result = verify(module, signature);

	put_into_words();
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	return result;
}

/* The module with CHANGES bytes of it changed. */
static inline int module_with(int changes)
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

static inline enum signature check_changed(const char *signature_name, int changes)
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

static inline enum signature check(const char *signature_name)
{
	return check_changed(signature_name, 0);
}

static inline enum signature check_bytes(const void *bytes, size_t size)
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

static inline int set_up(void **state)
{
	(void)state;
	if (handover_open(told))
		return -1;
	answer_to(told[0]);
	return mkdtemp(folder) && chmod(folder, 0755) == 0 ? 0 : -1;
}

static inline int tear_down(void **state)
{
	(void)state;
	run("rm -rf %s", folder);
	return 0;
}

static inline bool has_certutil(void)
{
	if (system("certutil -H >/dev/null 2>&1") != 127 << 8)
		return true;
	printf("skipped: it needs certutil (libnss3-tools)\n");
	return false;
}

/* Runs TESTS, called NAME. Returns main()'s status. */
#define run_signatures(name, tests)                                                                \
	(has_certutil() ? cmocka_run_group_tests_name(name, tests, set_up, tear_down) : 77)

#endif
