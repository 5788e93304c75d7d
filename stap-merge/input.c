/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressed files are read as a stream of zstd's. */
#include "stap-merge/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zstd.h>

/* What is behind the name of a file that is compressed, and of one that is not whole yet. */
static const char *const suffixes[] = {".zst", ".zst.part"};

struct unpacking {
	ZSTD_DStream *stream;
	char *buffer;
	ZSTD_inBuffer in;
	size_t left; /* as zstd has it: 0 at the end of a frame of its own */
};

size_t input_name_length(const char *name)
{
	size_t length = strlen(name);

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++) {
		size_t suffix = strlen(suffixes[i]);

		if (length > suffix && strcmp(name + length - suffix, suffixes[i]) == 0)
			return length - suffix;
	}
	return length;
}

static void end_unpacking(struct unpacking *unpacking)
{
	if (!unpacking)
		return;
	ZSTD_freeDStream(unpacking->stream);
	free(unpacking->buffer);
	free(unpacking);
}

static struct unpacking *begin_unpacking(void)
{
	struct unpacking *unpacking = calloc(1, sizeof(*unpacking));

	if (!unpacking)
		return NULL;
	unpacking->stream = ZSTD_createDStream();
	unpacking->buffer = malloc(ZSTD_DStreamInSize());
	unpacking->in.src = unpacking->buffer;
	unpacking->left = 1; /* nothing is no compressed file */
	if (unpacking->stream && unpacking->buffer)
		return unpacking;
	end_unpacking(unpacking);
	return NULL;
}

int input_open(struct input *input, const char *name)
{
	*input = (struct input){.fd = open(name, O_RDONLY | O_NOCTTY | O_CLOEXEC)};
	if (input->fd < 0)
		return -errno;
	if (input_name_length(name) == strlen(name))
		return 0;
	input->unpacking = begin_unpacking();
	if (input->unpacking)
		return 0;
	input_close(input);
	return -ENOMEM;
}

static ssize_t read_some(int fd, char *to, size_t room)
{
	ssize_t got;

	do
		got = read(fd, to, room);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -errno : got;
}

/* Reads more of the file. Returns 1, 0 at its end, or -errno. */
static int fill(struct input *input)
{
	struct unpacking *unpacking = input->unpacking;
	ssize_t got = read_some(input->fd, unpacking->buffer, ZSTD_DStreamInSize());

	if (got > 0) {
		unpacking->in.size = (size_t)got;
		unpacking->in.pos = 0;
	}
	return got > 0 ? 1 : (int)got;
}

ssize_t input_read(struct input *input, char *to, size_t room)
{
	struct unpacking *unpacking = input->unpacking;
	ZSTD_outBuffer out = {to, room, 0};

	if (!unpacking)
		return read_some(input->fd, to, room);
	while (out.pos == 0) {
		/* What is left within zstd comes without more of the file. */
		size_t before = unpacking->in.pos;
		size_t left = ZSTD_decompressStream(unpacking->stream, &out, &unpacking->in);

		if (ZSTD_isError(left))
			return -EBADMSG;
		if (out.pos || unpacking->in.pos != before) {
			unpacking->left = left;
			continue;
		}
		int rc = fill(input);
		if (rc < 0)
			return rc;
		if (rc == 0)
			return unpacking->left ? -EBADMSG : 0;
	}
	return (ssize_t)out.pos;
}

void input_close(struct input *input)
{
	end_unpacking(input->unpacking);
	if (input->fd >= 0)
		close(input->fd);
	*input = (struct input){.fd = -1};
}
