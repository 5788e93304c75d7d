/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the tests of module files have at hand: modules that are made here, byte
 * by byte, so that each thing that can be wrong with one can be made wrong, and
 * images of them.
 */
#ifndef TESTS_UNIT_MODULES_H
#define TESTS_UNIT_MODULES_H

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "helper/elf.h"
#include "staprun/module_image.h"

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
	bool endless;      /* the name is where struct module ends, without its NUL */
};

static const int32_t level_stapsys = 4;

#define MODINFO "license=GPL\0name=hello\0vermagic=" VERMAGIC

static const struct plan hello = {
	MODINFO, sizeof(MODINFO), "hello", &level_stapsys, sizeof(level_stapsys), "", false};

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

static inline size_t append(struct file *file, const void *bytes, size_t size)
{
	size_t at = (file->size + 7) & ~(size_t)7;

	assert_true(at + size <= sizeof(file->bytes));
	if (size)
		memcpy(file->bytes + at, bytes, size);
	file->size = at + size;
	return at;
}

static inline void add_section(struct file *file, ElfW(Shdr) * headers, int *count, size_t name,
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

static inline void build(struct file *file, const struct plan *plan)
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
		size_t length = strlen(plan->name);

		memcpy(module + (plan->endless ? sizeof(module) - length : 24), plan->name, length);
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

static inline int file_of(const void *bytes, size_t size)
{
	int fd = memfd_create("file", MFD_CLOEXEC);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, size), size);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	return fd;
}

/* Copies FILE into an image. */
static inline int copy(struct module_image *image, int file)
{
	int fd = module_image_copy(file);

	*image = (struct module_image){.fd = -1};
	return fd < 0 ? fd : module_image_seal(image, fd);
}

static inline struct module_image image_of(const void *bytes, size_t size)
{
	struct module_image image;
	int fd = file_of(bytes, size);

	assert_int_equal(copy(&image, fd), 0);
	close(fd);
	return image;
}

/* Reads IMAGE as the helper does, and believes that. Returns the clause, or NULL. */
static inline const char *read_image(struct module_image *image, struct module_facts *contents)
{
	const char *why = module_parse(contents, image->bytes, image->size);

	if (!why)
		assert_true(module_image_believes(image, contents));
	return why;
}

/* Reads FILE. Returns the clause, or NULL with *IMAGE (closed) filled in. */
static inline const char *parse(struct module_image *image, const struct file *file)
{
	struct module_facts contents;

	*image = image_of(file->bytes, file->size);
	const char *why = read_image(image, &contents);

	module_image_close(image);
	return why;
}

/* An image of the module that PLAN describes, which was read. */
static inline struct module_image parsed(const struct plan *plan)
{
	struct module_facts contents;
	struct file file;

	build(&file, plan);
	struct module_image image = image_of(file.bytes, file.size);
	assert_null(read_image(&image, &contents));
	return image;
}

/* What is in the module that PLAN describes, read where it stays. */
static inline struct module_facts contents_of(const struct plan *plan)
{
	static struct file file;
	struct module_facts contents;

	build(&file, plan);
	assert_null(module_parse(&contents, file.bytes, file.size));
	return contents;
}

static inline const char *parse_plan(struct module_image *image, const struct plan *plan)
{
	struct file file;

	build(&file, plan);
	return parse(image, &file);
}

static inline const char *parse_text(const char *text, size_t size)
{
	struct module_image image;
	struct file file = {.size = size};

	memcpy(file.bytes, text, size);
	return parse(&image, &file);
}

#endif
