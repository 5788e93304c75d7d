/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * hangfs FOLDER OPTIONS [FILE [once | closing]]: a file system in FOLDER (FUSE's, by hand) with one
 * file, "hang.ko", of which each read waits for ever; or which reads as FILE does. With "once"
 * nothing is answered any more behind the first look at another name, which who reads the module
 * takes last; with "closing", which it says, no one who closes it. Says "reading" for each, and
 * "looking" for each look at another name. OPTIONS are the mount's: "allow_other", or "". Compiled
 * statically, run in the guest as root.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/fuse.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int fuse, file = -1;
static bool once, over, closing;
static unsigned long long file_size = 100000;

static void reply(const struct fuse_in_header *in, int error, const void *data, size_t size)
{
	struct fuse_out_header out = {
		.len = (unsigned)(sizeof(out) + size), .error = -error, .unique = in->unique};
	struct iovec parts[] = {{&out, sizeof(out)}, {(void *)data, size}};

	if (writev(fuse, parts, size ? 2 : 1) < 0)
		perror("hangfs");
}

static struct fuse_attr attributes(unsigned long long node)
{
	return (struct fuse_attr){.ino = node,
		.size = node == 1 ? 0 : file_size,
		.mode = node == 1 ? S_IFDIR | 0755 : S_IFREG | 0644,
		.nlink = 1,
		.blksize = 4096};
}

static void serve_read(const struct fuse_in_header *in, const struct fuse_read_in *wish)
{
	static char bytes[1 << 17];
	size_t size = wish->size < sizeof(bytes) ? wish->size : sizeof(bytes);
	ssize_t got = file < 0 ? -1 : pread(file, bytes, size, (off_t)wish->offset);

	puts("reading");
	fflush(stdout);
	if (got >= 0)
		reply(in, 0, bytes, (size_t)got);
}

static void serve(const struct fuse_in_header *in, const char *name)
{
	const struct fuse_init_out init = {
		.major = FUSE_KERNEL_VERSION, .minor = 31, .max_write = 4096};
	const struct fuse_attr_out attr = {.attr_valid = 1000, .attr = attributes(in->nodeid)};
	const struct fuse_entry_out entry = {.nodeid = 2,
		.entry_valid = once ? 0 : 1000,
		.attr_valid = 1000,
		.attr = attributes(2)};
	const struct fuse_open_out opened = {.fh = 1};

	if (over)
		return;
	switch (in->opcode) {
	case FUSE_INIT:
		reply(in, 0, &init, sizeof(init));
		break;
	case FUSE_GETATTR:
		reply(in, 0, &attr, sizeof(attr));
		break;
	case FUSE_LOOKUP:
		if (strcmp(name, "hang.ko") == 0)
			reply(in, 0, &entry, sizeof(entry));
		else {
			puts("looking"); /* someone was, for another one */
			fflush(stdout);
			reply(in, ENOENT, NULL, 0);
			over = once;
		}
		break;
	case FUSE_OPEN:
		reply(in, 0, &opened, sizeof(opened));
		break;
	case FUSE_READ:
		serve_read(in, (const struct fuse_read_in *)name);
		break;
	case FUSE_FLUSH:
		if (closing) {
			puts("closing");
			fflush(stdout);
			break;
		}
		__attribute__((fallthrough));
	case FUSE_RELEASE:
		reply(in, 0, NULL, 0);
		break;
	case FUSE_FORGET:
	case FUSE_BATCH_FORGET:
	case FUSE_INTERRUPT:
		break;
	default:
		reply(in, ENOSYS, NULL, 0);
	}
}

int main(int argc, char **argv)
{
	static char buffer[1 << 17] __attribute__((aligned(8)));
	char options[200];
	struct stat st;

	fuse = open("/dev/fuse", O_RDWR);
	if (argc < 3 || fuse < 0 || stat(argv[1], &st))
		return 1;
	if (argc > 3) {
		file = open(argv[3], O_RDONLY);
		file_size = (unsigned long long)lseek(file, 0, SEEK_END);
	}
	once = argc > 4 && strcmp(argv[4], "once") == 0;
	closing = argc > 4 && !once;
	snprintf(options, sizeof(options), "fd=%d,rootmode=40000,user_id=%u,group_id=%u%s%s", fuse,
		st.st_uid, st.st_gid, *argv[2] ? "," : "", argv[2]);
	if (mount("hangfs", argv[1], "fuse", MS_NOSUID | MS_NODEV, options)) {
		perror("hangfs");
		return 1;
	}
	puts("mounted");
	fflush(stdout);
	while (read(fuse, buffer, sizeof(buffer)) > 0)
		serve((struct fuse_in_header *)buffer, buffer + sizeof(struct fuse_in_header));
	return 0;
}
