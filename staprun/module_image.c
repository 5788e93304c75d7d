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

#include "common/small_file.h"
#include "staprun/messages.h"

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U /* Linux 6.3 */
#endif

/* A note's header, "GNU", and the shortest id in use (MD5). */
#define BUILD_ID_NOTE_MIN 32

/* Newer kernels want to be told that these bytes are not a program; 6.1 does not know how. */
static int create_memfd(void)
{
	int fd = memfd_create("module", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);

	if (fd < 0 && errno == EINVAL)
		fd = memfd_create("module", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	return fd < 0 ? -errno : fd;
}

int module_image_receive(int end, size_t size)
{
	static char bytes[FILE_MESSAGE_MAX];
	int fd = create_memfd();
	ssize_t got;

	while (fd >= 0 && size > 0) {
		got = handover_message(end, bytes, sizeof(bytes), REQUEST_PATIENCE_MS);
		if (got <= 0 || (size_t)got > sizeof(bytes) || (size_t)got > size ||
			write(fd, bytes, (size_t)got) != got) {
			close(fd);
			return got < 0 ? (int)got : -EPROTO;
		}
		size -= (size_t)got;
	}
	return fd;
}

/*
 * Copies SIZE bytes. EBUSY: there are fewer, or more, of which one is asked for. A
 * file that someone is still writing is no module yet, and must not fill the
 * memory.
 */
static int copy_bytes(int to, int from, off_t size)
{
	off_t at = 0;
	ssize_t got;

	do
		got = sendfile(to, from, &at, (size_t)(size + 1 - at));
	while (got > 0 || (got < 0 && errno == EINTR));
	return got < 0 ? -errno : at == size ? 0 : -EBUSY;
}

int module_image_copy(int file)
{
	struct stat status;
	int fd, error;

	if (fstat(file, &status))
		return -errno;
	if (status.st_size > MODULE_IMAGE_MAX)
		return -EFBIG;
	fd = create_memfd();
	error = fd < 0 ? fd : copy_bytes(fd, file, status.st_size);
	if (!error)
		return fd;
	close(fd);
	return error;
}

int module_image_seal(struct module_image *image, int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);
	void *bytes;

	*image = (struct module_image){.fd = -1, .facts.required = PRIVILEGE_STAPDEV};
	if (size <= 0)
		return size < 0 ? -errno : -ENODATA;
	if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0)
		return -errno;
	bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return -errno;
	*image = (struct module_image){fd, bytes, (size_t)size, .facts = image->facts};
	return 0;
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
	struct module_facts facts = image->facts;
	size_t length = strlen(facts.name);
	int rc, fd;

	*renamed = (struct module_image){.fd = -1};
	if (!module_rename(facts.name, pid))
		return -EINVAL;
	fd = module_image_copy(image->fd);
	if (fd < 0)
		return fd;
	/* module_image_believes() has seen the old name there. */
	for (size_t i = 0; i < 2; i++)
		if (facts.name_offsets[i] &&
			pwrite(fd, facts.name, length, (off_t)facts.name_offsets[i]) !=
				(ssize_t)length)
			return -EIO;
	rc = module_image_seal(renamed, fd);
	renamed->facts = facts;
	return rc;
}

bool module_image_is_loaded(const struct module_image *image)
{
	char path[128], note[129];
	ssize_t length;

	snprintf(path, sizeof(path), "/sys/module/%s/notes/.note.gnu.build-id", image->facts.name);
	length = small_file_read(AT_FDCWD, path, note, sizeof(note));
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
	close(image->fd);
	image->fd = -1;
}
