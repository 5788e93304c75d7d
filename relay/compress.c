/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files are compressed by zstd, in pieces; one that is not whole yet has another name, and is
 * locked. */
#include "relay/compress.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <zstd.h>

#include "common/thread.h"

/* zstd's own default: about as fast as a disk. */
#define LEVEL 3

struct compression {
	int from, to;
	const atomic_bool *stop;
	ZSTD_CCtx *context;
	char *in, *out;
	size_t in_size, out_size;
};

static int write_all(int fd, const char *data, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, data, length);

		if (written < 0 && errno != EINTR)
			return -errno;
		if (written == 0)
			return -EIO;
		if (written > 0) {
			data += written;
			length -= (size_t)written;
		}
	}
	return 0;
}

/* Compresses what IN holds; HOW as zstd has it. Returns 0 or -errno. */
static int pass_on(struct compression *compression, size_t length, ZSTD_EndDirective how)
{
	ZSTD_inBuffer in = {compression->in, length, 0};
	size_t left;
	int rc = 0;

	do {
		ZSTD_outBuffer out = {compression->out, compression->out_size, 0};

		left = ZSTD_compressStream2(compression->context, &out, &in, how);
		if (ZSTD_isError(left))
			return -EIO;
		rc = write_all(compression->to, compression->out, out.pos);
	} while (!rc && (how == ZSTD_e_end ? left > 0 : in.pos < in.size));
	return rc;
}

static int pass_all_on(struct compression *compression)
{
	for (;;) {
		ssize_t got = read(compression->from, compression->in, compression->in_size);

		if (atomic_load(compression->stop))
			return -ECANCELED;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		int rc = pass_on(compression, (size_t)got, got ? ZSTD_e_continue : ZSTD_e_end);
		if (rc || !got)
			return rc;
	}
}

/* From FROM, a file of SIZE bytes, to TO. Returns 0 or -errno. */
static int compress(int from, int to, off_t size, const atomic_bool *stop)
{
	struct compression compression = {
		.from = from,
		.to = to,
		.stop = stop,
		.context = ZSTD_createCCtx(),
		.in = malloc(ZSTD_CStreamInSize()),
		.out = malloc(ZSTD_CStreamOutSize()),
		.in_size = ZSTD_CStreamInSize(),
		.out_size = ZSTD_CStreamOutSize(),
	};
	int rc = -ENOMEM;

	if (compression.context && compression.in && compression.out) {
		ZSTD_CCtx_setParameter(compression.context, ZSTD_c_compressionLevel, LEVEL);
		ZSTD_CCtx_setParameter(compression.context, ZSTD_c_checksumFlag, 1);
		ZSTD_CCtx_setPledgedSrcSize(compression.context, (unsigned long long)size);
		rc = pass_all_on(&compression);
	}
	ZSTD_freeCCtx(compression.context);
	free(compression.in);
	free(compression.out);
	return rc;
}

/*
 * Makes the file PART. One that someone left who was killed is no one's any more: it is
 * not locked. Returns a descriptor or -errno.
 */
static int make_part(const char *part)
{
	for (int try = 0;; try++) {
		int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);

		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			return fd;
		int error = errno;
		/* Who has the lock takes it for one that was left, and removes it. */
		if (fd >= 0 && error != EWOULDBLOCK)
			unlink(part);
		if (fd >= 0)
			close(fd);
		if (error != EEXIST || try)
			return -error;
		fd = open(part, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
		if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlink(part);
		if (fd >= 0)
			close(fd);
	}
}

/* Gives PART its name, NAME.zst, where nothing has that. Returns 0 or -errno. */
static int give_name(const char *part, const char *whole)
{
	/* By number, as musl has no name for it. */
	if (syscall(SYS_renameat2, AT_FDCWD, part, AT_FDCWD, whole, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -errno;
	/* A file system without that: a look has to do. */
	if (access(whole, F_OK) == 0)
		return -EEXIST;
	return rename(part, whole) ? -errno : 0;
}

/* Do these files have the same bytes? Unknown means no. */
static bool same_bytes(int one, int other)
{
	char bytes[2][8192];
	ssize_t got = 1;

	for (off_t at = 0; got > 0; at += got) {
		got = pread(one, bytes[0], sizeof(bytes[0]), at);
		if (got < 0 || pread(other, bytes[1], sizeof(bytes[1]), at) != got ||
			memcmp(bytes[0], bytes[1], (size_t)got) != 0)
			return false;
	}
	return true;
}

/*
 * Did someone who was killed before it was removed make WHOLE of the file that is OF? Then it
 * has its time, which another file may have as well, and the bytes of PACKED, which was made of it
 * now.
 */
static bool made_before(const char *whole, int packed, const struct stat *of)
{
	struct stat st;
	int fd = open(whole, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool made = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		    st.st_mtim.tv_sec == of->st_mtim.tv_sec &&
		    st.st_mtim.tv_nsec == of->st_mtim.tv_nsec && same_bytes(packed, fd);

	if (fd >= 0)
		close(fd);
	return made;
}

/* TO, called PART, is whole: puts it into the place of NAME. Returns 0 or -errno. */
static int replace(const char *name, const char *part, int to, const struct stat *of)
{
	const struct timespec times[] = {of->st_atim, of->st_mtim};
	char whole[PATH_MAX];

	snprintf(whole, sizeof(whole), "%s" COMPRESSED_SUFFIX, name);
	if (fchmod(to, of->st_mode & 07777) || futimens(to, times) || fdatasync(to))
		return -errno;
	int rc = give_name(part, whole);
	if (rc == -EEXIST && made_before(whole, to, of)) {
		unlink(part);
		rc = 0;
	}
	if (rc)
		return rc == -ENOENT && access(name, F_OK) ? 0 : rc;
	if (unlink(name) == 0)
		return 0;
	if (errno != ENOENT)
		return -errno; /* it is there in both forms, until someone takes it up again */
	/* Someone removed the file meanwhile, and does not want its compressed form either. */
	unlink(whole);
	return 0;
}

/* As make_part(), if it is not to stop. */
static int begin(struct compressing *compressing, const char *part)
{
	int fd = -ECANCELED;

	pthread_mutex_lock(&compressing->lock);
	if (!compressing->stop)
		fd = make_part(part);
	compressing->part = fd >= 0 ? part : NULL;
	pthread_mutex_unlock(&compressing->lock);
	return fd;
}

/* The compressed file has its name, or is removed where RC is an error. */
static void end(struct compressing *compressing, int rc)
{
	pthread_mutex_lock(&compressing->lock);
	if (rc)
		unlink(compressing->part);
	compressing->part = NULL;
	pthread_mutex_unlock(&compressing->lock);
}

int compress_file(const char *name, struct compressing *compressing)
{
	char part[PATH_MAX];
	struct stat st;
	int rc, to;

	if (snprintf(part, sizeof(part), "%s" COMPRESSED_PART, name) >= (int)sizeof(part))
		return -ENAMETOOLONG;
	int from = open(name, O_RDONLY | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (from < 0)
		return errno == ENOENT ? 0 : -errno;
	if (fstat(from, &st) || !S_ISREG(st.st_mode) || !st.st_size) {
		close(from);
		return 0;
	}
	to = begin(compressing, part);
	if (to < 0) {
		close(from);
		return to;
	}
	rc = compress(from, to, st.st_size, &compressing->stop);
	if (!rc)
		rc = replace(name, part, to, &st);
	end(compressing, rc);
	/* Who reads them next comes later: others need the memory more. */
	posix_fadvise(from, 0, 0, POSIX_FADV_DONTNEED);
	posix_fadvise(to, 0, 0, POSIX_FADV_DONTNEED);
	close(from);
	close(to);
	return rc;
}

void compress_abandon(struct compressing *compressing)
{
	/* It holds the lock for a call or two, which take their time where others have the
	 * processor; for longer than this on a disk that hangs, where we would, too. */
	if (!thread_lock(&compressing->lock, 10))
		return;
	if (compressing->part)
		unlink(compressing->part);
	pthread_mutex_unlock(&compressing->lock);
}
