/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opening what the administrator placed. No path is checked and then used: what
 * counts is known from open descriptors, and the file is reached folder by
 * folder, without following a link, as the way there is what makes it trusted.
 */
#include "staprun/module_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "staprun/module_image.h"
#include "staprun/privilege.h"

#define ERRNO_MAX 4095

#define FOLDER (O_PATH | O_DIRECTORY | O_CLOEXEC)
/* A FIFO must not make us wait, nor a terminal become ours. */
#define FILE_TO_READ (O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

/* Root's, and nobody else's to write: for a file with an ACL the group bits are its mask. */
static bool roots_alone(int fd, mode_t type)
{
	struct stat st;

	return !fstat(fd, &st) && (st.st_mode & S_IFMT) == type && st.st_uid == 0 &&
	       !(st.st_mode & (S_IWGRP | S_IWOTH));
}

int roots_file_open(const char *path)
{
	char copy[PATH_MAX + 8], *rest = copy, *name;
	int fd, next, error = 0;

	/* What is not there at all is no less so for the way to it. */
	fd = WITH(CAP_DAC_READ_SEARCH, open(path, O_PATH | O_NOFOLLOW | O_CLOEXEC));
	if (fd < 0)
		return -errno;
	close(fd);
	snprintf(copy, sizeof(copy), "%s", path + 1);
	fd = open("/", FOLDER);
	while (fd >= 0 && !error && (name = strsep(&rest, "/"))) {
		const int how = O_NOFOLLOW | (rest ? FOLDER : FILE_TO_READ);

		error = roots_alone(fd, S_IFDIR) && strcmp(name, "..") != 0 ? 0 : EPERM;
		next = error ? -1 : WITH(CAP_DAC_READ_SEARCH, openat(fd, name, how));
		if (next < 0 && !error)
			error = errno;
		close(fd);
		fd = next;
	}
	if (fd >= 0 && !roots_alone(fd, S_IFREG)) {
		close(fd);
		return -EPERM;
	}
	return error ? -error : fd;
}

/*
 * /lib is a link to /usr/lib on most systems, so both are the folder's name. What
 * may lead out of it is not even looked for: the way may be through the caller's.
 */
static bool is_blessed(const char *path)
{
	struct utsname kernel;
	char folder[sizeof(kernel.release) + 64];

	if (uname(&kernel))
		return false;
	if (strncmp(path, "/usr/", 5) == 0)
		path += 4;
	snprintf(folder, sizeof(folder), "/lib/modules/%s/systemtap/", kernel.release);
	return strncmp(path, folder, strlen(folder)) == 0 && !strstr(path, "/..");
}

int module_file_find(struct module_file *file, const struct request *request, int end)
{
	const char *path = request->module;
	char signature[PATH_MAX + 8];
	int size = request->signature_size, fd;

	if (request->module_size > MODULE_IMAGE_MAX || size > SIGNATURE_FILE_MAX ||
		size < -ERRNO_MAX)
		return -EFBIG;
	*file = (struct module_file){.fd = -EACCES, .signature = size};
	if (request->module_size)
		file->fd = module_image_receive(end, request->module_size);
	if (size >= 0)
		file->signature = module_image_receive(end, (size_t)size);
	fd = is_blessed(path) ? roots_file_open(path) : -ENOENT;
	if (fd >= 0) {
		snprintf(signature, sizeof(signature), "%s.sgn", path);
		*file = (struct module_file){
			module_image_copy(fd), roots_file_open(signature), true};
	}
	return file->fd < 0 ? file->fd : 0;
}
