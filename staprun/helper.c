/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The privileged side of the helper: starts it, takes an answer of the size
 * that it must have, and believes nothing else. It looks at no byte of the
 * module, the signature or the database itself.
 */
#include "staprun/helper.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/report.h"
#include "staprun/handover.h"
#include "staprun/sandbox.h"

/* The helper's own clocks run out first, if all is well. */
#define DEADLINE_SECONDS (SANDBOX_WALL_SECONDS + 5)

const struct helper helper_installed = {HELPER_PATH, "/etc/systemtap/staprun", 0};

/*
 * The shared object at PATH: root's alone where PRIVILEGED, as it decides what
 * is loaded; and made together with us. NULL with the cause in *WHY.
 */
static void *open_library(const char *path, bool privileged, const char **why)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	char opened[32];
	void *library;

	if (fd < 0 || fstat(fd, &status)) {
		*why = strerror(errno);
		return NULL;
	}
	if (privileged && (!S_ISREG(status.st_mode) || status.st_uid != 0 ||
				  status.st_mode & (S_IWGRP | S_IWOTH))) {
		*why = "it is not root's alone";
		return NULL;
	}
	/* What was asked about is what is loaded, wherever the path leads by now. */
	snprintf(opened, sizeof(opened), "/proc/self/fd/%d", fd);
	library = dlopen(opened, RTLD_NOW | RTLD_LOCAL);
	if (!library) {
		*why = dlerror();
		return NULL;
	}
	const char *key = dlsym(library, "helper_key");
	if (key && strcmp(key, HELPER_KEY) == 0)
		return library;
	*why = "it is of another version";
	return NULL;
}

static _Noreturn void run(const struct helper_task *task, int file, int answer)
{
	bool privileged = geteuid() == 0;
	const char *why = "it lacks a part";
	helper_entry *entry = NULL;
	void *library;
	int error = sandbox_enter(file, answer);

	if (error) {
		task->say("Couldn't %s: the helper can't give up its privileges: %s", task->aim,
			strerror(-error));
		_exit(1);
	}
	/* Only here, where there is nothing left that it could misuse. */
	library = task->helper->path ? open_library(task->helper->path, privileged, &why)
				     : dlopen(NULL, RTLD_NOW);
	if (library)
		entry = (helper_entry *)dlsym(library, task->what);
	if (!entry) {
		task->say("Couldn't %s: the helper %s can't be used (%s): install staprun again.",
			task->aim, task->helper->path, why);
		_exit(1);
	}
	/* No exit handler of a library's, no buffer of the parent's. */
	_exit(entry(task));
}

/*
 * The exit status of CHILD as wait(2) gives it; -1 when it can't be had. What
 * has not ended after MS milliseconds is killed.
 */
static int end_child(pid_t child, int ms)
{
	struct pollfd end = {.fd = compat_pidfd_open(child), .events = POLLIN};
	int status, ready, how = 0;
	pid_t ended;

	do
		ready = end.fd < 0 ? 0 : poll(&end, 1, ms);
	while (ready < 0 && errno == EINTR);
	if (end.fd >= 0)
		close(end.fd);
	/* One that can't be killed must not hold us up: it will end itself. */
	if (ready != 1 && kill(child, SIGKILL) < 0)
		how = WNOHANG;
	do
		ended = waitpid(child, &status, how);
	while (ended < 0 && errno == EINTR);
	return ended == child ? status : -1;
}

/*
 * Does TASK with FILE. 0 when the answer was one message of SIZE bytes, then the
 * end, then a clean exit: everything else is no answer, and -1, with the cause
 * reported.
 */
static int answer_of(const struct helper_task *task, int file, void *answer, size_t size)
{
	const struct timeval patience = {.tv_sec = DEADLINE_SECONDS};
	ssize_t length, more;
	int ends[2], status;
	pid_t child = -1;
	char byte;

	if (handover_open(ends) ||
		setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) ||
		(child = fork()) < 0) {
		task->say("Couldn't %s: %s", task->aim, strerror(errno));
		return -1;
	}
	if (child == 0)
		run(task, file, ends[1]);
	close(ends[1]);
	length = handover_message(ends[0], answer, size);
	more = length < 0 ? length : handover_message(ends[0], &byte, 1);
	close(ends[0]);
	status = end_child(child, more ? 0 : DEADLINE_SECONDS * 1000);
	if (length == (ssize_t)size && more == 0 && status == 0)
		return 0;
	if (more == -EAGAIN)
		task->say("Couldn't %s: it took too long.", task->aim);
	else if (length == 0 && status != -1 && WIFSIGNALED(status))
		task->say("Couldn't %s: the helper ended by signal %d (%s).", task->aim,
			WTERMSIG(status), strsignal(WTERMSIG(status)));
	/* With 1 it has said what is the matter. */
	else if (length != 0 || status == -1 || WEXITSTATUS(status) != 1)
		task->say("Couldn't %s: the helper failed.", task->aim);
	return -1;
}

enum signature helper_verify(
	const struct helper *helper, const struct module_image *image, int signature)
{
	const struct helper_task task = {.what = "check_signature",
		.aim = "check the module's signature",
		.say = report_warning,
		.helper = helper,
		.image = image};
	unsigned char verdict;

	if (signature < 0)
		return SIGNATURE_NONE;
	if (answer_of(&task, signature, &verdict, sizeof(verdict)))
		return SIGNATURE_UNKNOWN;
	switch (verdict) {
	case SIGNATURE_STRANGER:
	case SIGNATURE_ALTERED:
	case SIGNATURE_TRUSTED:
		return (enum signature)verdict;
	default:
		return SIGNATURE_UNKNOWN;
	}
}

int helper_read(
	const struct helper *helper, struct module_image *image, const struct module_file *file)
{
	const struct helper_task task = {.what = "read_module",
		.aim = "tell what the module is",
		.say = report_error,
		.helper = helper,
		.image = image,
		.file = file};
	struct module_facts facts;

	if (answer_of(&task, image->fd, &facts, sizeof(facts)))
		return -1;
	if (module_image_believes(image, &facts))
		return 0;
	report_error("Couldn't insert module '%s': its helper talks nonsense.", file->path);
	return -1;
}

int helper_rename(const struct helper *helper, struct module_image *image,
	const struct module_file *file, unsigned long pid)
{
	struct module_image renamed;
	struct module_facts facts;
	int rc = module_image_rename(&renamed, image, pid);

	if (rc)
		return rc;
	facts = renamed.facts;
	/* Where sections overlap, a name written into one of them breaks another. */
	if (helper_read(helper, &renamed, file) ||
		memcmp(&facts, &renamed.facts, sizeof(facts)) != 0) {
		module_image_close(&renamed);
		return -ENOEXEC;
	}
	module_image_close(image);
	*image = renamed;
	return 0;
}
