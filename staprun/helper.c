/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The privileged side of the helper: starts it, takes an answer of the size
 * that it must have, and believes nothing else. It looks at no byte of the
 * module, the signature or the database itself.
 */
#include "staprun/helper.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "staprun/audit.h"
#include "staprun/messages.h"
#include "staprun/sandbox.h"

/* The helper's own clocks run out first, if all is well. */
#define DEADLINE_MS ((HELPER_WALL_SECONDS + 5) * 1000)

const struct database database_installed = {"/etc/systemtap/staprun", 0, false};

/* One thing to do, and the size of the answer to it. */
struct task {
	enum outcome_kind failure; /* what it is called when it could not be done */
	const struct module_image *image;
	const struct database *database;
	struct kernel_symbol *symbols;
	size_t symbol_count;
	unsigned levels; /* whose settings */
	int file;
	size_t answer_size;
};

/* Calls the entry for TASK. 0 or an errno. */
static int enter(const struct task *task)
{
	const struct module_image *image = task->image;

	if (task->symbols)
		return find_symbols(task->symbols, task->symbol_count);
	if (!image)
		return read_settings(task->levels);
	if (task->database)
		return check_signature(image->bytes, image->size, task->database->path,
			task->database->owner, task->database->refuse_sha1);
	return read_module(image->bytes, image->size);
}

static int fail(const struct task *task, enum helper_failure failure, int error, int signal)
{
	return answer((struct outcome){.kind = task->failure,
			      .number = (int32_t)failure,
			      .error = error,
			      .pid = signal},
		NULL);
}

/*
 * Does TASK. 0 when the answer was one message of its size, then the end, then
 * a clean exit: everything else is no answer, and -1, with the cause told.
 */
static int answer_of(const struct task *task, void *answer)
{
	ssize_t length, more;
	int ends[2], how, status = -1;
	pid_t child = -1, reaped;
	char byte;

	if (handover_open(ends) || (child = fork()) < 0)
		return fail(task, HELPER_NOT_STARTED, errno, 0);
	if (child == 0) {
		int error = -sandbox_enter(task->file, ends[1]);

		/* Here there is nothing left to misuse. No exit handler, no one else's buffers. */
		_exit(error ? error : enter(task));
	}
	close(ends[1]);
	length = handover_message(ends[0], answer, task->answer_size, DEADLINE_MS);
	more = length < 0 ? length : handover_message(ends[0], &byte, 1, DEADLINE_MS);
	close(ends[0]);
	/* One that can't be killed must not hold us up: its own clock ends it. */
	how = !kill(child, SIGKILL) || more == 0 ? 0 : WNOHANG;
	while ((reaped = waitpid(child, &status, how)) < 0 && errno == EINTR)
		;
	status = reaped == child ? status : -1;
	if (length == (ssize_t)task->answer_size && more == 0 && status == 0)
		return 0;
	if (more == -ETIMEDOUT)
		return fail(task, HELPER_SLOW, 0, 0);
	if (length == 0 && status != -1 && WIFSIGNALED(status))
		return fail(task, HELPER_SIGNALLED, 0, WTERMSIG(status));
	if (length == 0 && status != -1 && WEXITSTATUS(status))
		return fail(task, HELPER_NOT_CONFINED, WEXITSTATUS(status), 0);
	return fail(task, HELPER_WRONG, 0, 0);
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
	const struct task task = {.failure = OUTCOME_NOT_CHECKED,
		.image = image,
		.database = database,
		.file = signature,
		.answer_size = sizeof(said)};

	if (signature == -ENOENT)
		return SIGNATURE_NONE;
	if (signature < 0)
		fail(&task, HELPER_NO_FILE, -signature, 0);
	if (signature < 0 || answer_of(&task, &said))
		return SIGNATURE_UNKNOWN;
	pass_on(&said);
	switch (said.verdict) {
	case SIGNATURE_STRANGER:
	case SIGNATURE_DISCOUNTED:
	case SIGNATURE_ALTERED:
	case SIGNATURE_TRUSTED:
		return (enum signature)said.verdict;
	default:
		return SIGNATURE_UNKNOWN;
	}
}

int helper_read(struct module_image *image)
{
	static struct module_answer said;
	struct outcome outcome = {.kind = OUTCOME_NOT_A_MODULE};
	const struct task task = {.failure = OUTCOME_NOT_READ,
		.image = image,
		.file = image->fd,
		.answer_size = sizeof(said)};

	if (answer_of(&task, &said))
		return -1;
	memcpy(outcome.text, said.why_not, sizeof(outcome.text) - 1);
	if (*outcome.text)
		return answer(outcome, NULL);
	memcpy(image->sha256, said.sha256, sizeof(image->sha256) - 1);
	return module_image_believes(image, &said.facts) ? 0 : fail(&task, HELPER_WRONG, 0, 0);
}

void helper_find_symbols(int file, struct kernel_symbol *symbols, size_t count)
{
	struct symbols_answer said = {0};
	const struct task task = {.failure = OUTCOME_ADDRESSES_HIDDEN,
		.symbols = symbols,
		.symbol_count = count,
		.file = file,
		.answer_size = sizeof(said)};

	if (answer_of(&task, &said))
		return;
	for (size_t i = 0; i < count; i++)
		symbols[i].address = said.addresses[i];
	if (!symbols[0].address)
		fail(&task, 0, 0, 0);
}

int helper_settings(int file, unsigned levels, struct settings *settings)
{
	const struct task task = {.failure = OUTCOME_SETTINGS,
		.levels = levels,
		.file = file,
		.answer_size = sizeof(*settings)};

	*settings = (struct settings){.modules = SETTINGS_ANY, .megabytes = SETTINGS_ANY};
	if (file == -ENOENT)
		return 0;
	if (file < 0)
		return fail(&task, HELPER_NO_FILE, -file, 0);
	if (answer_of(&task, settings))
		return -1;
	return settings->wrong_line ? fail(&task, HELPER_WRONG, 0, (int)settings->wrong_line) : 0;
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
