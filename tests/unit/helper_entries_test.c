/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the helper's process does once it has no rights: from a file to an answer. Its filter, and
 * what the kernel and the machine say, are the test's.
 */
#include <errno.h>
#include <stdio.h>

#include "common/small_file.h"
#include "helper/elf.h"
#include "helper/filter.h"
#include "helper/kallsyms.h"
#include "helper/records.h"
#include "helper/settings.h"
#include "helper/sha256.h"
#include "tests/unit/modules.h"

static int closed; /* what filter_close() returns */
static bool taken; /* is there anyone who takes records? */
static const char *enforced, *lockdown;
static char answer[4096];
static ssize_t answered; /* bytes */

int filter_close(void)
{
	return closed;
}

bool records_taken(void)
{
	return taken;
}

void small_file_line(const char *path, char *line, size_t size)
{
	bool first = strcmp(path, "/sys/module/module/parameters/sig_enforce") == 0;

	assert_true(first || strcmp(path, "/sys/kernel/security/lockdown") == 0);
	snprintf(line, size, "%s", first ? enforced : lockdown);
}

static const char *bytes;
static size_t bytes_size;
static struct kernel_symbol symbols[SYMBOLS_MAX];

static int module(void)
{
	return read_module(bytes, bytes_size);
}

static int symbols_of_kernel(void)
{
	return find_symbols(symbols, 2);
}

static int settings_of_stapdev(void)
{
	return read_settings(8);
}

/* Has ENTRY run with FILE, or nothing where it is -1, and an answer that goes to TO, or nowhere. */
static int run(int (*entry)(void), int file, int to)
{
	fflush(stdout);
	int in = dup(HELPER_FILE), out = dup(HELPER_ANSWER), rc;

	assert_true(in >= 0 && out >= 0);
	close(HELPER_FILE);
	assert_true(file < 0 || dup2(file, HELPER_FILE) == HELPER_FILE);
	close(HELPER_ANSWER);
	if (to >= 0)
		dup2(to, HELPER_ANSWER);
	rc = entry();
	dup2(in, HELPER_FILE);
	dup2(out, HELPER_ANSWER);
	close(in);
	close(out);
	if (file >= 0)
		close(file);
	answered = to < 0 ? 0 : pread(to, answer, sizeof(answer), 0);
	if (to >= 0)
		close(to);
	return rc;
}

static int text(const char *content)
{
	return file_of(content, strlen(content));
}

static int nothing(void)
{
	return memfd_create("answer", MFD_CLOEXEC);
}

/* Without its filter none looks at anything, but where no one has tried what that is. */
static void without_a_filter(void **state)
{
	int (*const entries[])(void) = {module, symbols_of_kernel, settings_of_stapdev};

	(void)state;
	for (size_t i = 0; i < sizeof(entries) / sizeof(entries[0]); i++) {
		closed = -EPERM;
		assert_int_equal(run(entries[i], text(""), nothing()), EPERM);
		assert_int_equal(answered, 0);
		closed = -ENOSYS;
		assert_int_equal(run(entries[i], text(""), nothing()), 0);
		assert_true(answered > 0);
		closed = 0;
		assert_int_equal(run(entries[i], text(""), -1), EIO);
		if (i > 0) /* a module is mapped */
			assert_int_equal(run(entries[i], -1, nothing()), EBADF);
	}
}

static void finds_symbols(void **state)
{
	struct symbols_answer *found = (struct symbols_answer *)answer;

	(void)state;
	symbols[2].address = symbols[3].address = 9; /* none of those asked for */
	assert_int_equal(
		run(symbols_of_kernel, text("10 T _stext\n20 T alpha\n30 t beta\n40 T _etext\n"),
			nothing()),
		0);
	assert_int_equal(answered, sizeof(*found));
	assert_int_equal(found->addresses[0], 0x20);
	assert_int_equal(found->addresses[1], 0x30);
	assert_int_equal(found->addresses[2], 0);
	assert_int_equal(found->addresses[3], 0);
}

static void reads_settings(void **state)
{
	struct settings *settings = (struct settings *)answer;

	(void)state;
	assert_int_equal(
		run(settings_of_stapdev, text("stapdev.unsigned = no\nnonsense\n"), nothing()), 0);
	assert_int_equal(answered, sizeof(*settings));
	assert_true(settings->refuse_unsigned);
	assert_int_equal(settings->wrong_line, 2);
	/* All of it, or none: it may be as long as it may. */
	static char longest[4098];
	memset(longest, '\n', sizeof(longest) - 1);
	longest[4096] = '\0';
	assert_int_equal(run(settings_of_stapdev, text(longest), nothing()), 0);
	assert_int_equal(settings->wrong_line, 0);
	longest[4096] = '\n';
	assert_int_equal(run(settings_of_stapdev, text(longest), nothing()), 0);
	assert_int_not_equal(settings->wrong_line, 0);
}

static struct module_answer *read_it(const char *of, size_t size)
{
	bytes = of, bytes_size = size;
	assert_int_equal(run(module, -1, nothing()), 0);
	assert_int_equal(answered, sizeof(struct module_answer));
	return (struct module_answer *)answer;
}

static void reads_modules(void **state)
{
	static struct file file;
	struct module_answer *is;

	(void)state;
	build(&file, &hello);
	is = read_it(file.bytes, file.size);
	assert_string_equal(is->facts.name, "hello");
	assert_string_equal(is->sha256, "");
	assert_string_equal(is->why_not, "");
	/* What is none is told, and what someone takes records of has a digest. */
	taken = true;
	is = read_it("abc", 3);
	taken = false;
	assert_string_equal(
		is->sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(is->why_not, "a text file");
	assert_string_equal(is->facts.name, "");
}

/* A signature of the kernel's kind has to stay where the kernel asks for one. */
static void kernel_signatures(void **state)
{
	static const struct {
		const char *enforced, *lockdown;
		enum kernel_signature is;
	} cases[] = {
		{"N", "[none] integrity confidentiality", KERNEL_SIGNATURE_THERE},
		{"", "", KERNEL_SIGNATURE_THERE},
		{"Y", "[none] integrity confidentiality", KERNEL_SIGNATURE_WANTED},
		{"N", "none [integrity] confidentiality", KERNEL_SIGNATURE_WANTED},
		{"N", "none integrity [confidentiality]", KERNEL_SIGNATURE_WANTED},
	};
	static const char magic[] = "~Module signature appended~\n";
	static struct file file;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enforced = cases[i].enforced, lockdown = cases[i].lockdown;
		build(&file, &hello);
		assert_int_equal(read_it(file.bytes, file.size)->facts.kernel_signature,
			KERNEL_SIGNATURE_NONE);
		memcpy(file.bytes + file.size, magic, sizeof(magic) - 1);
		assert_int_equal(
			read_it(file.bytes, file.size + sizeof(magic) - 1)->facts.kernel_signature,
			cases[i].is);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_filter),
		cmocka_unit_test(finds_symbols),
		cmocka_unit_test(reads_settings),
		cmocka_unit_test(reads_modules),
		cmocka_unit_test(kernel_signatures),
	};

	symbols[0].name = "alpha";
	symbols[1].name = "beta";
	return cmocka_run_group_tests(tests, NULL, NULL);
}
