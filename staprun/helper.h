/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What staprun has done by a process that has no right of anyone's but the
 * caller's, and not all of these: checking a signature, reading an ELF file. The code is in a
 * shared object, HELPER_PATH, which is never in a process that has privilege. It is no program of
 * its own because the kernel lets a user look into, and so change, any process that runs an
 * ordinary program with that user's ids: after an exec the caller could write the answers. A forked
 * child that is not dumpable stays closed to him.
 */
#ifndef STAPRUN_HELPER_H
#define STAPRUN_HELPER_H

#include <stdbool.h>
#include <sys/types.h>

#include "staprun/module_file.h"
#include "staprun/module_image.h"
#include "staprun/policy.h"

/* Where things are; for tests, which have their own. */
struct helper {
	const char *path;     /* the shared object */
	const char *database; /* of trusted certificates */
	uid_t owner;          /* whom that must belong to, alone */
};

extern const struct helper helper_installed;

/* One thing to do, and what that takes. The rest is left out. */
struct helper_task {
	const char *what; /* the entry of the shared object */
	const char *aim;  /* for messages: what could not be done */
	/* Reports that, as an error or as a warning. */
	void (*say)(const char *format, ...) __attribute__((format(printf, 1, 2)));
	const struct helper *helper;
	const struct module_image *image;
	const struct module_file *file;
};

/*
 * The type of each entry. It runs in the sandbox (sandbox.h), writes its answer
 * to SANDBOX_ANSWER, and returns 0; or says what is the matter and returns 1.
 */
typedef int helper_entry(const struct helper_task *task);

/*
 * Checks the bytes of IMAGE against the file SIGNATURE, a descriptor, or -1
 * when there is none. Anything but a clear answer is SIGNATURE_UNKNOWN, with
 * the cause reported. Warns about an expired certificate; under -v says which
 * certificate matched, and that SHA-1 was used.
 */
enum signature helper_verify(
	const struct helper *helper, const struct module_image *image, int signature);

/*
 * Fills in what is known of IMAGE, the contents of FILE. Returns 0; or -1 after
 * reporting what it is instead of a module for this machine, or why that can't
 * be told.
 */
int helper_read(
	const struct helper *helper, struct module_image *image, const struct module_file *file);

/*
 * Makes of IMAGE, which was read, one that is renamed (module_image_rename()).
 * Returns 0, or -errno with IMAGE unchanged: EINVAL when its name is too short,
 * ENOEXEC when the helper finds that it would be another module in more than
 * its name.
 */
int helper_rename(const struct helper *helper, struct module_image *image,
	const struct module_file *file, unsigned long pid);

#endif
