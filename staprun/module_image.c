/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The module file as a sealed memfd. Nothing here looks at what is in it: the
 * helper does, and what it found is believed only as far as it can be no harm.
 * Nothing here ever writes to an image once it is sealed; a rename makes a new
 * one.
 */
#include "staprun/module_image.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "staprun/policy.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U /* Linux 6.3 */
#endif

/* A note's header, "GNU", and the shortest id in use (MD5). */
#define BUILD_ID_NOTE_MIN 32

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

/*
 * Copies SIZE bytes, from where FROM stands. EBUSY: there are fewer, or more.
 * A file that someone is still writing is no module yet, and must not fill the
 * memory.
 */
static int copy_bytes(int to, int from, size_t size)
{
	ssize_t got;
	char byte;

	while (size > 0) {
		got = sendfile(to, from, NULL, size);
		if (got < 0 && errno != EINTR)
			return -errno;
		if (got == 0)
			return -EBUSY;
		if (got > 0)
			size -= (size_t)got;
	}
	got = read(from, &byte, 1);
	return got < 0 ? -errno : got > 0 ? -EBUSY : 0;
}

int module_image_copy(struct module_image *image, int file)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	struct stat status;
	int error;

	*image = (struct module_image){.fd = -1, .facts.required = PRIVILEGE_STAPDEV};
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

/* The name and its NUL are at OFFSET. */
static bool name_is_at(const struct module_image *image, const char *name, uint64_t offset)
{
	size_t size = strlen(name) + 1;

	return offset < image->size && size <= image->size - offset &&
	       memcmp(image->bytes + offset, name, size) == 0;
}

bool module_image_believes(struct module_image *image, const struct module_facts *facts)
{
	/* module_name_valid() looks no further than MODULE_NAME_SIZE. */
	if (!module_name_valid(facts->name) ||
		!name_is_at(image, facts->name, facts->name_offsets[0]) ||
		(facts->name_offsets[1] &&
			!name_is_at(image, facts->name, facts->name_offsets[1])) ||
		facts->rodata_begin > facts->rodata_end || facts->rodata_end > image->size ||
		(facts->required != PRIVILEGE_STAPUSR && facts->required != PRIVILEGE_STAPSYS &&
			facts->required != PRIVILEGE_STAPDEV) ||
		facts->kernel_signature > KERNEL_SIGNATURE_WANTED ||
		facts->vermagic[sizeof(facts->vermagic) - 1])
		return false;
	image->facts = *facts;
	return true;
}

int module_image_rename(
	struct module_image *renamed, const struct module_image *image, unsigned long pid)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	const struct module_facts *facts = &image->facts;
	size_t length = strlen(facts->name);
	int error;

	*renamed = (struct module_image){.fd = -1, .size = image->size, .facts = *facts};
	if (!module_rename(renamed->facts.name, pid))
		return -EINVAL;
	fd = create_memfd();
	if (fd < 0)
		return fd;
	if (lseek(image->fd, 0, SEEK_SET))
		return -errno;
	error = copy_bytes(fd, image->fd, image->size);
	/* module_image_believes() has seen the old name there. */
	for (size_t i = 0; !error && i < 2; i++)
		if (facts->name_offsets[i] &&
			pwrite(fd, renamed->facts.name, length, (off_t)facts->name_offsets[i]) !=
				(ssize_t)length)
			error = -EIO;
	return error ? error : seal(renamed, &fd);
}

bool module_image_is_loaded(const struct module_image *image)
{
	__attribute__((cleanup(close_fd))) int fd = -1;
	char path[128], note[128];
	ssize_t length;

	snprintf(path, sizeof(path), "/sys/module/%s/notes/.note.gnu.build-id", image->facts.name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd < 0 ? -1 : read(fd, note, sizeof(note));
	return length >= BUILD_ID_NOTE_MIN &&
	       memmem(image->bytes, image->size, note, (size_t)length);
}

bool module_image_mentions(const struct module_image *image, const char *word)
{
	const struct module_facts *facts = &image->facts;

	return memmem(image->bytes + facts->rodata_begin,
		(size_t)(facts->rodata_end - facts->rodata_begin), word, strlen(word) + 1);
}

void module_image_close(struct module_image *image)
{
	if (image->bytes)
		munmap((void *)image->bytes, image->size);
	image->bytes = NULL;
	close_fd(&image->fd);
}
