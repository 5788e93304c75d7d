/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding addresses in what reads like /proc/kallsyms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "helper/kallsyms.h"

static int file_of(const char *text, size_t length)
{
	int fd = memfd_create("kallsyms", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, length), length);
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static int find(const char *text, struct kernel_symbol *symbols, size_t count)
{
	int fd = file_of(text, strlen(text)), found = kallsyms_find(fd, symbols, count);

	close(fd);
	return found;
}

static void finds_whole_names_only(void **state)
{
	struct kernel_symbol symbols[] = {{.name = "_stext"}, {.name = "kallsyms_lookup_name"}};

	(void)state;
	assert_int_equal(find("ffffffff81000000 T _stext_more\n"
			      "ffffffff81000010 T _stex\n"
			      "ffffffff81000020 T _stext\n"
			      "ffffffff81000030 t kallsyms_lookup_name\n",
				 symbols, 2),
		2);
	assert_int_equal(symbols[0].address, 0xffffffff81000020);
	assert_int_equal(symbols[1].address, 0xffffffff81000030);
}

static void takes_the_first_and_not_a_modules(void **state)
{
	struct kernel_symbol symbols[] = {{.name = "f"}, {.name = "g"}};

	(void)state;
	assert_int_equal(find("1000 t f\n2000 t f\n3000 t f\t[module]\n", symbols, 2), 1);
	assert_int_equal(symbols[0].address, 0x1000);
	assert_int_equal(symbols[1].address, 0);
}

static void ends_with_the_text(void **state)
{
	struct kernel_symbol symbols[] = {{.name = "f"}};

	(void)state;
	assert_int_equal(find("1000 T _etext\n2000 t f\n", symbols, 1), 0);
	assert_int_equal(symbols[0].address, 0);
}

static void hidden_addresses_are_zero(void **state)
{
	struct kernel_symbol symbols[] = {{.name = "f"}};

	(void)state;
	assert_int_equal(find("0000000000000000 T f\n", symbols, 1), 1);
	assert_int_equal(symbols[0].address, 0);
}

static void survives_what_is_no_line(void **state)
{
	struct kernel_symbol symbols[] = {{.name = "f"}};

	(void)state;
	assert_int_equal(find("", symbols, 1), 0);
	assert_int_equal(find("\n\n \nffff\nffff T\nffff T \n1000 T f", symbols, 1), 0);
	assert_int_equal(find("\n\n \nffff\nffff T\nffff T \n1000 T f\n", symbols, 1), 1);
}

/* Lines across the ends of chunks, whatever the chunk. */
static void finds_the_last_of_many(void **state)
{
	static char text[400 * 1024];
	struct kernel_symbol symbols[] = {{.name = "the_last"}};
	size_t used = 0;

	(void)state;
	while (used < sizeof(text) - 100) {
		static const char line[] = "ffffffff81000000 t some_function_of_the_kernel\n";

		memcpy(text + used, line, sizeof(line) - 1);
		used += sizeof(line) - 1;
	}
	strcpy(text + used, "ffffffff82000000 t the_last\n");
	assert_int_equal(find(text, symbols, 1), 1);
	assert_int_equal(symbols[0].address, 0xffffffff82000000);
}

/* The line that is wanted may be on both sides of an end. */
static void finds_what_is_cut_by_a_chunk(void **state)
{
	static char text[66 * 1024];
	struct kernel_symbol symbols[] = {{.name = "cut"}};

	(void)state;
	for (size_t at = 64 * 1024 - 26; at <= 64 * 1024; at++) {
		memset(text, '\n', at);
		strcpy(text + at, "ffffffff82000000 t cut\n");
		assert_int_equal(find(text, symbols, 1), 1);
		assert_int_equal(symbols[0].address, 0xffffffff82000000);
	}
}

static void what_was_there_before_does_not_count(void **state)
{
	struct kernel_symbol symbols[] = {{.name = "f", .address = 7}, {.name = "g", .address = 8}};

	(void)state;
	errno = EINTR;
	assert_int_equal(find("1000 T f\n", symbols, 2), 1);
	assert_int_equal(symbols[0].address, 0x1000);
	assert_int_equal(symbols[1].address, 0);
}

static void a_line_without_end_is_refused(void **state)
{
	static char text[200 * 1024];
	struct kernel_symbol symbols[] = {{.name = "f"}};
	int fd;

	memset(text, 'x', 1025);
	fd = file_of(text, 1024);
	assert_int_equal(kallsyms_find(fd, symbols, 1), 0);
	close(fd);
	fd = file_of(text, 1025);
	assert_int_equal(kallsyms_find(fd, symbols, 1), -EPROTO);
	close(fd);

	(void)state;
	memset(text, 'x', sizeof(text));
	fd = file_of(text, sizeof(text));
	assert_true(kallsyms_find(fd, symbols, 1) < 0);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_whole_names_only),
		cmocka_unit_test(takes_the_first_and_not_a_modules),
		cmocka_unit_test(ends_with_the_text),
		cmocka_unit_test(hidden_addresses_are_zero),
		cmocka_unit_test(survives_what_is_no_line),
		cmocka_unit_test(finds_the_last_of_many),
		cmocka_unit_test(finds_what_is_cut_by_a_chunk),
		cmocka_unit_test(what_was_there_before_does_not_count),
		cmocka_unit_test(a_line_without_end_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
