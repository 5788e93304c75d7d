/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Module images: copied and sealed, read, renamed. The modules are made here,
 * byte by byte, so that each thing that can be wrong with one can be made wrong.
 */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/transport.h"
#include "helper/elf.h"
#include "staprun/messages.h"
#include "staprun/module_image.h"
#include "staprun/policy.h"

#define VERMAGIC "6.1.0-50-cloud-amd64 SMP preempt mod_unload modversions "

extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

/* A module to be: what is in its sections. A size of 0 leaves a section out. */
struct plan {
	const char *modinfo;
	size_t modinfo_size;
	const char *name; /* in struct module, behind 24 bytes of nothing */
	const void *privilege;
	size_t privilege_size;
	const char *twice; /* a section to have a second time, empty else */
};

static const int32_t level_stapsys = 4;

#define MODINFO "license=GPL\0name=hello\0vermagic=" VERMAGIC

static const struct plan hello = {
	MODINFO, sizeof(MODINFO), "hello", &level_stapsys, sizeof(level_stapsys), ""};

/* Among them, as the compiler leaves them, names of modules that this one knows. */
#define CONSTANTS "kernel\0ext4\0%s: %d\0xt_mark"

/* What follows them. */
static struct {
	const char *bytes;
	size_t size;
} more_constants;

struct file {
	char bytes[4096];
	size_t size;
};

static size_t append(struct file *file, const void *bytes, size_t size)
{
	size_t at = (file->size + 7) & ~(size_t)7;

	assert_true(at + size <= sizeof(file->bytes));
	if (size)
		memcpy(file->bytes + at, bytes, size);
	file->size = at + size;
	return at;
}

static void add_section(struct file *file, ElfW(Shdr) * headers, int *count, size_t name,
	const void *bytes, size_t size)
{
	if (size == 0)
		return;
	headers[*count].sh_name = (ElfW(Word))name;
	headers[*count].sh_type = SHT_PROGBITS;
	headers[*count].sh_flags = SHF_ALLOC;
	headers[*count].sh_offset = append(file, bytes, size);
	headers[*count].sh_size = size;
	(*count)++;
}

static void build(struct file *file, const struct plan *plan)
{
	static const char names[] =
		"\0.modinfo\0.gnu.linkonce.this_module\0.stap_privilege\0.shstrtab\0.rodata.str1.1";
	ElfW(Shdr) headers[8] = {0};
	char constants[256] = CONSTANTS;
	ElfW(Ehdr) header = __ehdr_start;
	char module[896] = {0};
	int count = 1;

	*file = (struct file){0};
	append(file, &header, sizeof(header));
	add_section(file, headers, &count, 1, plan->modinfo, plan->modinfo_size);
	if (plan->name) {
		strcpy(module + 24, plan->name);
		add_section(file, headers, &count, 10, module, sizeof(module));
	}
	add_section(file, headers, &count, 36, plan->privilege, plan->privilege_size);
	for (size_t at = 1; *plan->twice && at < sizeof(names); at += strlen(names + at) + 1)
		if (strcmp(names + at, plan->twice) == 0)
			add_section(file, headers, &count, at, "again", 6);
	header.e_type = ET_REL;
	header.e_entry = header.e_phoff = 0;
	header.e_phnum = 0;
	header.e_shstrndx = (ElfW(Half))count;
	add_section(file, headers, &count, 52, names, sizeof(names));
	headers[count - 1].sh_type = SHT_STRTAB;
	memcpy(constants + sizeof(CONSTANTS), more_constants.bytes ? more_constants.bytes : "",
		more_constants.size);
	add_section(file, headers, &count, 62, constants, sizeof(CONSTANTS) + more_constants.size);
	header.e_shnum = (ElfW(Half))count;
	header.e_shoff = append(file, headers, sizeof(headers[0]) * (size_t)count);
	memcpy(file->bytes, &header, sizeof(header));
}

static int file_of(const void *bytes, size_t size)
{
	int fd = memfd_create("file", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, size), size);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* Copies FILE into an image. */
static int copy(struct module_image *image, int file)
{
	int fd = module_image_copy(file);

	*image = (struct module_image){.fd = -1};
	return fd < 0 ? fd : module_image_seal(image, fd);
}

static struct module_image image_of(const void *bytes, size_t size)
{
	struct module_image image;
	int fd = file_of(bytes, size);

	assert_int_equal(copy(&image, fd), 0);
	close(fd);
	return image;
}

/* Reads IMAGE as the helper does, and believes that. Returns the clause, or NULL. */
static const char *read_image(struct module_image *image, struct module_facts *contents)
{
	const char *why = module_parse(contents, image->bytes, image->size);

	if (!why)
		assert_true(module_image_believes(image, contents));
	return why;
}

/* Reads FILE. Returns the clause, or NULL with *IMAGE (closed) filled in. */
static const char *parse(struct module_image *image, const struct file *file)
{
	struct module_facts contents;

	*image = image_of(file->bytes, file->size);
	const char *why = read_image(image, &contents);

	module_image_close(image);
	return why;
}

/* An image of the module that PLAN describes, which was read. */
static struct module_image parsed(const struct plan *plan)
{
	struct module_facts contents;
	struct file file;

	build(&file, plan);
	struct module_image image = image_of(file.bytes, file.size);
	assert_null(read_image(&image, &contents));
	return image;
}

/* What is in the module that PLAN describes, read where it stays. */
static struct module_facts contents_of(const struct plan *plan)
{
	static struct file file;
	struct module_facts contents;

	build(&file, plan);
	assert_null(module_parse(&contents, file.bytes, file.size));
	return contents;
}

static const char *parse_plan(struct module_image *image, const struct plan *plan)
{
	struct file file;

	build(&file, plan);
	return parse(image, &file);
}

static const char *parse_text(const char *text, size_t size)
{
	struct module_image image;
	struct file file = {.size = size};

	memcpy(file.bytes, text, size);
	return parse(&image, &file);
}

/* Copying */

static void copies_and_seals(void **state)
{
	struct module_image image = image_of("some bytes", 10);
	char bytes[10];

	(void)state;
	assert_int_equal(image.size, 10);
	assert_int_equal(pread(image.fd, bytes, 10, 0), 10);
	assert_memory_equal(bytes, "some bytes", 10);
	assert_int_equal(fcntl(image.fd, F_GET_SEALS) &
				 (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE),
		F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
	assert_int_equal(pwrite(image.fd, "x", 1, 0), -1);
	assert_int_equal(pwrite(image.fd, "x", 1, 10), -1);
	assert_int_equal(ftruncate(image.fd, 5), -1);
	assert_ptr_equal(
		mmap(NULL, 10, PROT_READ | PROT_WRITE, MAP_SHARED, image.fd, 0), MAP_FAILED);
	assert_int_equal(fcntl(image.fd, F_GETFD), FD_CLOEXEC);
	module_image_close(&image);
	assert_int_equal(image.fd, -1);
	module_image_close(&image);
}

static void copies_many_chunks(void **state)
{
	size_t size = 3 * 1024 * 1024 + 17;
	char *bytes = malloc(size), *copy = malloc(size);

	(void)state;
	for (size_t i = 0; i < size; i++)
		bytes[i] = (char)(i * 7 + i / 4096);
	struct module_image image = image_of(bytes, size);

	assert_int_equal(image.size, size);
	assert_int_equal(pread(image.fd, copy, size, 0), size);
	assert_memory_equal(bytes, copy, size);
	module_image_close(&image);
	free(bytes);
	free(copy);
}

static int copy_of(int fd)
{
	struct module_image image;
	int error = copy(&image, fd);

	if (error)
		assert_int_equal(image.fd, -1);
	module_image_close(&image);
	close(fd);
	return error;
}

static void refuses_what_is_no_file(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	close(ends[1]);
	assert_true(copy_of(ends[0]) < 0);
	assert_true(copy_of(open("/", O_RDONLY)) < 0);
	assert_int_equal(copy_of(-1), -EBADF);
	assert_int_equal(copy_of(file_of("", 0)), -ENODATA);
	assert_true(copy_of(open("/proc/self/stat", O_RDONLY)) < 0);
}

static void refuses_what_is_huge_unread(void **state)
{
	int fd = file_of("x", 1);

	(void)state;
	assert_int_equal(ftruncate(fd, MODULE_IMAGE_MAX + 1), 0);
	assert_int_equal(copy_of(fcntl(fd, F_DUPFD_CLOEXEC, 0)), -EFBIG);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	close(fd);
}

/* A file of sysfs says that it has a page, and has a line: to a reader, it shrank after fstat. */
static void refuses_what_changes_its_size(void **state)
{
	(void)state;
	assert_int_equal(copy_of(open("/sys/kernel/uevent_seqnum", O_RDONLY)), -EBUSY);
}

static void copies_from_the_beginning(void **state)
{
	int fd = file_of("some bytes", 10);

	(void)state;
	assert_int_equal(lseek(fd, 4, SEEK_SET), 4);
	assert_int_equal(copy_of(fd), 0);
}

/* What comes over sockets, in messages of EACH bytes, SIZE being expected; the image's size, or an
 * error. */
static long received(size_t sent, size_t each, size_t size)
{
	static char bytes[FILE_MESSAGE_MAX + 2000];
	struct module_image image;
	int ends[2], fd, rc;

	assert_int_equal(handover_open(ends), 0);
	for (size_t at = 0; at < sent; at += each)
		assert_true(send(ends[0], bytes + at, sent - at < each ? sent - at : each, 0) > 0);
	close(ends[0]);
	fd = module_image_receive(ends[1], size);
	close(ends[1]);
	if (fd < 0)
		return fd;
	rc = module_image_seal(&image, fd);
	if (rc)
		return rc;
	assert_int_equal(fcntl(image.fd, F_GET_SEALS) & 0xf, 0xf);
	size = image.size;
	module_image_close(&image);
	return (long)size;
}

static void receives_what_is_sent(void **state)
{
	(void)state;
	assert_int_equal(received(1000, 1000, 1000), 1000);
	assert_int_equal(received(1000, 10, 1000), 1000);
	assert_int_equal(received(FILE_MESSAGE_MAX + 10, FILE_MESSAGE_MAX, FILE_MESSAGE_MAX + 10),
		FILE_MESSAGE_MAX + 10);
	assert_int_equal(received(0, 1, 0), -ENODATA);
	/* Less, more, and more at once than there may be. */
	assert_int_equal(received(999, 100, 1000), -EPROTO);
	assert_int_equal(received(1000, 100, 950), -EPROTO);
	assert_int_equal(received(0, 1, 1000), -EPROTO);
	assert_int_equal(received(FILE_MESSAGE_MAX + 1, FILE_MESSAGE_MAX + 1, FILE_MESSAGE_MAX + 1),
		-EPROTO);
}

/* Parsing */

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

/* Until the level is read, no one may take the image for one that needs little. */
static void needs_the_highest_level_before_it_is_read(void **state)
{
	struct module_image image = image_of("x", 1);

	(void)state;
	assert_int_equal(image.facts.required, PRIVILEGE_STAPDEV);
	module_image_close(&image);
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
		struct plan plan = {modinfo, sizeof(modinfo), names[i], NULL, 0, ""};
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
	assert_string_equal(parse_text("x", 1), "a text file");
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
	header->e_type = 0xffff;
	assert_string_equal(parse(&image, &file), "an ELF file of an unknown type");
	header->e_type = ET_REL;
	header->e_machine = header->e_machine == EM_S390 ? EM_AARCH64 : EM_S390;
	assert_non_null(strstr(parse(&image, &file), "for another machine ("));
	header->e_ident[EI_DATA] ^= ELFDATA2LSB ^ ELFDATA2MSB;
	header->e_machine = __builtin_bswap16(EM_S390);
	assert_string_equal(parse(&image, &file), "for another machine (s390x)");
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

/* Renaming */

static void renames_in_both_places(void **state)
{
	static const char modinfo[] = "license=GPL\0name=stap_hello\0vermagic=" VERMAGIC;
	struct plan plan = {modinfo, sizeof(modinfo), "stap_hello", NULL, 0, ""};
	struct module_image image = parsed(&plan), renamed, again;
	struct module_facts contents;
	struct module_facts facts;
	int changed = 0;

	(void)state;
	assert_int_equal(module_image_rename(&renamed, &image, 4711), 0);
	assert_string_equal(renamed.facts.name, "stap__4711");
	assert_int_equal(renamed.size, image.size);
	for (size_t i = 0; i < image.size; i++)
		changed += renamed.bytes[i] != image.bytes[i];
	assert_int_equal(changed, 2 * (int)strlen("_4711"));
	assert_int_equal(pwrite(renamed.fd, "x", 1, 0), -1);
	assert_int_equal(fcntl(renamed.fd, F_GETFD), FD_CLOEXEC);

	/* What it is now is what it says that it is, and it can be done again. */
	facts = renamed.facts;
	assert_null(read_image(&renamed, &contents));
	assert_memory_equal(&renamed.facts, &facts, sizeof(facts));
	assert_string_equal(contents.vermagic, VERMAGIC);
	assert_int_equal(module_image_rename(&again, &renamed, 1), 0);
	assert_string_equal(again.facts.name, "stap__47_1");
	module_image_close(&again);
	module_image_close(&renamed);
	module_image_close(&image);
}

/* A module whose sections lie over one another is another one when it is renamed: that is seen. */
static void tells_what_a_rename_breaks(void **state)
{
	static const char modinfo[] = "name=modinfo\0.modinfo";
	struct plan plan = {modinfo, sizeof(modinfo), "modinfo", NULL, 0, ""};
	struct module_image image, renamed;
	struct module_facts contents;
	struct file file;
	ElfW(Shdr) * sections;

	(void)state;
	build(&file, &plan);
	/* The struct module begins within the section names: at "modinfo" of ".modinfo". */
	sections = (ElfW(Shdr) *)(file.bytes + ((ElfW(Ehdr) *)file.bytes)->e_shoff);
	sections[2].sh_offset = sections[3].sh_offset + 2;
	sections[2].sh_size = 16;
	image = image_of(file.bytes, file.size);
	assert_null(read_image(&image, &contents));
	assert_int_equal(module_image_rename(&renamed, &image, 12), 0);
	assert_non_null(read_image(&renamed, &contents));
	module_image_close(&renamed);
	module_image_close(&image);
}

static void mentions_what_is_among_its_constants(void **state)
{
	static const char *const there[] = {"kernel", "ext4", "xt_mark", "mark"};
	static const char *const not_there[] = {"ext", "xt_marks", "license=GPL", "hello", "again"};
	struct module_image image = parsed(&hello);

	(void)state;
	for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
		assert_true(module_image_mentions(&image, there[i]));
	for (size_t i = 0; i < sizeof(not_there) / sizeof(not_there[0]); i++)
		assert_false(module_image_mentions(&image, not_there[i]));
	module_image_close(&image);
}

static void keeps_names_that_are_too_short(void **state)
{
	struct module_image image = parsed(&hello), renamed;

	(void)state;
	assert_int_equal(module_image_rename(&renamed, &image, 12345), -EINVAL);
	assert_int_equal(renamed.fd, -1);
	module_image_close(&renamed);
	assert_int_equal(module_image_rename(&renamed, &image, 1234), 0);
	assert_string_equal(renamed.facts.name, "_1234");
	module_image_close(&renamed);
	module_image_close(&image);
}

/* Believing: what the helper says may be anything. */

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

/* Which SystemTap made a module is told by a constant of its runtime, and by nothing that looks
 * like one. */
static void made_by(void **state)
{
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
	more_constants.size = 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_and_seals),
		cmocka_unit_test(copies_many_chunks),
		cmocka_unit_test(refuses_what_is_no_file),
		cmocka_unit_test(refuses_what_is_huge_unread),
		cmocka_unit_test(refuses_what_changes_its_size),
		cmocka_unit_test(copies_from_the_beginning),
		cmocka_unit_test(receives_what_is_sent),
		cmocka_unit_test(reads_a_module),
		cmocka_unit_test(reads_the_level),
		cmocka_unit_test(needs_the_highest_level_before_it_is_read),
		cmocka_unit_test(takes_names_where_they_are),
		cmocka_unit_test(refuses_names_that_are_none),
		cmocka_unit_test(refuses_second_sections),
		cmocka_unit_test(refuses_sections_beyond_the_end),
		cmocka_unit_test(says_what_else_it_is),
		cmocka_unit_test(sees_the_kernels_own_signature),
		cmocka_unit_test(survives_cuts_and_flips),
		cmocka_unit_test(renames_in_both_places),
		cmocka_unit_test(tells_what_a_rename_breaks),
		cmocka_unit_test(keeps_names_that_are_too_short),
		cmocka_unit_test(mentions_what_is_among_its_constants),
		cmocka_unit_test(believes_only_what_there_is),
		cmocka_unit_test(believes_only_names_that_are_there),
		cmocka_unit_test(survives_any_record),
		cmocka_unit_test(made_by),
	};

	return cmocka_run_group_tests_name("module_image", tests, NULL, NULL);
}
