/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module file as a sealed memfd, and the little that is read from it.
 * Copying looks at no byte. Parsing may assume that someone vouched for the
 * bytes, and believes them nothing all the same: each offset is tested against
 * the size of what it points into. Nothing here ever writes to an image once
 * it is sealed; a rename makes a new one.
 */
#include "staprun/module_image.h"

#include <errno.h>
#include <fcntl.h>
#include <gelf.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U /* Linux 6.3 */
#endif

#define APPENDED_SIGNATURE "~Module signature appended~\n"

/* A note's header, "GNU", and the shortest id in use (MD5). */
#define BUILD_ID_NOTE_MIN 32

#define TRUNCATED "a truncated ELF file"

/* This program's own ELF header, from the linker: a module is for the same machine. */
extern const ElfW(Ehdr) __ehdr_start __attribute__((visibility("hidden")));

struct bytes {
	const char *at; /* NULL: there are none */
	size_t size;
};

/* The sections that tell what the module is. */
struct sections {
	struct bytes modinfo;
	struct bytes this_module; /* the struct module that the kernel will use */
	struct bytes privilege;
	size_t rodata_begin, rodata_end; /* both 0: there is none */
};

static void end_elf(Elf **elf)
{
	elf_end(*elf);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Newer kernels want to be told that these bytes are not a program; 6.1 does not know how. */
static int create_memfd(void)
{
	int fd = memfd_create("module", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);

	if (fd < 0 && errno == EINVAL)
		fd = memfd_create("module", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	return fd < 0 ? -errno : fd;
}

/* Seals the memfd *FD, of IMAGE->size bytes, and hands it over to IMAGE. */
static int seal(struct module_image *image, int *fd)
{
	void *bytes;

	if (fcntl(*fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
		return -errno;
	bytes = mmap(NULL, image->size, PROT_READ, MAP_PRIVATE, *fd, 0);
	if (bytes == MAP_FAILED)
		return -errno;
	image->bytes = bytes;
	image->fd = *fd;
	*fd = -1;
	return 0;
}

static int write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, bytes, length);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return written < 0 ? -errno : -EIO;
		bytes += written;
		length -= (size_t)written;
	}
	return 0;
}

/*
 * Copies FILE up to its end, which must be where fstat saw it: a file that
 * someone is still writing is no module yet, and must not fill the memory.
 */
static int copy_bytes(int to, int from, size_t size)
{
	char chunk[64 * 1024];
	int error = 0;

	while (!error) {
		ssize_t got = read(from, chunk, sizeof(chunk));

		if (got == 0)
			return size == 0 ? 0 : -EBUSY;
		if (got < 0 && errno != EINTR)
			return -errno;
		if (got < 0)
			continue;
		if ((size_t)got > size)
			return -EBUSY;
		size -= (size_t)got;
		error = write_all(to, chunk, (size_t)got);
	}
	return error;
}

int module_image_copy(struct module_image *image, int file)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	struct stat status;
	int error;

	*image = (struct module_image){.fd = -1, .required = PRIVILEGE_STAPDEV};
	if (fstat(file, &status) < 0)
		return -errno;
	if (S_ISDIR(status.st_mode))
		return -EISDIR;
	if (!S_ISREG(status.st_mode))
		return -ENOTSUP;
	if (status.st_size <= 0)
		return -ENODATA;
	if (status.st_size > MODULE_IMAGE_MAX)
		return -EFBIG;
	image->size = (size_t)status.st_size;
	fd = create_memfd();
	if (fd < 0)
		return fd;
	error = copy_bytes(fd, file, image->size);
	return error ? error : seal(image, &fd);
}

/* What a file that is no ELF file is, as far as its first bytes tell. */
static const char *why_not_elf(const struct bytes *map)
{
	static const struct {
		const char *magic;
		const char *why;
	} kinds[] = {
		{"\177ELF", TRUNCATED},
		{"\x1f\x8b", "a gzip file: uncompress it first"},
		{"\3757zX", "an xz file: uncompress it first"},
		{"\x28\xb5\x2f\xfd", "a zstd file: uncompress it first"},
		{"!<arch>", "an archive"},
	};
	size_t looked_at = map->size < 512 ? map->size : 512;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t length = strlen(kinds[i].magic);

		if (map->size >= length && memcmp(map->at, kinds[i].magic, length) == 0)
			return kinds[i].why;
	}
	for (size_t i = 0; i < looked_at; i++)
		if ((unsigned char)map->at[i] < ' ' && !memchr("\t\n\v\f\r\033", map->at[i], 6))
			return "not an ELF file";
	return "a text file";
}

static const char *why_other_machine(unsigned machine)
{
	static const struct {
		unsigned machine;
		const char *why;
	} machines[] = {
		{EM_X86_64, "for another machine (x86_64)"},
		{EM_386, "for another machine (i386)"},
		{EM_AARCH64, "for another machine (aarch64)"},
		{EM_ARM, "for another machine (arm)"},
		{EM_PPC64, "for another machine (ppc64)"},
		{EM_S390, "for another machine (s390x)"},
		{EM_RISCV, "for another machine (riscv)"},
	};

	for (size_t i = 0; i < sizeof(machines) / sizeof(machines[0]); i++)
		if (machines[i].machine == machine)
			return machines[i].why;
	return "for another machine";
}

/* Says what is wrong with an ELF header, or NULL when a module for this machine may follow. */
static const char *why_other_elf(const GElf_Ehdr *header)
{
	static const char *const types[] = {"an ELF file of no type", NULL, "an ELF executable",
		"an ELF executable or shared library", "a core dump"};

	if (header->e_machine != __ehdr_start.e_machine)
		return why_other_machine(header->e_machine);
	if (header->e_ident[EI_CLASS] != __ehdr_start.e_ident[EI_CLASS] ||
		header->e_ident[EI_DATA] != __ehdr_start.e_ident[EI_DATA])
		return "for another machine (of other word size or byte order)";
	if (header->e_type >= sizeof(types) / sizeof(types[0]))
		return "an ELF file of an unknown type";
	return types[header->e_type];
}

/* Says why the section HEADER can't be used, or NULL with *SECTION set. */
static const char *take_section(
	struct bytes *section, const struct bytes *map, const GElf_Shdr *header)
{
	/* The kernel takes one: it might be the other. */
	if (section->at)
		return "an ELF file with the same section twice";
	if (header->sh_type != SHT_PROGBITS || header->sh_size == 0)
		return "an ELF file without the contents of a section that modules have";
	if (header->sh_offset > map->size || header->sh_size > map->size - header->sh_offset)
		return TRUNCATED;
	*section = (struct bytes){map->at + header->sh_offset, header->sh_size};
	return NULL;
}

/* Widens the range of the constants by the section HEADER, if it is inside of the file. */
static void add_rodata(struct sections *sections, const struct bytes *map, const GElf_Shdr *header)
{
	if (header->sh_type != SHT_PROGBITS || header->sh_offset > map->size ||
		header->sh_size > map->size - header->sh_offset)
		return;
	if (!sections->rodata_end || header->sh_offset < sections->rodata_begin)
		sections->rodata_begin = header->sh_offset;
	if (header->sh_offset + header->sh_size > sections->rodata_end)
		sections->rodata_end = header->sh_offset + header->sh_size;
}

static const char *find_sections(struct sections *sections, const struct bytes *map, Elf *elf)
{
	const struct {
		const char *name;
		struct bytes *section;
	} wanted[] = {
		{".modinfo", &sections->modinfo},
		{".gnu.linkonce.this_module", &sections->this_module},
		{".stap_privilege", &sections->privilege},
	};
	const char *why = NULL;
	size_t names;

	if (elf_getshdrstrndx(elf, &names) < 0)
		return TRUNCATED;
	for (Elf_Scn *scn = elf_nextscn(elf, NULL); scn && !why; scn = elf_nextscn(elf, scn)) {
		GElf_Shdr header;
		const char *name;

		if (!gelf_getshdr(scn, &header))
			return TRUNCATED;
		name = elf_strptr(elf, names, header.sh_name);
		for (size_t i = 0; name && !why && i < sizeof(wanted) / sizeof(wanted[0]); i++)
			if (strcmp(name, wanted[i].name) == 0)
				why = take_section(wanted[i].section, map, &header);
		if (name && strncmp(name, ".rodata", strlen(".rodata")) == 0)
			add_rodata(sections, map, &header);
	}
	if (!why && (!sections->this_module.at || !sections->modinfo.at))
		return "an ELF object file, but not a kernel module";
	return why;
}

/* The value of KEY ("name=") in .modinfo, a row of NUL-terminated strings; NULL if none. */
static const char *modinfo_value(const struct bytes *modinfo, const char *key)
{
	const char *end = modinfo->at + modinfo->size, *nul;

	for (const char *entry = modinfo->at; entry < end; entry = nul + 1) {
		nul = memchr(entry, '\0', (size_t)(end - entry));
		if (!nul)
			return NULL;
		if (strncmp(entry, key, strlen(key)) == 0)
			return entry + strlen(key);
	}
	return NULL;
}

/*
 * The name inside struct module. Before it stand only the state and an empty
 * list, which the linker left zero: the name is where the first byte is, on
 * every kernel, whatever the size of what is before it.
 */
static const char *struct_name(const struct bytes *module)
{
	size_t at = 0;

	while (at < module->size && !module->at[at])
		at++;
	return memchr(module->at + at, '\0', module->size - at) ? module->at + at : NULL;
}

/* The level in .stap_privilege. What can't be understood needs the highest. */
static enum privilege_level required_level(const struct bytes *privilege)
{
	int32_t level;

	if (!privilege->at)
		return PRIVILEGE_STAPUSR;
	if (privilege->size != sizeof(level))
		return PRIVILEGE_STAPDEV;
	memcpy(&level, privilege->at, sizeof(level));
	if (level == PRIVILEGE_STAPUSR || level == PRIVILEGE_STAPSYS)
		return (enum privilege_level)level;
	return PRIVILEGE_STAPDEV;
}

static bool ends_in_signature(const struct bytes *map)
{
	const size_t length = strlen(APPENDED_SIGNATURE);

	return map->size >= length &&
	       memcmp(map->at + map->size - length, APPENDED_SIGNATURE, length) == 0;
}

static const char *read_facts(struct module_image *image, const struct bytes *map, Elf *elf)
{
	struct sections sections = {0};
	const char *why = find_sections(&sections, map, elf);

	if (why)
		return why;

	const char *name = struct_name(&sections.this_module);
	const char *written = modinfo_value(&sections.modinfo, "name="); /* since Linux 4.15 */
	const char *vermagic = modinfo_value(&sections.modinfo, "vermagic=");

	if (!name || !module_name_valid(name))
		return "a kernel module without a name that SystemTap gives";
	if (written && strcmp(name, written) != 0)
		return "a kernel module with two names";
	strcpy(image->name, name);
	image->name_offsets[0] = (size_t)(name - map->at);
	image->name_offsets[1] = written ? (size_t)(written - map->at) : 0;
	if (vermagic && strlen(vermagic) < sizeof(image->vermagic))
		strcpy(image->vermagic, vermagic);
	image->required = required_level(&sections.privilege);
	image->rodata_begin = sections.rodata_begin;
	image->rodata_end = sections.rodata_end;
	return NULL;
}

const char *module_image_parse(struct module_image *image)
{
	__attribute__((cleanup(end_elf))) Elf *elf = NULL;
	const struct bytes map = {image->bytes, image->size};
	const char *why;
	GElf_Ehdr header;

	image->has_appended_signature = ends_in_signature(&map);
	elf_version(EV_CURRENT);
	/* libelf only reads what it is handed so; were it to write, the map would not let it. */
	elf = elf_memory((char *)map.at, map.size);
	if (!elf || elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &header))
		return why_not_elf(&map);
	why = why_other_elf(&header);
	return why ? why : read_facts(image, &map, elf);
}

int module_image_rename(struct module_image *image, unsigned long pid)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	struct module_image renamed = *image;
	size_t length = strlen(renamed.name);
	char name[MODULE_NAME_SIZE];
	int error;

	if (!module_rename(renamed.name, pid))
		return -EINVAL;
	fd = create_memfd();
	if (fd < 0)
		return fd;
	error = write_all(fd, image->bytes, image->size);
	/* module_image_parse() found the old name there, and nothing can have moved it. */
	for (size_t i = 0; !error && i < 2; i++)
		if (image->name_offsets[i] &&
			pwrite(fd, renamed.name, length, (off_t)image->name_offsets[i]) !=
				(ssize_t)length)
			error = -EIO;
	if (!error)
		error = seal(&renamed, &fd);
	if (error)
		return error;
	/* Where sections overlap, a name written into one of them breaks another. */
	strcpy(name, renamed.name);
	if (module_image_parse(&renamed) || strcmp(renamed.name, name) != 0) {
		module_image_close(&renamed);
		return -ENOEXEC;
	}
	module_image_close(image);
	*image = renamed;
	return 0;
}

bool module_image_is_loaded(const struct module_image *image)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	char path[128], note[128];
	ssize_t length;

	snprintf(path, sizeof(path), "/sys/module/%s/notes/.note.gnu.build-id", image->name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd < 0 ? -1 : read(fd, note, sizeof(note));
	return length >= BUILD_ID_NOTE_MIN &&
	       memmem(image->bytes, image->size, note, (size_t)length);
}

bool module_image_mentions(const struct module_image *image, const char *word)
{
	return memmem(image->bytes + image->rodata_begin, image->rodata_end - image->rodata_begin,
		word, strlen(word) + 1);
}

void module_image_close(struct module_image *image)
{
	if (image->bytes)
		munmap((void *)image->bytes, image->size);
	image->bytes = NULL;
	close_fd(&image->fd);
}
