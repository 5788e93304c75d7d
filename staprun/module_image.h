/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module file as bytes that no one can change any more: a sealed memfd.
 * What is verified is what is loaded. Copying needs no parser; parsing (libelf)
 * is for bytes that someone vouched for.
 */
#ifndef STAPRUN_MODULE_IMAGE_H
#define STAPRUN_MODULE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "common/module_name.h"
#include "staprun/policy.h"

/* Larger files are refused before they are read. */
#define MODULE_IMAGE_MAX (256L * 1024 * 1024)

struct module_image {
	int fd;            /* sealed memfd, close-on-exec; or -1 */
	const char *bytes; /* its contents, which no one can write to; or NULL */
	size_t size;
	/* Set by module_image_parse(): */
	char name[MODULE_NAME_SIZE];
	char vermagic[256];            /* empty when there is none */
	enum privilege_level required; /* .stap_privilege; PRIVILEGE_STAPUSR when absent */
	bool has_appended_signature;   /* the kernel's own, "~Module signature appended~" */
	/* Where the name is in the file: in struct module; in .modinfo, or 0. */
	size_t name_offsets[2];
	/* Where its constants are in the file: from the first .rodata section to the end of the
	 * last. */
	size_t rodata_begin, rodata_end;
};

/*
 * Copies FILE (open for reading) into IMAGE and seals it. Returns 0 or -errno:
 * EISDIR, ENOTSUP (neither a directory nor a regular file), EFBIG, ENODATA
 * (empty), EBUSY (it changed its size meanwhile), EIO... On failure IMAGE holds
 * nothing; module_image_close() is harmless. FILE is read from where it stands.
 */
int module_image_copy(struct module_image *image, int file);

/*
 * Reads name, vermagic and required level from the ELF file. Returns NULL, or a
 * clause (static storage) that says what it is instead of a module for this
 * machine: "a text file".
 */
const char *module_image_parse(struct module_image *image);

/*
 * Makes a new sealed image of a parsed one that differs in the module's name:
 * module_rename() with PID. Returns 0, or -EINVAL when the name is too short
 * for it, or -errno. IMAGE is unchanged when it fails.
 */
int module_image_rename(struct module_image *image, unsigned long pid);

/*
 * True when the module that is loaded under the name of IMAGE is the one in
 * it: the kernel shows the note with its build id byte for byte. Another could
 * have taken its place unless something of it is held open. False for a
 * module without a build id.
 */
bool module_image_is_loaded(const struct module_image *image);

/* True when WORD is among the constants of a parsed IMAGE, with a NUL behind it. */
bool module_image_mentions(const struct module_image *image, const char *word);

/* Closes what IMAGE holds. */
void module_image_close(struct module_image *image);

#endif
