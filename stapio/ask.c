/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A request is made once; the loader finds out what comes of it, and here that is
 * put into words.
 */
#include "stapio/ask.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/await.h"
#include "common/module_name.h"
#include "common/report.h"
#include "common/request.h"
#include "common/signals.h"
#include "stapio/fetch.h"
#include "stapio/tell.h"
#include "stapio/unload.h"
#include "stapio/values.h"

/* The caller's, as the caller's environment has it. */
static struct control_tzinfo find_time_zone(void)
{
	struct control_tzinfo time_zone = {0};
	time_t now = time(NULL);
	struct tm local;

	tzset();
	if (localtime_r(&now, &local)) {
		time_zone.seconds_west = -local.tm_gmtoff;
		strncpy(time_zone.name, local.tm_zone, sizeof(time_zone.name) - 1);
	}
	return time_zone;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * Writes the names of all modules that are loaded, as the loader wants them: whose
 * they are, and which are SystemTap's, is the loader's to know.
 */
static void list_modules(char list[static MODULE_OPTIONS_SIZE])
{
	static char found[MODULE_OPTIONS_SIZE], *names[MODULE_OPTIONS_SIZE / 2];
	FILE *modules = fopen("/proc/modules", "re");
	size_t used = 0, count = 0;
	char line[1024], *end;

	while (modules && fgets(line, sizeof(line), modules)) {
		end = strchr(line, ' ');
		if (!end || end == line || used + (size_t)(end - line) >= sizeof(found))
			continue;
		*end = '\0';
		names[count++] = strcpy(found + used, line);
		used += (size_t)(end - line) + 1;
	}
	if (modules)
		fclose(modules);
	qsort(names, count, sizeof(names[0]), compare_names);
	for (size_t i = 0; i < count; i++)
		list += sprintf(list, "%s%s", i ? " " : "", names[i]);
}

static uint32_t find_overrides(void)
{
	return (getenv("STAP_FIPS_OVERRIDE") ? OVERRIDE_FIPS : 0) |
	       (getenv("STAP_BZ1552745_OVERRIDE") ? OVERRIDE_KPTR_RESTRICT : 0) |
	       (getenv("STAP_PR13193_OVERRIDE") ? OVERRIDE_KPROBES : 0);
}

/* What does not fit in a request. */
static char too_much[128];

const char *asking_too_much(void)
{
	return *too_much ? too_much : NULL;
}

/* Returns the size of REQUEST up to its end, or 0 after reporting what does not fit: TOO_MUCH. */
static size_t formulate(struct request *request, const struct options *options)
{
	*request = (struct request){
		.kind = options->delete_module ? REQUEST_REMOVE
			: options->attach      ? REQUEST_ATTACH
			: options->check       ? REQUEST_CHECK
					       : REQUEST_LOAD,
		.overrides = find_overrides(),
		.buffer_mb = (uint32_t)options->buffer_mb,
		.rename = options->rename,
		.remote = options->remote,
		.origin.id = options->remote_id,
		.time_zone = find_time_zone(),
	};
	if (options->remote) /* cut short as the script would see it anyway */
		strncpy(request->origin.uri, options->remote_uri, sizeof(request->origin.uri) - 1);
	if (strlen(options->module) >= sizeof(request->module)) {
		snprintf(too_much, sizeof(too_much), "Unable to canonicalize path \"%.64s...\": %s",
			options->module, strerror(ENAMETOOLONG));
		report_error("%s", too_much);
		return 0;
	}
	strcpy(request->module, options->module);
	if (options->delete_module && strcmp(options->module, "*") == 0)
		list_modules(request->options);
	else if (options->delete_module)
		strcpy(request->options, options->module);
	else if (!options_join(request->options, options)) {
		snprintf(too_much, sizeof(too_much),
			"The options for the module are too long (more than %d bytes).",
			MODULE_OPTIONS_SIZE);
		report_error("%s", too_much);
		return 0;
	}
	return offsetof(struct request, options) + strlen(request->options) + 1;
}

/*
 * How long what was asked may still take once a signal came: it may wait for a
 * file system that does not answer, and nothing but that ends its wait.
 */
#define INTERRUPTED_MS 5000

/*
 * Waits until there is something to hear from FD. A signal that comes meanwhile,
 * none BLOCKED, has the loader at END (-1: it was asked nothing), which is told
 * WORD, undo what it does. False: that did not end the wait.
 */
static bool wait_for_word(int fd, int end, enum keep word, uint64_t blocked)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGALRM};
	uint64_t harmless = blocked | signals_ignored();
	sigset_t awaited;
	struct pollfd events[2] = {{.fd = fd, .events = POLLIN}, {.events = POLLIN}};
	int ready, timeout = -1;

	if (fd < 0)
		return true; /* to hear that there is none */
	sigemptyset(&awaited);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (!(harmless >> (ends[i] - 1) & 1))
			sigaddset(&awaited, ends[i]);
	/* They are looked for and not taken: what they mean is for later. */
	events[1].fd = signalfd(-1, &awaited, SFD_CLOEXEC | SFD_NONBLOCK);
	do {
		ready = await(events, 2, timeout);
		if (events[1].revents) {
			keeper_tell(end, word); /* the loader undoes what it does */
			shutdown(end, SHUT_WR);
			timeout = INTERRUPTED_MS;
			close(events[1].fd);
			events[1] = (struct pollfd){.fd = -1};
		}
	} while (ready && !events[0].revents);
	if (events[1].fd >= 0)
		close(events[1].fd);
	return ready != 0;
}

static bool send_contents(int loader, const struct contents *contents)
{
	size_t size = contents->error ? 0 : contents->size, length;

	for (size_t at = 0; at < size; at += length) {
		length = size - at < FILE_MESSAGE_MAX ? size - at : FILE_MESSAGE_MAX;
		if (send(loader, contents->bytes + at, length, MSG_NOSIGNAL) != (ssize_t)length)
			return false;
	}
	return true;
}

static struct request request;
static struct fetched fetched;

static bool send_request(int loader, size_t size)
{
	return send(loader, &request, size, MSG_NOSIGNAL) == (ssize_t)size;
}

/* What becomes of a request to load. */
struct asked {
	int error;              /* of errno: it could not be sent; or 0 */
	struct outcome failure; /* why there was nothing to send; of kind 0: there was */
	struct found found;
};

static struct asked asked;

/* A child's: reads the module and asks the LOADER for it, SIZE bytes of the request and the files.
 */
static void ask_to_load(int loader, const char *module, size_t size)
{
	fetch(&fetched, module);
	asked = (struct asked){.failure = fetched.failure, .found.read = fetched.module.size > 0};
	strcpy(asked.found.path, fetched.path);
	if (fetched.failure.kind)
		return;
	parameters_find(&asked.found.parameters, fetched.module.bytes, fetched.module.size);
	strcpy(request.module, fetched.path);
	request.module_size = (uint32_t)fetched.module.size;
	request.signature_size =
		fetched.signature.error ? fetched.signature.error : (int)fetched.signature.size;
	if (!send_request(loader, size) || !send_contents(loader, &fetched.module) ||
		!send_contents(loader, &fetched.signature))
		asked.error = errno;
}

/* Takes what the child at END tells. */
static void hear_child(int end)
{
	struct asked told;
	size_t size = 0;
	ssize_t got;

	while (size < sizeof(told)) {
		got = read(end, (char *)&told + size, sizeof(told) - size);
		if (!got || (got < 0 && errno != EINTR))
			break;
		size += got > 0 ? (size_t)got : 0;
	}
	asked = size == sizeof(told) ? told : (struct asked){.error = EIO};
}

/* As ask_to_load(), by a child: a file system that does not answer keeps that, and not us. */
static void have_asked(const struct taken_over *taken_over, struct wish *wish, size_t size)
{
	char path[PATH_MAX];
	int ends[2];
	pid_t child;

	if (pipe2(ends, O_CLOEXEC) || (child = fork()) < 0) {
		asked.error = errno;
		return;
	}
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		ask_to_load(taken_over->loader, wish->module, size);
		_exit(write(ends[1], &asked, sizeof(asked)) != sizeof(asked));
	}
	close(ends[1]);
	if (wait_for_word(ends[0], taken_over->loader, KEEP_LEFT, taken_over->blocked)) {
		hear_child(ends[0]);
		wish->found = &asked.found;
		while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
			;
	} else {
		kill(child, SIGKILL); /* it goes when the file system lets it */
		fetch_path(path, wish->module);
		report_error("Interrupted: '%s' could not be read.", path);
		report_line("The file system that it is on does not answer.");
		wish->told = wish->given_up = true;
	}
	close(ends[0]);
}

/*
 * Does ERROR mean that the loader is gone? It may be before it took all that was sent to it, which
 * the next call hears of, once (ECONNRESET): what the loader told before is behind that.
 */
static bool is_gone(int error)
{
	return error == EPIPE || error == ECONNRESET;
}

/* Takes what the loader tells next; a module's folder comes with it. False: that was all, or can't
 * be had, which is said and noted in WISH. */
static bool receive_outcome(int loader, struct outcome *outcome, int *folder, struct wish *wish)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(*folder))];
	} control = {0};
	struct iovec bytes = {outcome, sizeof(*outcome)};
	struct msghdr message = {.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control)};
	ssize_t got;

	do
		got = recvmsg(loader, &message, MSG_CMSG_CLOEXEC);
	while (got < 0 && (errno == EINTR || is_gone(errno)));
	if (got < 0) {
		report_error("Couldn't receive the answer of the process that loads the module: %s",
			strerror(errno));
		wish->told = wish->unheard = true;
	}
	if (got != sizeof(*outcome))
		return false;
	outcome->name[sizeof(outcome->name) - 1] = '\0';
	outcome->text[sizeof(outcome->text) - 1] = '\0';
	if (message.msg_flags & MSG_CTRUNC)
		report_error("Couldn't take module %s over: %s. A higher limit (ulimit -n) helps.",
			outcome->name, strerror(EMFILE));
	if (control.header.cmsg_type == SCM_RIGHTS &&
		control.header.cmsg_len == CMSG_LEN(sizeof(*folder)))
		memcpy(folder, CMSG_DATA(&control.header), sizeof(*folder));
	return true;
}

/* Tells all that the loader tells, until it hands over the module NAME. False: it does not. */
static bool receive_module(
	struct taken_over *taken_over, struct wish *wish, char name[static MODULE_NAME_SIZE])
{
	struct outcome outcome;

	for (;;) {
		if (!wait_for_word(taken_over->loader, taken_over->loader,
			    wish->attach ? KEEP_NOT : KEEP_LEFT, taken_over->blocked)) {
			report_error(
				"Interrupted: the process that loads the module does not answer.");
			report_line(
				wish->attach
					? "It waits for another session of yours that is attached "
					  "to '%s', or for a machine that has no time for it. It "
					  "ends when that does, and attaches to nothing."
					: "It waits for a file system that does not answer, perhaps that of "
					  "'%s', for another load of yours where their number is limited, "
					  "or for a machine that has no time for it. It ends when that "
					  "does, and loads nothing.",
				wish->module);
			wish->told = wish->given_up = true;
			return false;
		}
		if (!receive_outcome(taken_over->loader, &outcome, &taken_over->folder, wish))
			return false;
		if (outcome.kind == OUTCOME_MODULE) {
			memcpy(name, outcome.name, sizeof(outcome.name));
			taken_over->version = (uint32_t)outcome.number;
			if (!wish->attach && taken_over->folder >= 0)
				tell_module(&outcome, wish);
			return taken_over->folder >= 0;
		}
		wish->renamed |= outcome.kind == OUTCOME_RENAMED;
		if (wish->all && outcome.kind == OUTCOME_UNAVAILABLE)
			continue;
		wish->told |= outcome.kind >= OUTCOME_FAILURES;
		/* Its keeper was faster, or someone is attached to it. */
		wish->kept |= wish->if_killed && outcome.kind == OUTCOME_UNAVAILABLE;
		if (!wish->kept)
			tell(&outcome, wish);
	}
}

/* True when a signal waits that would end who neither ignores it nor has it BLOCKED. */
static bool interrupted(uint64_t blocked)
{
	return interruption_pending(signals_ignored() | blocked);
}

/* Returns its exit status, and says why that is none of success where no one has TOLD. */
static int wait_for_loader(pid_t pid, bool told)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 1;
	if (WIFEXITED(status)) {
		if (WEXITSTATUS(status) && !told)
			report_error("The process that loads the module ended without saying why.");
		return WEXITSTATUS(status);
	}
	report_error("The process that loads the module was ended by signal %d (%s).",
		WTERMSIG(status), strsignal(WTERMSIG(status)));
	report_line("Should the module be loaded, 'staprun -d' with its name removes it.");
	return 1;
}

/* The loader's exit STATUS; not that of success where it never heard of WISH, which is said if
 * nothing was. */
static int not_asked(int status, const struct wish *wish)
{
	if (!asked.error || status || wish->told)
		return status;
	report_error("Couldn't ask for the module: %s", strerror(asked.error));
	return 1;
}

void loading_not(const struct taken_over *taken_over)
{
	shutdown(taken_over->loader, SHUT_WR);
	close(taken_over->loader);
	waitpid(taken_over->loader_pid, NULL, 0);
}

int asking(const struct options *options, struct taken_over *taken_over, outcome_taker *take,
	void *context)
{
	struct wish wish = {.module = options->module, .options = request.options};
	size_t size = formulate(&request, options);
	struct outcome outcome;

	wish.buffer_mb = values_buffer_mb(request.options);
	if (size)
		have_asked(taken_over, &wish, size);
	if (!size || wish.given_up) {
		loading_not(taken_over);
		return 1;
	}
	if (asked.failure.kind || asked.error)
		shutdown(taken_over->loader, SHUT_WR);
	while (receive_outcome(taken_over->loader, &outcome, &taken_over->folder, &wish)) {
		wish.renamed |= outcome.kind == OUTCOME_RENAMED;
		wish.told |= outcome.kind >= OUTCOME_FAILURES;
		take(&outcome, &wish, context);
	}
	close(taken_over->loader);
	int status = not_asked(wait_for_loader(taken_over->loader_pid, wish.told), &wish);
	if (!asked.failure.kind)
		return wish.unheard ? 1 : status;
	if (!wish.told)
		take(&asked.failure, &wish, context);
	return status ? status : 1;
}

int loading(struct options *options, struct taken_over *taken_over)
{
	static char name[MODULE_NAME_SIZE];
	struct wish wish = {
		.module = options->module,
		.options = request.options,
		.removal = options->delete_module,
		.if_killed = options->if_killed,
		.all = options->delete_module && strcmp(options->module, "*") == 0,
		.attach = options->attach,
	};
	size_t size = formulate(&request, options);
	bool in_hand;
	int status;

	wish.buffer_mb = values_buffer_mb(request.options);
	if (wish.removal && !wish.all && strchr(wish.module, ' ')) {
		/* To the loader these are several names. */
		tell(&(struct outcome){.kind = OUTCOME_UNAVAILABLE}, &wish);
		loading_not(taken_over);
		return 1;
	}
	if (size && !options->delete_module && !options->attach) {
		report_verbose(2, "module options: %s", request.options);
		have_asked(taken_over, &wish, size);
	} else if (size && !send_request(taken_over->loader, size))
		asked.error = errno;
	if (asked.error) /* what does not come is not to be waited for */
		shutdown(taken_over->loader, SHUT_WR);
	/* A loader that is gone by then has said why. */
	in_hand = size && !wish.given_up && !asked.failure.kind &&
		  (!asked.error || is_gone(asked.error));
	if (size && !wish.given_up && !in_hand && asked.error) {
		report_error("Couldn't ask for the module: %s", strerror(asked.error));
		wish.told = true;
	}
	if (in_hand && receive_module(taken_over, &wish, name) &&
		!interrupted(taken_over->blocked)) {
		options->module = name;
		return -1;
	}
	/* The loader removes what it loaded, and tells if it can't. */
	keeper_tell(taken_over->loader, options->attach ? KEEP_NOT : KEEP_LEFT);
	shutdown(taken_over->loader, SHUT_WR);
	if (taken_over->folder >= 0)
		close(taken_over->folder);
	if (!wish.given_up)
		receive_module(taken_over, &wish, name);
	close(taken_over->loader);
	if (wish.given_up)
		return 1;
	status = not_asked(wait_for_loader(taken_over->loader_pid,
				   !in_hand || wish.told || interrupted(taken_over->blocked)),
		&wish);
	if (wish.kept)
		return 0;
	if (asked.failure.kind && !wish.told)
		tell(&asked.failure, &wish);
	/* Those of others, and those in use, are not meant by "all unused modules". */
	if (in_hand && options->delete_module)
		return status || wish.told || wish.unheard;
	return status ? status : 1;
}
