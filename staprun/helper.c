/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The privileged side of the helper: starts it, takes an answer of the size
 * that it must have, and believes nothing else. It looks at no byte of the
 * module, the signature or the database itself.
 */
#include "staprun/helper.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "staprun/audit.h"
#include "staprun/messages.h"
#include "staprun/sandbox.h"

/* A helper that has not had a moment of the processor for so long has nothing more to say. */
#define PATIENCE_MS 30000

/* So often, for all that it says. */
#define WINDOWS (HELPER_WALL_SECONDS * 1000 / PATIENCE_MS)

/* It is looked for by twice the time each: for a minute in all. */
#define NAP_FIRST_NS (UINT64_C(1) << 14)
#define NAP_LAST_NS  (UINT64_C(1) << 35)

/* A child that was forked to do one thing. */
struct helper {
	enum outcome_kind failure; /* what it is called when that could not be done */
	pid_t pid;                 /* or -1: there is none, which was told */
	int end;                   /* of the sockets, where its answer comes */
	int windows;               /* of PATIENCE_MS that it was waited for */
};

static int fail(const struct helper *helper, enum helper_failure failure, int error, int signal)
{
	return answer((struct outcome){.kind = helper->failure,
			      .number = (int32_t)failure,
			      .error = error,
			      .pid = signal},
		NULL);
}

/*
 * Forks HELPER, which is to look at FILE (-errno: it can't be opened). True in the
 * child: there it has nothing left to misuse, and ends with what the one thing
 * returns, without exit handlers and no one else's buffers.
 */
static bool in_helper(struct helper *helper, int file)
{
	int ends[2], error;

	helper->pid = -1;
	if (file < 0)
		fail(helper, HELPER_NO_FILE, -file, 0);
	else if (handover_open(ends) || (helper->pid = fork()) < 0)
		fail(helper, HELPER_NOT_STARTED, errno, 0);
	if (helper->pid == 0) {
		error = sandbox_enter(file, ends[1]);
		if (error)
			_exit(-error);
		return true;
	}
	if (helper->pid > 0) {
		close(ends[1]);
		helper->end = ends[0];
	}
	return false;
}

/* Nanoseconds that the processor has worked for process PID; 0 where that is not known. */
static uint64_t worked(pid_t pid)
{
	struct timespec time = {0};
	clockid_t clock;

	if (!clock_getcpuclockid(pid, &clock))
		clock_gettime(clock, &time);
	return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/*
 * As handover_message(), of HELPER, which is waited for as long as it comes on, and someone waits
 * for us: a busy machine may let it wait, and what it may take of the processor is limited
 * (helper/limits.h). In the end it is the clock's, for one that wakes up just to be waited for.
 */
static ssize_t message_of(struct helper *helper, void *message, size_t room)
{
	uint64_t before, now = worked(helper->pid);
	ssize_t got;

	do {
		before = now;
		got = handover_message(helper->end, message, room, PATIENCE_MS);
		now = worked(helper->pid);
	} while (got == -ETIMEDOUT && now != before && ++helper->windows < WINDOWS &&
		 answers_are_awaited());
	return got;
}

/*
 * Takes the STATUS of HELPER, whose end of the sockets is closed, as waitpid(2). That has it killed
 * (sandbox.h), where a parent without CAP_KILL can't do so; one that was taken over and does not
 * end must not hold us up.
 */
static pid_t reap(const struct helper *helper, int *status)
{
	pid_t reaped;

	kill(helper->pid, SIGKILL);
	for (uint64_t ns = NAP_FIRST_NS;; ns *= 2) {
		reaped = waitpid(helper->pid, status, WNOHANG);
		if (reaped || ns > NAP_LAST_NS)
			return reaped;
		ppoll(NULL, 0,
			&(struct timespec){(time_t)(ns / 1000000000), (long)(ns % 1000000000)},
			NULL);
	}
}

/*
 * Takes the ANSWER of HELPER. 0 when it was one message of its SIZE, then the end,
 * then a clean exit: everything else is no answer, and -1, with the cause told.
 */
static int answer_of(struct helper *helper, void *answer, size_t size)
{
	ssize_t length, more;
	pid_t reaped;
	int status;
	char byte;

	if (helper->pid < 0)
		return -1;
	length = message_of(helper, answer, size);
	more = length < 0 ? length : message_of(helper, &byte, 1);
	close(helper->end);
	reaped = reap(helper, &status);
	status = reaped == helper->pid ? status : -1;
	if (length == (ssize_t)size && more == 0 && status == 0)
		return 0;
	if (more == -ETIMEDOUT || (more == 0 && !reaped))
		return fail(helper, HELPER_SLOW, 0, 0);
	if (length == 0 && status != -1 && WIFSIGNALED(status))
		return fail(helper, HELPER_SIGNALLED, 0, WTERMSIG(status));
	if (length == 0 && status != -1 && WEXITSTATUS(status))
		return fail(helper, HELPER_NOT_CONFINED, WEXITSTATUS(status), 0);
	return fail(helper, HELPER_WRONG, 0, 0);
}

/* What the helper remarks is passed on as far as it can be no more than that. */
static void pass_on(struct signature_answer *said)
{
	for (uint32_t i = 0; i < said->count && i < REMARKS_MAX; i++) {
		struct outcome *remark = &said->remarks[i];

		remark->kind = OUTCOME_SIGNATURE;
		remark->text[sizeof(remark->text) - 1] = '\0';
		answer(*remark, NULL);
	}
	said->signer[sizeof(said->signer) - 1] = '\0';
	if (*said->signer)
		audit_add("signer", said->signer);
}

enum signature helper_verify(
	const struct database *database, const struct module_image *image, int signature)
{
	static struct signature_answer said;
	struct helper helper = {.failure = OUTCOME_NOT_CHECKED};

	if (signature == -ENOENT)
		return SIGNATURE_NONE;
	if (in_helper(&helper, signature))
		_exit(check_signature(image->bytes, image->size, database->path, database->owner,
			database->refuse_sha1));
	if (answer_of(&helper, &said, sizeof(said)))
		return SIGNATURE_UNKNOWN;
	pass_on(&said);
	/* It is not asked whether there is one. */
	return said.verdict > SIGNATURE_NONE && said.verdict <= SIGNATURE_TRUSTED
		       ? (enum signature)said.verdict
		       : SIGNATURE_UNKNOWN;
}

int helper_read(struct module_image *image)
{
	static struct module_answer said;
	struct outcome outcome = {.kind = OUTCOME_NOT_A_MODULE};
	struct helper helper = {.failure = OUTCOME_NOT_READ};

	if (in_helper(&helper, image->fd))
		_exit(read_module(image->bytes, image->size));
	if (answer_of(&helper, &said, sizeof(said)))
		return -1;
	memcpy(outcome.text, said.why_not, sizeof(outcome.text) - 1);
	if (*outcome.text)
		return answer(outcome, NULL);
	memcpy(image->sha256, said.sha256, sizeof(image->sha256) - 1);
	return module_image_believes(image, &said.facts) ? 0 : fail(&helper, HELPER_WRONG, 0, 0);
}

int helper_find_symbols(int file, struct kernel_symbol *symbols, size_t count)
{
	struct symbols_answer said = {0};
	struct helper helper = {.failure = OUTCOME_NO_ADDRESSES};

	if (file >= 0 && in_helper(&helper, file))
		_exit(find_symbols(symbols, count));
	/* It may be there for as long as we are: a keeper is not to have one. */
	if (file >= 0 && answer_of(&helper, &said, sizeof(said)))
		return -1;
	for (size_t i = 0; i < count; i++)
		symbols[i].address = said.addresses[i];
	if (!symbols[0].address)
		answer_failure(OUTCOME_ADDRESSES_HIDDEN, 0, NULL);
	return 0;
}

int helper_settings(int file, unsigned levels, struct settings *settings)
{
	struct helper helper = {.failure = OUTCOME_SETTINGS};

	*settings = (struct settings){.modules = SETTINGS_ANY, .megabytes = SETTINGS_ANY};
	if (file == -ENOENT)
		return 0;
	if (in_helper(&helper, file))
		_exit(read_settings(levels));
	if (answer_of(&helper, settings, sizeof(*settings)))
		return -1;
	return settings->wrong_line ? fail(&helper, HELPER_WRONG, 0, (int)settings->wrong_line) : 0;
}

int helper_rename(struct module_image *image, unsigned long pid)
{
	struct module_image renamed;
	struct module_facts facts;
	int rc = module_image_rename(&renamed, image, pid);

	if (rc)
		return rc;
	facts = renamed.facts;
	/* Where sections overlap, a name written into one of them breaks another. */
	if (helper_read(&renamed) || memcmp(&facts, &renamed.facts, sizeof(facts)) != 0) {
		module_image_close(&renamed);
		return -ENOEXEC;
	}
	module_image_close(image);
	*image = renamed;
	return 0;
}
