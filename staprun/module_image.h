/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module file as bytes that no one can change any more: a sealed memfd.
 * What is verified is what is loaded. Nothing is parsed here: what is in the
 * file is the helper's to find out (helper.h).
 */
#ifndef STAPRUN_MODULE_IMAGE_H
#define STAPRUN_MODULE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "helper/entries.h"

struct module_image {
	int fd;            /* sealed memfd, close-on-exec; or -1 */
	const char *bytes; /* its contents, which no one can write to; or NULL */
	size_t size;
	char sha256[65];           /* of the bytes, once it is read, in hexadecimal */
	struct module_facts facts; /* until it is read: no name, and the highest level */
};

/*
 * Files that no one else has: what is in FILE, a regular one that is open for
 * reading; or the SIZE bytes that come over END of the sockets. Return a
 * descriptor or -errno: EFBIG, EBUSY (it changed its size meanwhile), EPROTO
 * (the bytes do not come), EIO...
 */
int module_image_copy(int file);
int module_image_receive(int end, size_t size);

/*
 * Makes IMAGE of such a file, FD, which it takes over, and seals it. Returns 0 or
 * -errno: ENODATA (it is empty)...
 */
int module_image_seal(struct module_image *image, int fd);

/*
 * Takes FACTS over for what is in IMAGE if that can do no harm, whoever wrote
 * them: each value is one of those that there are, each place is in the file,
 * and the name is where it is said to be. False, with IMAGE unchanged, else.
 */
bool module_image_believes(struct module_image *image, const struct module_facts *facts);

/*
 * Makes of IMAGE, which was read, a sealed image RENAMED that differs in the
 * module's name: module_rename() with PID. Returns 0, or -EINVAL when the name
 * is too short for it, or -errno.
 */
int module_image_rename(
	struct module_image *renamed, const struct module_image *image, unsigned long pid);

/*
 * True when the module that is loaded under the name of IMAGE is the one in
 * it: the kernel shows the note with its build id byte for byte. Another could
 * have taken its place unless something of it is held open. False for a
 * module without a build id.
 */
bool module_image_is_loaded(const struct module_image *image);

/* True when WORD is among the constants of IMAGE, with a NUL behind it. */
bool module_image_mentions(const struct module_image *image, const char *word);

/* Closes what IMAGE holds. */
void module_image_close(struct module_image *image);

#endif
