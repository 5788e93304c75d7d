/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The helper: what staprun has done by a process without any right, checking a
 * signature, reading an ELF file (helper/entries.h). That code is in this
 * program, but runs nowhere but in a child that was forked for one of these
 * (staprun/sandbox.h). It is no program of its own so that it is wherever
 * staprun is: in a copy, in an initramfs that ldd filled.
 */
#ifndef STAPRUN_HELPER_H
#define STAPRUN_HELPER_H

#include "helper/entries.h"
#include "staprun/module_image.h"

/* Where trusted certificates are. */
struct database {
	const char *path;
	uid_t owner; /* whom it must belong to, alone */
	bool refuse_sha1;
};

/*
 * Checks the bytes of IMAGE against the file SIGNATURE, a descriptor; -ENOENT
 * when there is none, and -errno when it can't be opened. Anything but a clear
 * answer is SIGNATURE_UNKNOWN, and the cause is told. Tells what the helper
 * remarks, too.
 */
enum signature helper_verify(
	const struct database *database, const struct module_image *image, int signature);

/*
 * Fills in what is known of IMAGE. Returns 0; or -1 after telling what it is
 * instead of a module for this machine, or why that can't be told.
 */
int helper_read(struct module_image *image);

/*
 * Fills in the addresses of COUNT (at most SYMBOLS_MAX) SYMBOLS from FILE, which
 * is /proc/kallsyms, and -errno when it can't be opened. Tells when they are
 * hidden. Returns 0, or -1 after telling why they can't be looked up.
 */
int helper_find_symbols(int file, struct kernel_symbol *symbols, size_t count);

/*
 * Fills in SETTINGS for who has LEVELS, from FILE: staprun.conf, or -ENOENT when
 * there is none, and -errno when it can't be opened. Returns 0, or not after
 * telling which line of it is wrong, or what else.
 */
int helper_settings(int file, unsigned levels, struct settings *settings);

/*
 * Makes of IMAGE, which was read, one that is renamed (module_image_rename()).
 * Returns 0, or -errno with IMAGE unchanged: EINVAL when its name is too short,
 * ENOEXEC when the helper finds that it would be another module in more than
 * its name.
 */
int helper_rename(struct module_image *image, unsigned long pid);

#endif
