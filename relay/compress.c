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

/* From a file of which we know what OF tells, to PART. */
struct compression {
	int from, to;
	struct stat of;
	char part[PATH_MAX];
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

/* Is there to be no more for now, or at all? Then -ERESTART, which the kernel keeps to itself, or
 * -ECANCELED. */
static int held_up(const struct compressing *compressing)
{
	if (atomic_load(&compressing->stop))
		return -ECANCELED;
	return atomic_load(&compressing->pause) ? -ERESTART : 0;
}

static int pass_all_on(struct compression *compression, const struct compressing *compressing)
{
	for (;;) {
		int rc = held_up(compressing);
		if (rc)
			return rc;
		ssize_t got = read(compression->from, compression->in, compression->in_size);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		rc = pass_on(compression, (size_t)got, got ? ZSTD_e_continue : ZSTD_e_end);
		if (rc || !got)
			return rc;
	}
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

/* Its PART is whole: puts it into the place of NAME. Returns 0 or -errno. */
static int replace(const char *name, const struct compression *compression)
{
	const struct stat *of = &compression->of;
	const struct timespec times[] = {of->st_atim, of->st_mtim};
	const char *part = compression->part;
	int to = compression->to;
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

/* As make_part(), if it is not held up. */
static int make_known_part(struct compressing *compressing, const char *part)
{
	pthread_mutex_lock(&compressing->lock);
	int fd = held_up(compressing);
	if (!fd)
		fd = make_part(part);
	compressing->part = fd >= 0 ? part : NULL;
	pthread_mutex_unlock(&compressing->lock);
	return fd;
}

/* Its part has its name, or is removed where RC is an error. */
static void end_part(struct compressing *compressing, int rc)
{
	pthread_mutex_lock(&compressing->lock);
	if (rc && compressing->part)
		unlink(compressing->part);
	compressing->part = NULL;
	pthread_mutex_unlock(&compressing->lock);
}

static void close_and_free(struct compression *compression)
{
	const int files[] = {compression->from, compression->to};

	for (int i = 0; i < 2; i++) {
		if (files[i] < 0)
			continue;
		/* Who reads them next comes later: others need the memory more. */
		posix_fadvise(files[i], 0, 0, POSIX_FADV_DONTNEED);
		close(files[i]);
	}
	ZSTD_freeCCtx(compression->context);
	free(compression->in);
	free(compression->out);
	free(compression);
}

/* Opens NAME. Returns 1, 0: there is nothing to do, or -errno. */
static int open_file(struct compression *compression, const char *name)
{
	size_t size = sizeof(compression->part);

	if (snprintf(compression->part, size, "%s" COMPRESSED_PART, name) >= (int)size)
		return -ENAMETOOLONG;
	compression->from = open(name, O_RDONLY | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
	if (compression->from < 0)
		return errno == ENOENT ? 0 : -errno;
	return fstat(compression->from, &compression->of) == 0 &&
	       S_ISREG(compression->of.st_mode) && compression->of.st_size > 0;
}

/* Makes what it takes, and the part. Returns 0 or -errno. */
static int prepare(struct compression *compression, struct compressing *compressing)
{
	ZSTD_CCtx *context = ZSTD_createCCtx();

	compression->context = context;
	compression->in_size = ZSTD_CStreamInSize();
	compression->out_size = ZSTD_CStreamOutSize();
	compression->in = malloc(compression->in_size);
	compression->out = malloc(compression->out_size);
	if (!context || !compression->in || !compression->out)
		return -ENOMEM;
	ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
	ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setPledgedSrcSize(context, (unsigned long long)compression->of.st_size);
	compression->to = make_known_part(compressing, compression->part);
	return compression->to < 0 ? compression->to : 0;
}

/* Begins with the file NAME, where there is anything to do. Returns 0 or -errno. */
static int begin(const char *name, struct compressing *compressing)
{
	struct compression *compression = calloc(1, sizeof(*compression));
	int rc;

	if (!compression)
		return -ENOMEM;
	compression->from = compression->to = -1;
	rc = open_file(compression, name);
	if (rc > 0)
		rc = prepare(compression, compressing);
	if (compression->to >= 0)
		compressing->begun = compression;
	else
		close_and_free(compression);
	return rc;
}

int compress_file(const char *name, struct compressing *compressing)
{
	int rc = compressing->begun ? 0 : begin(name, compressing);
	struct compression *begun = compressing->begun;

	if (!begun)
		return rc;
	rc = pass_all_on(begun, compressing);
	/* A file system may give any error. */
	if (rc == -ERESTART && atomic_load(&compressing->pause))
		return rc;
	if (!rc)
		rc = replace(name, begun);
	end_part(compressing, rc);
	compressing->begun = NULL;
	close_and_free(begun);
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
	/* What has that name from now on is another's. */
	compressing->part = NULL;
	pthread_mutex_unlock(&compressing->lock);
}
