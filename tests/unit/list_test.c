/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is found below a folder that looks like a root, and how it is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <utime.h>

#include <cmocka.h>

#include "stapio/list.h"

static char root[] = "/tmp/list.XXXXXX";
static struct list list;

static void find(const char *below)
{
	list_free(&list);
	assert_int_equal(list_find(&list, below), 0);
}

/* Makes FILE, with its folders, of TEXT. */
static void put(const char *file, const char *text)
{
	char path[512];

	snprintf(path, sizeof(path), "%s%s", root, file);
	for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
	FILE *to = fopen(path, "we");
	assert_non_null(to);
	fputs(text, to);
	fclose(to);
}

static int make_root(void **state)
{
	char path[512];
	time_t now = time(NULL);

	(void)state;
	assert_non_null(mkdtemp(root));
	put("/proc/systemtap/tick/.cmd", "");
	put("/proc/systemtap/tick/trace0", "");
	put("/proc/systemtap/tick/trace1", "");
	put("/proc/systemtap/tick/traces", "");
	put("/proc/systemtap/hello/.cmd", "");
	put("/proc/systemtap/not a name/.cmd", "");
	put("/proc/systemtap/gone/.cmd", ""); /* and not in /proc/modules any more */
	put("/proc/systemtap/no_channel/trace0", "");
	put("/sys/kernel/debug/systemtap/old/.cmd", "");
	put("/sys/kernel/debug/systemtap/old/trace0", "");
	put("/proc/modules", "tick 65536 1 - Live 0x0000000000000000 (OE)\n"
			     "virtio 20480 3 virtio_blk, Live 0x0\n"
			     "hello 100 0 - Live 0x0 (OE)\n"
			     "old 5000 1 - Live 0x0 (OE)\n"
			     "unseen 300 1 - Live 0x0 (OE)\n"
			     "broken\n");
	put("/proc/kallsyms", "0000000000000000 T _stext\n"
			      "0000000000000000 b systemtap_wq\t[hello]\n"
			      "0000000000000000 t _stp_linenumber_lookup\t[tick]\n"
			      "0000000000000000 t systemtap_wq\t[virtio]\n"
			      "0000000000000000 t _stp_linenumber_lookup\t[unseen]\n"
			      "0000000000000000 t _stp_linenumber_lookup\t[../../bad]\n"
			      "\t[tick]\n"
			      "x\t[old\n");
	put("/proc/77/fd/0", "");
	put("/proc/78/fd/0", "");
	snprintf(path, sizeof(path), "%s/proc/77/fd/5", root);
	assert_int_equal(symlink("/proc/systemtap/tick/.cmd", path), 0);
	snprintf(path, sizeof(path), "%s/proc/78/fd/6", root);
	assert_int_equal(symlink("/proc/systemtap/hello/trace0", path), 0);
	snprintf(path, sizeof(path), "%s/proc/systemtap/tick", root);
	assert_int_equal(utime(path, &(struct utimbuf){now - 7300, now - 7300}), 0);
	return 0;
}

static int remove_root(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -r %s", root);
	return system(command);
}

static void what_is_found(void **state)
{
	(void)state;
	find(root);
	assert_int_equal(list.count, 4);
	assert_string_equal(list.all[0].name, "hello");
	assert_string_equal(list.all[1].name, "old");
	assert_string_equal(list.all[2].name, "tick");
	assert_int_equal(list.all[0].generation, 5);
	assert_int_equal(list.all[1].generation, 0);
	assert_int_equal(list.all[2].generation, 4);
	assert_false(list.all[0].attached);
	assert_true(list.all[1].attached);
	assert_int_equal(list.all[1].pid, 0);
	assert_int_equal(list.all[2].pid, 77);
	assert_int_equal(list.all[2].buffers, 2);
	assert_int_equal(list.all[2].size, 65536);
	assert_int_equal(list.all[2].owner, getuid());
	assert_true(list.all[2].age >= 7300 && list.all[2].age <= 7400);
	assert_true(list.all[2].seen);
}

/* Of 4.4, in a debugfs that one may not look into, it is known by its symbols alone. */
static void unseen(void **state)
{
	(void)state;
	find(root);
	assert_string_equal(list.all[3].name, "unseen");
	assert_false(list.all[3].seen);
	assert_int_equal(list.all[3].generation, 4);
	assert_int_equal(list.all[3].size, 300);
	assert_true(list.all[3].attached);
}

static const char *printed(bool json)
{
	static char text[4096];
	FILE *to = fmemopen(text, sizeof(text), "w");

	assert_non_null(to);
	list_print(&list, json, to);
	fclose(to);
	return text;
}

static void how_it_is_printed(void **state)
{
	(void)state;
	struct listed three[] = {{"tick", true, 4000000, 4, 65537, 2, true, 77, 7300, true},
		{"unseen", false, 0, 4, 1, 0, false, 0, -1, true},
		{"x", true, 0, 0, 1, 0, true, 0, -5, true}};

	list_free(&list);
	list = (struct list){3, three};
	assert_string_equal(printed(false),
		"NAME                 OWNER        ATTACHED GENERATION    AGE     SIZE BUFFERS\n"
		"tick                 4000000            77        4.x     2h      65K       2\n"
		"unseen               ?                   -        4.x      ?       1K       ?\n"
		"x                    root              yes          ?     0s       1K       0\n");
	assert_string_equal(printed(true),
		"[\n"
		"  {\"name\": \"tick\", \"owner\": 4000000, \"attached\": true, \"pid\": 77, "
		"\"generation\": 4, \"age\": 7300, \"size\": 65537, \"buffers\": 2},\n"
		"  {\"name\": \"unseen\", \"owner\": null, \"attached\": false, \"pid\": null, "
		"\"generation\": 4, \"age\": null, \"size\": 1, \"buffers\": null},\n"
		"  {\"name\": \"x\", \"owner\": 0, \"attached\": true, \"pid\": null, "
		"\"generation\": null, \"age\": null, \"size\": 1, \"buffers\": 0}\n"
		"]\n");
	list = (struct list){0};
	assert_string_equal(printed(true), "[]\n");
}

static void where_there_is_nothing(void **state)
{
	(void)state;
	find("/nosuch");
	assert_int_equal(list.count, 0);
}

/* However many there are, and in whatever order the kernel has them. */
static void thousands(void **state)
{
	enum { MANY = 3000 };
	char path[512];
	FILE *modules;

	(void)state;
	snprintf(path, sizeof(path), "%s/proc/modules", root);
	modules = fopen(path, "we");
	for (int i = 0; i < MANY; i++) {
		snprintf(path, sizeof(path), "/proc/systemtap/m%d/.cmd", i * 7 % MANY);
		put(path, "");
		fprintf(modules, "m%d %d 0 - Live 0x0 (OE)\n", i, 1000 + i);
	}
	fclose(modules);
	find(root);
	assert_int_equal(list.count, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(list.all[i].size, 1000 + strtoul(list.all[i].name + 1, NULL, 10));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_found),
		cmocka_unit_test(unseen),
		cmocka_unit_test(how_it_is_printed),
		cmocka_unit_test(where_there_is_nothing),
		cmocka_unit_test(thousands),
	};

	return cmocka_run_group_tests_name("list", tests, make_root, remove_root);
}
