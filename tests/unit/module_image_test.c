/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Module images: copied and sealed, received, renamed. */
#include <sys/socket.h>

#include "staprun/messages.h"
#include "staprun/policy.h"
#include "tests/unit/modules.h"

static void copies_and_seals(void **state)
{
	struct module_image image = image_of("some bytes", 10);
	char bytes[10];

	(void)state;
	assert_int_equal(image.size, 10);
	assert_int_equal(pread(image.fd, bytes, 10, 0), 10);
	assert_memory_equal(bytes, "some bytes", 10);
	assert_int_equal(fcntl(image.fd, F_GET_SEALS) &
				 (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE),
		F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
	assert_int_equal(pwrite(image.fd, "x", 1, 0), -1);
	assert_int_equal(pwrite(image.fd, "x", 1, 10), -1);
	assert_int_equal(ftruncate(image.fd, 5), -1);
	assert_ptr_equal(
		mmap(NULL, 10, PROT_READ | PROT_WRITE, MAP_SHARED, image.fd, 0), MAP_FAILED);
	assert_int_equal(fcntl(image.fd, F_GETFD), FD_CLOEXEC);
	module_image_close(&image);
	assert_int_equal(image.fd, -1);
	module_image_close(&image);
}

static void copies_many_chunks(void **state)
{
	size_t size = 3 * 1024 * 1024 + 17;
	char *bytes = malloc(size), *copy = malloc(size);

	(void)state;
	for (size_t i = 0; i < size; i++)
		bytes[i] = (char)(i * 7 + i / 4096);
	struct module_image image = image_of(bytes, size);

	assert_int_equal(image.size, size);
	assert_int_equal(pread(image.fd, copy, size, 0), size);
	assert_memory_equal(bytes, copy, size);
	module_image_close(&image);
	free(bytes);
	free(copy);
}

static int copy_of(int fd)
{
	struct module_image image;
	int error = copy(&image, fd);

	if (error)
		assert_int_equal(image.fd, -1);
	module_image_close(&image);
	close(fd);
	return error;
}

static void refuses_what_is_no_file(void **state)
{
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	close(ends[1]);
	assert_true(copy_of(ends[0]) < 0);
	assert_true(copy_of(open("/", O_RDONLY)) < 0);
	assert_int_equal(copy_of(-1), -EBADF);
	assert_int_equal(copy_of(file_of("", 0)), -ENODATA);
	assert_true(copy_of(open("/proc/self/status", O_RDONLY)) < 0);
}

static void refuses_what_is_huge_unread(void **state)
{
	int fd = file_of("x", 1);

	(void)state;
	assert_int_equal(ftruncate(fd, MODULE_IMAGE_MAX + 1), 0);
	assert_int_equal(copy_of(fcntl(fd, F_DUPFD_CLOEXEC, 0)), -EFBIG);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	close(fd);
}

/* A file of sysfs says that it has a page, and has a line: to a reader, it shrank after fstat. */
static void refuses_what_changes_its_size(void **state)
{
	(void)state;
	assert_int_equal(copy_of(open("/sys/kernel/uevent_seqnum", O_RDONLY)), -EBUSY);
}

static void copies_from_the_beginning(void **state)
{
	int fd = file_of("some bytes", 10);

	(void)state;
	assert_int_equal(lseek(fd, 4, SEEK_SET), 4);
	assert_int_equal(copy_of(fd), 0);
}

/* What comes over sockets, in messages of EACH bytes, SIZE being expected; the image's size, or an
 * error. */
static long received(size_t sent, size_t each, size_t size)
{
	static char bytes[FILE_MESSAGE_MAX + 2000];
	struct module_image image;
	int ends[2], fd, rc;

	assert_int_equal(handover_open(ends), 0);
	for (size_t at = 0; at < sent; at += each)
		assert_true(send(ends[0], bytes + at, sent - at < each ? sent - at : each, 0) > 0);
	close(ends[0]);
	fd = module_image_receive(ends[1], size);
	close(ends[1]);
	if (fd < 0)
		return fd;
	rc = module_image_seal(&image, fd);
	if (rc)
		return rc;
	assert_int_equal(fcntl(image.fd, F_GET_SEALS) & 0xf, 0xf);
	size = image.size;
	module_image_close(&image);
	return (long)size;
}

static void receives_what_is_sent(void **state)
{
	(void)state;
	assert_int_equal(received(1000, 1000, 1000), 1000);
	assert_int_equal(received(1000, 10, 1000), 1000);
	assert_int_equal(received(FILE_MESSAGE_MAX + 10, FILE_MESSAGE_MAX, FILE_MESSAGE_MAX + 10),
		FILE_MESSAGE_MAX + 10);
	assert_int_equal(received(0, 1, 0), -ENODATA);
	/* Less, more, and more at once than there may be. */
	assert_int_equal(received(999, 100, 1000), -EPROTO);
	assert_int_equal(received(1000, 100, 950), -EPROTO);
	assert_int_equal(received(0, 1, 1000), -EPROTO);
	assert_int_equal(received(FILE_MESSAGE_MAX + 1, FILE_MESSAGE_MAX + 1, FILE_MESSAGE_MAX + 1),
		-EPROTO);
}

/* Until the level is read, no one may take the image for one that needs little. */
static void needs_the_highest_level_before_it_is_read(void **state)
{
	struct module_image image = image_of("x", 1);

	(void)state;
	assert_int_equal(image.facts.required, PRIVILEGE_STAPDEV);
	module_image_close(&image);
}

static void renames_in_both_places(void **state)
{
	static const char modinfo[] = "license=GPL\0name=stap_hello\0vermagic=" VERMAGIC;
	struct plan plan = {modinfo, sizeof(modinfo), "stap_hello", NULL, 0, "", false};
	struct module_image image = parsed(&plan), renamed, again;
	struct module_facts contents;
	struct module_facts facts;
	int changed = 0;

	(void)state;
	assert_int_equal(module_image_rename(&renamed, &image, 4711), 0);
	assert_string_equal(renamed.facts.name, "stap__4711");
	assert_int_equal(renamed.size, image.size);
	for (size_t i = 0; i < image.size; i++)
		changed += renamed.bytes[i] != image.bytes[i];
	assert_int_equal(changed, 2 * (int)strlen("_4711"));
	assert_int_equal(pwrite(renamed.fd, "x", 1, 0), -1);
	assert_int_equal(fcntl(renamed.fd, F_GETFD), FD_CLOEXEC);

	/* What it is now is what it says that it is, and it can be done again. */
	facts = renamed.facts;
	assert_null(read_image(&renamed, &contents));
	assert_memory_equal(&renamed.facts, &facts, sizeof(facts));
	assert_string_equal(contents.vermagic, VERMAGIC);
	assert_int_equal(module_image_rename(&again, &renamed, 1), 0);
	assert_string_equal(again.facts.name, "stap__47_1");
	module_image_close(&again);
	module_image_close(&renamed);
	module_image_close(&image);
}

/* A module whose sections lie over one another is another one when it is renamed: that is seen. */
static void tells_what_a_rename_breaks(void **state)
{
	static const char modinfo[] = "name=modinfo\0.modinfo";
	struct plan plan = {modinfo, sizeof(modinfo), "modinfo", NULL, 0, "", false};
	struct module_image image, renamed;
	struct module_facts contents;
	struct file file;
	ElfW(Shdr) * sections;

	(void)state;
	build(&file, &plan);
	/* The struct module begins within the section names: at "modinfo" of ".modinfo". */
	sections = (ElfW(Shdr) *)(file.bytes + ((ElfW(Ehdr) *)file.bytes)->e_shoff);
	sections[2].sh_offset = sections[3].sh_offset + 2;
	sections[2].sh_size = 16;
	image = image_of(file.bytes, file.size);
	assert_null(read_image(&image, &contents));
	assert_int_equal(module_image_rename(&renamed, &image, 12), 0);
	assert_non_null(read_image(&renamed, &contents));
	module_image_close(&renamed);
	module_image_close(&image);
}

static void mentions_what_is_among_its_constants(void **state)
{
	static const char *const there[] = {"kernel", "ext4", "xt_mark", "mark"};
	static const char *const not_there[] = {"ext", "xt_marks", "license=GPL", "hello", "again"};
	struct module_image image = parsed(&hello);

	(void)state;
	for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
		assert_true(module_image_mentions(&image, there[i]));
	for (size_t i = 0; i < sizeof(not_there) / sizeof(not_there[0]); i++)
		assert_false(module_image_mentions(&image, not_there[i]));
	module_image_close(&image);
}

static void keeps_names_that_are_too_short(void **state)
{
	struct module_image image = parsed(&hello), renamed;

	(void)state;
	assert_int_equal(module_image_rename(&renamed, &image, 12345), -EINVAL);
	assert_int_equal(renamed.fd, -1);
	module_image_close(&renamed);
	assert_int_equal(module_image_rename(&renamed, &image, 1234), 0);
	assert_string_equal(renamed.facts.name, "_1234");
	module_image_close(&renamed);
	module_image_close(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_and_seals),
		cmocka_unit_test(copies_many_chunks),
		cmocka_unit_test(refuses_what_is_no_file),
		cmocka_unit_test(refuses_what_is_huge_unread),
		cmocka_unit_test(refuses_what_changes_its_size),
		cmocka_unit_test(copies_from_the_beginning),
		cmocka_unit_test(receives_what_is_sent),
		cmocka_unit_test(needs_the_highest_level_before_it_is_read),
		cmocka_unit_test(renames_in_both_places),
		cmocka_unit_test(tells_what_a_rename_breaks),
		cmocka_unit_test(keeps_names_that_are_too_short),
		cmocka_unit_test(mentions_what_is_among_its_constants),
	};

	return cmocka_run_group_tests_name("module_image", tests, NULL, NULL);
}
