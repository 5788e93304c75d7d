/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ELF files of modules: the little that is read of them, with libelf. Bytes that
 * someone vouched for are not believed all the same: each offset is tested
 * against the size of what it points into.
 */
#include "helper/elf.h"

#include <errno.h>
#include <gelf.h>
#include <libelf.h>
#include <link.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/dialect.h"
#include "common/small_file.h"
#include "common/transport.h"
#include "helper/entries.h"
#include "helper/filter.h"
#include "helper/records.h"
#include "helper/sha256.h"

#define APPENDED_SIGNATURE "~Module signature appended~\n"

#define TRUNCATED "a truncated ELF file"

/* Our own ELF header, from the linker: a module is for the same machine. */
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
	*section = (struct bytes){map->at + header->sh_offset, (size_t)header->sh_size};
	return NULL;
}

/* Widens the range of the constants by the section HEADER, if it is inside of the file. */
static void add_rodata(struct sections *sections, const struct bytes *map, const GElf_Shdr *header)
{
	if (header->sh_type != SHT_PROGBITS || header->sh_offset > map->size ||
		header->sh_size > map->size - header->sh_offset)
		return;
	size_t begin = (size_t)header->sh_offset, end = begin + (size_t)header->sh_size;
	if (!sections->rodata_end || begin < sections->rodata_begin)
		sections->rodata_begin = begin;
	if (end > sections->rodata_end)
		sections->rodata_end = end;
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

/*
 * The version that a runtime puts among its constants ("4.8/0.188": SystemTap's,
 * and that of elfutils), if its slash is AT. TRANSPORT_VERSION_NONE: it is another.
 */
static uint32_t version_at(const char *begin, const char *at)
{
	unsigned part[2] = {0};
	const char *from = at;

	while (from > begin && at - from < 8 && from[-1])
		from--;
	if (from > begin && from[-1])
		return TRANSPORT_VERSION_NONE;
	for (int i = 0; i < 2; i++) {
		if (*from < '0' || *from > '9')
			return TRANSPORT_VERSION_NONE;
		for (; *from >= '0' && *from <= '9'; from++)
			part[i] = part[i] * 10 + (unsigned)(*from - '0');
		if (*from++ != "./"[i])
			return TRANSPORT_VERSION_NONE;
	}
	return TRANSPORT_VERSION(part[0] & 0xffff, part[1] & 0xffff);
}

/* The version of the SystemTap that made the module whose CONSTANTS these are. */
static uint32_t made_by(const struct bytes *constants)
{
	static const char slash[] = "/0."; /* no elfutils had another number there */
	const char *at = constants->at, *end = constants->at + constants->size;
	uint32_t found = TRANSPORT_VERSION_NONE;

	while (at < end && (at = memmem(at, (size_t)(end - at), slash, strlen(slash)))) {
		uint32_t version = version_at(constants->at, at++);

		if (version != TRANSPORT_VERSION_NONE && found != TRANSPORT_VERSION_NONE &&
			version != found)
			return TRANSPORT_VERSION_SEVERAL;
		if (version != TRANSPORT_VERSION_NONE)
			found = version;
	}
	return found;
}

static bool ends_in_signature(const struct bytes *map)
{
	const size_t length = strlen(APPENDED_SIGNATURE);

	return map->size >= length &&
	       memcmp(map->at + map->size - length, APPENDED_SIGNATURE, length) == 0;
}

static const char *read_contents(struct module_facts *facts, const struct bytes *map, Elf *elf)
{
	struct sections sections = {0};
	const char *why = find_sections(&sections, map, elf);

	if (why)
		return why;

	const char *name = struct_name(&sections.this_module);
	const char *vermagic = modinfo_value(&sections.modinfo, "vermagic=");
	const char *written = modinfo_value(&sections.modinfo, "name="); /* since Linux 4.15 */

	if (!name || !module_name_valid(name))
		return "a kernel module without a name that SystemTap gives";
	if (written && strcmp(name, written) != 0)
		return "a kernel module with two names";
	strcpy(facts->name, name);
	facts->name_offsets[0] = (size_t)(name - map->at);
	facts->name_offsets[1] = written ? (size_t)(written - map->at) : 0;
	facts->required = required_level(&sections.privilege);
	facts->version = made_by(&(struct bytes){
		map->at + sections.rodata_begin, sections.rodata_end - sections.rodata_begin});
	facts->rodata_begin = sections.rodata_begin;
	facts->rodata_end = sections.rodata_end;
	facts->kernel_signature =
		ends_in_signature(map) ? KERNEL_SIGNATURE_THERE : KERNEL_SIGNATURE_NONE;
	if (vermagic)
		strncpy(facts->vermagic, vermagic, sizeof(facts->vermagic) - 1);
	return NULL;
}

const char *module_parse(struct module_facts *facts, const char *bytes, size_t size)
{
	const struct bytes map = {bytes, size};
	const char *why;
	GElf_Ehdr header;

	*facts = (struct module_facts){0};
	elf_version(EV_CURRENT);
	/* libelf only reads what it is handed so; were it to write, the map would not let it. */
	Elf *elf = elf_memory((char *)bytes, size);
	if (!elf || elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &header)) {
		why = why_not_elf(&map);
	} else {
		why = why_other_elf(&header);
		if (!why)
			why = read_contents(facts, &map, elf);
	}
	elf_end(elf);
	return why;
}

static bool module_signatures_enforced(void)
{
	char value[8];

	small_file_line("/sys/module/module/parameters/sig_enforce", value, sizeof(value));
	return strcmp(value, "Y") == 0;
}

static bool module_locked_down(void)
{
	char value[80];

	small_file_line("/sys/kernel/security/lockdown", value, sizeof(value));
	return strstr(value, "[integrity]") || strstr(value, "[confidentiality]");
}

int read_module(const char *bytes, size_t size)
{
	struct module_answer answer = {0};
	uint8_t digest[32];
	int error = filter_close();
	const char *why;

	/* Where no one has tried the filter, bytes that someone vouched for are read without. */
	if (error && error != -ENOSYS)
		return -error;
	/* It is for the loader's record, and not cheap. */
	if (records_taken()) {
		sha256(bytes, size, digest);
		for (size_t i = 0; i < sizeof(digest); i++)
			sprintf(answer.sha256 + 2 * i, "%02x", digest[i]);
	}
	why = module_parse(&answer.facts, bytes, size);
	if (why)
		strncpy(answer.why_not, why, sizeof(answer.why_not) - 1);
	else if (answer.facts.kernel_signature &&
		 (module_signatures_enforced() || module_locked_down()))
		answer.facts.kernel_signature = KERNEL_SIGNATURE_WANTED;
	return write(HELPER_ANSWER, &answer, sizeof(answer)) == sizeof(answer) ? 0 : EIO;
}
