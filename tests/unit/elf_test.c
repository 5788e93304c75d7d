/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the helper reads in a module's ELF file, and what it says of one that is none. */
#include "common/transport.h"
#include "staprun/policy.h"
#include "tests/unit/modules.h"

static void reads_a_module(void **state)
{
	struct module_facts contents = contents_of(&hello);

	(void)state;
	assert_string_equal(contents.name, "hello");
	assert_string_equal(contents.vermagic, VERMAGIC);
	assert_int_equal(contents.required, PRIVILEGE_STAPSYS);
	assert_int_equal(contents.kernel_signature, KERNEL_SIGNATURE_NONE);
}

static void reads_the_level(void **state)
{
	static const struct {
		int32_t value[2];
		size_t size;
		enum privilege_level required;
	} cases[] = {
		{{0, 0}, 0, PRIVILEGE_STAPUSR}, /* no such section: an old module */
		{{2, 0}, 4, PRIVILEGE_STAPUSR},
		{{4, 0}, 4, PRIVILEGE_STAPSYS},
		{{8, 0}, 4, PRIVILEGE_STAPDEV},
		{{0, 0}, 4, PRIVILEGE_STAPDEV},
		{{1, 0}, 4, PRIVILEGE_STAPDEV},
		{{3, 0}, 4, PRIVILEGE_STAPDEV},
		{{6, 0}, 4, PRIVILEGE_STAPDEV},
		{{-1, 0}, 4, PRIVILEGE_STAPDEV},
		{{2 << 8, 0}, 4, PRIVILEGE_STAPDEV},
		{{2, 0}, 1, PRIVILEGE_STAPDEV},
		{{2, 0}, 3, PRIVILEGE_STAPDEV},
		{{2, 0}, 8, PRIVILEGE_STAPDEV},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct plan plan = hello;
		struct module_image image;

		plan.privilege = cases[i].value;
		plan.privilege_size = cases[i].size;
		assert_null(parse_plan(&image, &plan));
		assert_int_equal(image.facts.required, cases[i].required);
	}
}

static void takes_names_where_they_are(void **state)
{
	static const char without[] = "license=GPL\0vermagic=" VERMAGIC;
	static const char endless[] = "license=GPL\0name=hello";
	struct plan plan = hello;
	struct module_image image;

	(void)state;
	plan.modinfo = without; /* before Linux 4.15 */
	plan.modinfo_size = sizeof(without);
	assert_null(parse_plan(&image, &plan));
	assert_string_equal(image.facts.name, "hello");
	assert_int_equal(image.facts.name_offsets[1], 0);

	plan.modinfo = endless; /* without its NUL it is no name */
	plan.modinfo_size = sizeof(endless) - 1;
	assert_null(parse_plan(&image, &plan));
	assert_string_equal(contents_of(&plan).vermagic, "");
	assert_int_equal(image.facts.name_offsets[1], 0);

	static char longer[300]; /* is cut short where there is no more room */
	memset(longer, 'v', sizeof(longer) - 1);
	memcpy(longer, "vermagic=", 9);
	plan.modinfo = longer;
	plan.modinfo_size = sizeof(longer);
	assert_int_equal(strlen(contents_of(&plan).vermagic), OUTCOME_TEXT_SIZE - 1);

	plan = hello; /* nor is one whose NUL is what follows */
	plan.endless = true;
	plan.privilege = "\0\0\0";
	assert_string_equal(
		parse_plan(&image, &plan), "a kernel module without a name that SystemTap gives");

	plan = hello;
	plan.name = "goodbye";
	assert_non_null(strstr(parse_plan(&image, &plan), "two names"));
	assert_string_equal(image.facts.name, "");
}

static void refuses_names_that_are_none(void **state)
{
	static const char *const names[] = {"", "a b", "a/b", "../x", "$(id)", "a'b", "a\nb",
		"\303\244", "a23456789_123456789_123456789_123456789_123456789_123456"};
	static const char modinfo[] = "license=GPL";

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct plan plan = {modinfo, sizeof(modinfo), names[i], NULL, 0, "", false};
		struct module_image image;
		const char *why = parse_plan(&image, &plan);

		assert_non_null(why);
		assert_non_null(strstr(why, "name"));
	}
}

static void refuses_second_sections(void **state)
{
	static const char *const sections[] = {
		".modinfo", ".gnu.linkonce.this_module", ".stap_privilege"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct plan plan = hello;
		struct module_image image;

		plan.twice = sections[i];
		assert_non_null(strstr(parse_plan(&image, &plan), "twice"));
	}
}

/* A section has contents, and may be the last of the file. */
static void sections_have_contents(void **state)
{
	static const char without[] =
		"an ELF file without the contents of a section that modules have";
	struct module_image image;
	struct file file;
	ElfW(Shdr) * sections;

	(void)state;
	for (int i = 1; i <= 3; i++) {
		build(&file, &hello);
		sections = (ElfW(Shdr) *)(file.bytes + ((ElfW(Ehdr) *)file.bytes)->e_shoff);
		sections[i].sh_type = SHT_NOBITS;
		assert_string_equal(parse(&image, &file), without);
		sections[i].sh_type = SHT_PROGBITS;
		size_t size = sections[i].sh_size;
		sections[i].sh_size = 0;
		assert_string_equal(parse(&image, &file), without);
		sections[i].sh_offset = append(&file, file.bytes + sections[i].sh_offset, size);
		sections[i].sh_size = size;
		assert_null(parse(&image, &file));
	}
}

static void refuses_sections_beyond_the_end(void **state)
{
	struct module_image image;
	struct file file, whole;
	ElfW(Shdr) * sections;

	(void)state;
	build(&whole, &hello);
	for (int i = 1; i <= 3; i++) {
		const size_t offset =
			((ElfW(Shdr) *)(whole.bytes + ((ElfW(Ehdr) *)whole.bytes)->e_shoff))[i]
				.sh_offset;
		const struct {
			size_t offset, size;
		} ranges[] = {
			{offset, whole.size - offset + 1},
			{offset, SIZE_MAX},
			{offset, SIZE_MAX - offset + 1},
			{whole.size, 1},
			{whole.size + 1, 1},
			{SIZE_MAX, 4},
			{SIZE_MAX - 3, 4},
		};

		for (size_t j = 0; j < sizeof(ranges) / sizeof(ranges[0]); j++) {
			file = whole;
			sections = (ElfW(Shdr) *)(file.bytes + ((ElfW(Ehdr) *)file.bytes)->e_shoff);
			sections[i].sh_offset = ranges[j].offset;
			sections[i].sh_size = ranges[j].size;
			assert_string_equal(parse(&image, &file), "a truncated ELF file");
		}
	}
}

static void says_what_else_it_is(void **state)
{
	struct module_image image;
	struct plan plan = hello;
	struct file file;
	ElfW(Ehdr) *header = (ElfW(Ehdr) *)file.bytes;

	(void)state;
	assert_string_equal(parse_text("#!/usr/bin/stap\nprobe", 21), "a text file");
	assert_string_equal(parse_text("\0\1\2\3", 4), "not an ELF file");
	assert_string_equal(parse_text("\0abc", 4), "not an ELF file");
	assert_string_equal(parse_text("\1abc", 4), "not an ELF file");
	assert_string_equal(parse_text("x", 1), "a text file");
	assert_string_equal(parse_text("a b\t\n\v\f\r\033", 9), "a text file");
	memset(file.bytes, ' ', sizeof(file.bytes));
	file.bytes[512] = '\1'; /* the first behind what is looked at */
	assert_string_equal(parse_text(file.bytes, 513), "a text file");
	file.bytes[511] = '\1';
	assert_string_equal(parse_text(file.bytes, 513), "not an ELF file");
	assert_string_equal(
		parse_text("\x1f\x8b\x08\0\0\0", 6), "a gzip file: uncompress it first");
	assert_string_equal(parse_text("\3757zXZ\0", 6), "an xz file: uncompress it first");
	assert_string_equal(
		parse_text("\x28\xb5\x2f\xfd\0", 5), "a zstd file: uncompress it first");
	assert_string_equal(parse_text("!<arch>\nhello/", 14), "an archive");
	assert_string_equal(parse_text("\177ELF", 4), "a truncated ELF file");

	plan.name = NULL;
	assert_string_equal(
		parse_plan(&image, &plan), "an ELF object file, but not a kernel module");

	build(&file, &hello);
	header->e_type = ET_EXEC;
	assert_string_equal(parse(&image, &file), "an ELF executable");
	header->e_type = ET_CORE;
	assert_string_equal(parse(&image, &file), "a core dump");
	header->e_type = 5;
	assert_string_equal(parse(&image, &file), "an ELF file of an unknown type");
	header->e_type = 0xffff;
	assert_string_equal(parse(&image, &file), "an ELF file of an unknown type");
	header->e_type = ET_REL;
	bool s390 = header->e_machine == EM_S390;
	unsigned short other = s390 ? EM_AARCH64 : EM_S390;
	const char *why = s390 ? "for another machine (aarch64)" : "for another machine (s390x)";
	header->e_machine = other;
	assert_string_equal(parse(&image, &file), why);
	header->e_ident[EI_DATA] ^= ELFDATA2LSB ^ ELFDATA2MSB;
	header->e_machine = __builtin_bswap16(other);
	assert_string_equal(parse(&image, &file), why);
	header->e_machine = __builtin_bswap16(__ehdr_start.e_machine);
	assert_non_null(strstr(parse(&image, &file), "byte order"));
	header->e_ident[EI_DATA] ^= ELFDATA2LSB ^ ELFDATA2MSB;
	header->e_machine = 0x7777;
	assert_string_equal(parse(&image, &file), "for another machine");
	header->e_machine = __ehdr_start.e_machine;
	assert_null(parse(&image, &file));
}

static void sees_the_kernels_own_signature(void **state)
{
	static const char magic[] = "~Module signature appended~\n";
	struct module_facts contents;
	struct file file;

	(void)state;
	build(&file, &hello);
	memcpy(file.bytes + file.size, magic, strlen(magic));
	file.size += strlen(magic);
	assert_null(module_parse(&contents, file.bytes, file.size));
	assert_int_equal(contents.kernel_signature, KERNEL_SIGNATURE_THERE);
	file.size--;
	assert_null(module_parse(&contents, file.bytes, file.size));
	assert_int_equal(contents.kernel_signature, KERNEL_SIGNATURE_NONE);
}

/* No length and no byte of it may do more than make it no module. */
static void survives_cuts_and_flips(void **state)
{
	struct module_image image;
	struct file file, whole;

	(void)state;
	build(&whole, &hello);
	for (size_t size = 1; size < whole.size; size++) {
		file = whole;
		file.size = size;
		assert_non_null(parse(&image, &file));
	}
	for (size_t at = 0; at < whole.size; at++)
		for (unsigned flip = 1; flip < 256; flip = flip * 2 + (flip == 128)) {
			file = whole;
			file.bytes[at] = (char)(file.bytes[at] ^ flip);
			parse(&image, &file);
		}
}

/* Which SystemTap made a module is told by a constant of its runtime, and by nothing that looks
 * like one. */
static void made_by(void **state)
{
	struct module_facts contents;
	struct file file;
	ElfW(Shdr) * rodata;
	static const struct {
		const char bytes[48];
		uint32_t version;
	} cases[] = {
		{"", TRANSPORT_VERSION_NONE},
		{"4.4/0.183", TRANSPORT_VERSION(4, 4)},
		{"4.8/0.188\0004.8/0.188", TRANSPORT_VERSION(4, 8)},
		{"5.1/0.192, release 5.1", TRANSPORT_VERSION(5, 1)},
		{"3.3/0.176", TRANSPORT_VERSION(3, 3)},
		{"14.44/0.1", TRANSPORT_VERSION(14, 44)},
		{"v4.4/0.183", TRANSPORT_VERSION_NONE},
		{"0.9/0.190", TRANSPORT_VERSION(0, 9)},
		{"90.09/0.1", TRANSPORT_VERSION(90, 9)},
		{"12345.67/0.1", TRANSPORT_VERSION(12345, 67)},
		{"123456.78/0.1", TRANSPORT_VERSION_NONE},
		{"4.8/1.188", TRANSPORT_VERSION_NONE},
		{"4:8/0.188", TRANSPORT_VERSION_NONE},
		{"4.8:/0.188", TRANSPORT_VERSION_NONE},
		{"4/0.183", TRANSPORT_VERSION_NONE},
		{".4/0.183", TRANSPORT_VERSION_NONE},
		{"4./0.183", TRANSPORT_VERSION_NONE},
		{"a/0.1\0004.8/0.188\0b/0.2", TRANSPORT_VERSION(4, 8)},
		{"4.8/0.188\0004.4/0.183", TRANSPORT_VERSION_SEVERAL},
		{"/0.", TRANSPORT_VERSION_NONE},
		{"/0.123456789/0.1/0.", TRANSPORT_VERSION_NONE},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		more_constants.bytes = cases[i].bytes;
		more_constants.size = sizeof(cases[i].bytes);
		assert_int_equal(contents_of(&hello).version, cases[i].version);
	}
	/* Its constants may be the last of a file, and what is behind them is none. */
	build(&file, &hello);
	rodata = (ElfW(Shdr) *)(file.bytes + ((ElfW(Ehdr) *)file.bytes)->e_shoff) + 5;
	rodata->sh_offset = append(&file, file.bytes + rodata->sh_offset, rodata->sh_size);
	more_constants.size = 0;
	memcpy(file.bytes + rodata->sh_offset, "\0004.8/0.188", 11);
	assert_null(module_parse(&contents, file.bytes, file.size));
	assert_int_equal(contents.version, TRANSPORT_VERSION(4, 8));
	assert_int_equal(contents.rodata_end, file.size);
	append(&file, "\0005.5/0.199", 11);
	assert_null(module_parse(&contents, file.bytes, file.size));
	assert_int_equal(contents.version, TRANSPORT_VERSION(4, 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_module),
		cmocka_unit_test(reads_the_level),
		cmocka_unit_test(takes_names_where_they_are),
		cmocka_unit_test(refuses_names_that_are_none),
		cmocka_unit_test(refuses_second_sections),
		cmocka_unit_test(sections_have_contents),
		cmocka_unit_test(refuses_sections_beyond_the_end),
		cmocka_unit_test(says_what_else_it_is),
		cmocka_unit_test(sees_the_kernels_own_signature),
		cmocka_unit_test(survives_cuts_and_flips),
		cmocka_unit_test(made_by),
	};

	return cmocka_run_group_tests_name("elf", tests, NULL, NULL);
}
