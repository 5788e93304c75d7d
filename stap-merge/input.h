/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Input: a file, read from its beginning to its end as it was before it was compressed (FILE.zst).
 */
#ifndef STAP_MERGE_INPUT_H
#define STAP_MERGE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct input {
	int fd;                      /* -1: it is closed */
	struct unpacking *unpacking; /* NULL: it is read as it is */
};

/* Pure: the length of NAME without what says that the file is compressed. */
size_t input_name_length(const char *name);

/* Opens NAME. Returns 0 or -errno. */
int input_open(struct input *input, const char *name);

/*
 * As read(2), but for -errno in the place of -1: -EBADMSG where it is no compressed file,
 * or not whole.
 */
ssize_t input_read(struct input *input, char *to, size_t room);

/* Closes it, if it is open. */
void input_close(struct input *input);

#endif
