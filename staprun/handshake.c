/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The handshake. The first message, the credentials, finds out the module's
 * dialect. Addresses come from /proc/kallsyms and from one small file for each
 * section of each loaded module that matters: they are read with three system
 * calls each and nothing else.
 */
#include "staprun/handshake.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/control.h"
#include "common/small_file.h"
#include "staprun/helper.h"
#include "staprun/messages.h"
#include "staprun/module_folder.h"
#include "staprun/privilege.h"

/* What the module takes for "this kernel has its build id where you look for it". */
#define BUILD_ID_PRESENT 2

struct channel {
	int fd;
	enum dialect dialect;
	bool told_hidden;       /* that a section can't be read */
	struct outcome outcome; /* of what was sent last */
};

/* False: it could not be sent. */
static bool send_message(
	struct channel *channel, enum control_type type, const void *payload, size_t size)
{
	int rc = control_send(channel->fd, channel->dialect, type, payload, size);

	channel->outcome.number = (int32_t)type;
	channel->outcome.error = -rc;
	return rc == 0;
}

static bool send_relocation(
	struct channel *channel, const char *module, const char *symbol, uint64_t address)
{
	struct control_relocation message = {.address = address};

	/* The module has no room for longer names, and knows no section by them. */
	if (strlen(module) >= sizeof(message.module) - 1 ||
		strlen(symbol) >= sizeof(message.symbol) - 1)
		return true;
	strcpy(message.module, module);
	strcpy(message.symbol, symbol);
	return send_message(channel, CONTROL_RELOCATION, &message, sizeof(message));
}

int handshake_prepare(struct kernel_symbol symbols[static SYMBOLS_MAX])
{
	static const char *const names[SYMBOLS_MAX] = {"_stext", "kallsyms_lookup_name",
		"kallsyms_on_each_symbol", "module_kallsyms_on_each_symbol"};
	int fd;

	for (size_t i = 0; i < SYMBOLS_MAX; i++)
		symbols[i] = (struct kernel_symbol){.name = names[i]};
	/* Whether addresses are shown is decided when the file is opened. */
	fd = WITH(CAP_SYSLOG, open("/proc/kallsyms", O_RDONLY | O_CLOEXEC));
	int rc = helper_find_symbols(fd, symbols, SYMBOLS_MAX);
	close(fd);
	return rc;
}

static bool send_kernel(struct channel *channel, const struct kernel_symbol *symbols)
{
	for (size_t i = 0; i < SYMBOLS_MAX; i++)
		if (!send_relocation(channel, "kernel", symbols[i].name, symbols[i].address))
			return false;
	return access("/sys/kernel/notes", R_OK) ||
	       send_relocation(channel, "kernel", ".note.gnu.build-id", BUILD_ID_PRESENT);
}

/*
 * The ADDRESS in the file SECTION of FOLDER, which is root's alone to read: 0 for
 * a section that is gone after start-up. Returns 0 or -errno.
 */
static int read_section(int folder, const char *section, uint64_t *address)
{
	char text[32];
	ssize_t got;

	*address = 0;
	if (strstr(section, "init."))
		return 0;
	/* Whether it is shown is decided when it is opened. */
	privilege_raise(CAP_DAC_READ_SEARCH);
	got = WITH(CAP_SYSLOG, small_file_read(folder, section, text, sizeof(text)));
	*address = strtoull(text, NULL, 16);
	return got < 0 ? (int)got : 0;
}

/* Once for all: where the sections of MODULE are can't be found out, by ERROR, if that is one. */
static void tell_hidden(struct channel *channel, const char *module, int error)
{
	if (error && !channel->told_hidden)
		answer_failure(OUTCOME_SECTIONS_HIDDEN, error, module);
	channel->told_hidden |= error != 0;
}

/*
 * The sections of one module. Ours keeps the addresses only of modules that it
 * was compiled to know, in a table of their names: for the rest there is
 * nothing to read or send.
 */
static bool send_module(
	struct channel *channel, const struct module_image *image, int modules, const char *module)
{
	char path[300];
	struct dirent *entry;
	uint64_t address;
	bool sent = true;
	DIR *sections;
	int fd;

	snprintf(path, sizeof(path), "%s/sections", module);
	if (!module_image_mentions(image, module))
		return true;
	fd = openat(modules, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	sections = fdopendir(fd);
	if (!sections) /* built in, without sections of its own; or just gone */
		return true;
	while (errno = 0, sent && (entry = readdir(sections)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
			tell_hidden(channel, module, -read_section(fd, entry->d_name, &address));
			sent = send_relocation(channel, module, entry->d_name, address);
		}
	tell_hidden(channel, module, errno);
	closedir(sections);
	return sent;
}

static bool send_modules(struct channel *channel, const struct module_image *image)
{
	DIR *modules = opendir("/sys/module");
	struct dirent *entry;
	bool sent = true;

	while (modules && (errno = 0, sent && (entry = readdir(modules))))
		if (entry->d_name[0] != '.')
			sent = send_module(channel, image, dirfd(modules), entry->d_name);
	tell_hidden(channel, "*", errno);
	if (modules)
		closedir(modules);
	return sent;
}

int handshake(int folder, const struct module_image *image, const struct caller *caller,
	unsigned granted, const struct request *request, const struct kernel_symbol *symbols)
{
	struct control_credentials message = {.mask = (int32_t)granted};
	struct channel channel = {.fd = module_folder_channel(folder),
		.outcome = {.kind = OUTCOME_NOT_SENT, .number = CONTROL_PRIVILEGE_CREDENTIALS}};
	const char *name = image->facts.name;
	bool done;

	if (channel.fd < 0)
		return answer_failure(OUTCOME_NO_CHANNEL, channel.fd, name);
	/* From here on the module can't be removed. More than the caller's own is for IMAGE only.
	 */
	if (!caller->root && (granted & ~caller->levels) && !module_image_is_loaded(image)) {
		answer((struct outcome){.kind = OUTCOME_OWN_CREDENTIALS}, name);
		message.mask = (int32_t)(granted & caller->levels);
	}
	int rc = control_send_first(
		channel.fd, CONTROL_PRIVILEGE_CREDENTIALS, &message, sizeof(message));
	channel.outcome.error = -rc;
	channel.dialect = (enum dialect)rc;
	done = rc > 0 && send_kernel(&channel, symbols) && send_modules(&channel, image) &&
	       send_message(
		       &channel, CONTROL_TZINFO, &request->time_zone, sizeof(request->time_zone)) &&
	       (!request->remote || send_message(&channel, CONTROL_REMOTE_ID, &request->origin,
					    sizeof(request->origin)));
	close(channel.fd);
	return done ? 0 : answer(channel.outcome, name);
}
