/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The control protocol as a state machine: what each message and event leads to. */
#include "stapio/session.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/control.h"
#include "common/dialect_session.h"
#include "common/printable.h"
#include "stapio/foreign.h"
#include "stapio/generation.h"
#include "stapio/receive.h"
#include "stapio/write_exit.h"

/* Between two looks at signals and all else. */
#define MESSAGES_A_TURN 64

/* After so many interrupts the end probes are not waited for. */
#define LEAVING 3

static int send_message(
	struct session *session, enum control_type type, const void *payload, size_t length)
{
	return control_send(session->control, session->dialect, type, payload, length);
}

/* --- Beginning ------------------------------------------------------------------------------- */

static int start_relay(struct session *session)
{
	const struct options *options = session->options;
	const struct outfile_naming naming = {
		.pattern = options->output,
		.per_cpu = session->per_cpu,
		.background = options->daemon,
		.limited = options->file_bytes || options->rotate_every_s,
	};
	const struct outlet_config output = {
		.per_cpu = session->per_cpu,
		.naming = naming,
		.descriptor = options->output_descriptor,
		.file_size_max = options->file_bytes,
		.files_max = options->file_count,
		.bytes_max = options->keep_bytes,
		.turn_ns = (uint64_t)options->rotate_every_s * 1000000000,
		.archive = session->archive,
		.strange = session->foreign,
	};
	const struct relay_config config = {
		.dialect = session->dialect,
		.transport = session->transport,
		.loses_to_reads = transport_loses_to_reads(session->version),
		.output = output,
		.read_delay_ms = options->read_delay_ms,
	};

	return relay_start(session->relay, &config);
}

/*
 * Which transport the module has. Of one that we loaded, the file said what made
 * it; of one that was there, what it prints has to tell (TRANSPORT_UNKNOWN).
 * Returns 0, or -1 after reporting that it is none that we know.
 */
static int find_transport(struct session *session, const struct taken_over *taken_over)
{
	uint32_t version = taken_over->version;
	bool loaded = !session->options->attach && taken_over->loader >= 0;
	char sentence[256];

	session->version = version;
	session->transport = transport_of(version, session->dialect, session->per_cpu);
	if (session->transport != TRANSPORT_UNKNOWN || !loaded ||
		version == TRANSPORT_VERSION_SEVERAL)
		return 0;
	generation_complaint(sentence, sizeof(sentence), session->options->module, version);
	report_error("%s", sentence);
	return -1;
}

int session_open(struct session *session, const struct taken_over *taken_over)
{
	static const struct control_bulk bulk;
	const struct options *options = session->options;

	if (relay_open(&session->relay, taken_over->folder, !options->attach) != 0)
		return -1;
	session->control = control_open(taken_over->folder);
	if (session->control < 0) {
		report_error("Cannot attach to module %s control channel; not running?",
			options->module);
		report_line("%s",
			session->control == -EBUSY
				? "Another staprun is attached to it: detach that one first (SIGQUIT)."
				: strerror(-session->control));
		return -1;
	}
	int dialect = control_send_first(session->control, CONTROL_READY, NULL, 0);
	if (dialect < 0) {
		report_error("Module %s speaks neither dialect 4 nor 5 of the control protocol: %s",
			options->module, strerror(-dialect));
		report_line("Compile it again with the stap of SystemTap 3.0 to 5.x.");
		return -1;
	}
	session->dialect = (enum dialect)dialect;
	session->per_cpu = send_message(session, CONTROL_BULK, &bulk, sizeof(bulk)) == 0;
	session->foreign = foreign_module(session->control, options->module);
	if (session->foreign && session->per_cpu && !options->output) {
		report_error("Module %s writes a file for each CPU (stap -b): say where with -o.",
			options->module);
		return -1;
	}
	if (find_transport(session, taken_over) != 0)
		return -1;
	/* With -L what is printed is for who attaches, not for us. */
	if (!options->load_and_detach && start_relay(session) != 0)
		return -1;
	if (options->attach) {
		session->started = session->up = true;
		session->state = SESSION_RUNNING;
	}
	return 0;
}

/* Whose mounts the script sees. The module uses the descriptors later: they stay open. */
static int send_mount_namespaces(struct session *session)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/ns/mnt", (int)session->options->namespaces_pid);
	struct control_mnt_ns_fds mounts = {
		.target_fd = open(path, O_RDONLY | O_CLOEXEC),
		.original_fd = open("/proc/self/ns/mnt", O_RDONLY | O_CLOEXEC),
	};

	if (mounts.target_fd >= 0)
		return send_message(session, CONTROL_MNT_NS_FDS, &mounts, sizeof(mounts));
	report_line("Failed to open file '%s': %s", path, strerror(errno));
	return 1;
}

/*
 * Which namespaces the script shows pids of (-N), and for dialect 5 whose
 * mounts it sees. Returns 0, or -1 after reporting why that can't be had.
 */
static int send_namespaces(struct session *session)
{
	struct control_namespaces_pid namespaces = {.pid = session->options->namespaces_pid};
	int rc = 0;

	if (!namespaces.pid)
		return 0;
	rc = send_message(session, CONTROL_NAMESPACES_PID, &namespaces, sizeof(namespaces));
	if (!rc && session->dialect == DIALECT_5)
		rc = send_mount_namespaces(session);
	if (rc < 0)
		report_error("Module %s does not take the namespaces of process %d (-N): %s",
			session->options->module, (int)namespaces.pid, strerror(-rc));
	return rc ? -1 : 0;
}

/* Has the module start its probes. Its answer is a START message. */
static void start_probes(struct session *session)
{
	struct control_start start = {
		.target_pid =
			session->target.pid ? session->target.pid : session->options->target_pid,
	};

	if (send_namespaces(session) != 0) {
		session_give_up(session);
		return;
	}
	session->started = true;
	int rc = send_message(session, CONTROL_START, &start, sizeof(start));
	if (rc) {
		report_error("Couldn't have module %s start its probes: %s",
			session->options->module, strerror(-rc));
		session_give_up(session);
	}
}

/* The module is there, and so is the command of -c, if there is to be one. */
static void start_when_ready(struct session *session)
{
	bool held = !session->options->command || session->target.state == TARGET_HELD;

	if (session->state == SESSION_WAITING && session->ready && !session->started && held)
		start_probes(session);
}

/* Lets go of the module: what it does from now on is for who attaches next. */
static void leave(struct session *session)
{
	session->state = SESSION_FINISHING;
	session->detaching = true;
	relay_detach(session->relay);
}

/* With -L, or since a SIGQUIT that came too early, the probes run without us. */
static bool is_to_leave(const struct session *session)
{
	return session->options->load_and_detach || session->to_leave;
}

static void probes_started(struct session *session, int result)
{
	session->state = SESSION_RUNNING;
	report_verbose(result ? 1 : 2, "systemtap_module_init() returned %d", result);
	if (result < 0) {
		session->failed = true;
		target_forget(&session->target);
		session_end(session);
		return;
	}
	session->up = true;
	if (session->target.pid)
		target_release(&session->target);
	else if (is_to_leave(session))
		leave(session);
}

void session_serve_target(struct session *session)
{
	if (target_serve(&session->target) != 0) {
		session_give_up(session);
		return;
	}
	start_when_ready(session);
	/* Where we leave the command is on its own now. */
	if (is_to_leave(session) && session->state == SESSION_RUNNING &&
		session->target.state == TARGET_KNOWN)
		leave(session);
}

/* --- Messages from the script ---------------------------------------------------------------- */

static void show_text(struct session *session, char *text)
{
	static const char warning[] = "WARNING: ", error[] = "ERROR: ";
	size_t length = strlen(text);

	if (length && text[length - 1] == '\n')
		text[length - 1] = '\0';
	if (session->foreign)
		printable(text, strlen(text), "\t");
	if (strncmp(text, warning, strlen(warning)) == 0) {
		text += strlen(warning);
		sscanf(text, "There were %lu transport failures", &session->transport_failures);
		if (!session->options->suppress_warnings &&
			(session->options->verbosity || !warnings_seen(&session->warnings, text)))
			report_warning("%s", text);
	} else if (strncmp(text, error, strlen(error)) == 0) {
		report_error("%s", text + strlen(error));
		session->failed = true;
	} else {
		report_line("%s", text);
	}
}

static void handle_message(
	struct session *session, enum control_type type, char *payload, size_t length)
{
	struct control_start start;

	switch (type) {
	case CONTROL_TRANSPORT:
		session->ready = true;
		if (session->options->attach && !session->foreign &&
			session->state == SESSION_RUNNING) {
			/* It says so once: whoever left it had not started its probes. */
			session->state = SESSION_WAITING;
			start_probes(session);
		}
		start_when_ready(session);
		break;
	case CONTROL_START:
		if (length < sizeof(start))
			break;
		memcpy(&start, payload, sizeof(start));
		if (session->state < SESSION_FINISHING)
			probes_started(session, start.result);
		else if (start.result >= 0 && !session->interrupts && !session->failed)
			/* The script was faster to ask for its end. */
			target_release(&session->target);
		break;
	case CONTROL_OOB_DATA:
		show_text(session, payload);
		break;
	case CONTROL_SYSTEM:
		if (session->foreign) {
			printable(payload, strlen(payload), "\t");
			report_verbose(1, "Not run: system(\"%s\")", payload);
		} else {
			shells_run(&session->shells, payload, &session->callers_mask);
		}
		break;
	case CONTROL_REQUEST_EXIT:
		session_end(session);
		break;
	case CONTROL_EXIT:
		/* The answer to ours, or the module is being taken away by someone else. */
		session_end(session);
		break;
	default:
		report_verbose(2, "Ignored a control message of type %d.", (int)type);
	}
}

/* Acts on the messages that are there, at most COUNT. Returns 0, or why there is no other: -errno.
 */
static int serve_messages(struct session *session, unsigned count)
{
	char payload[CONTROL_MESSAGE_MAX + 1];
	enum control_type type;
	bool started = session->started;

	/*
	 * What the module says after we have left it is for who attaches next. To
	 * start its probes may take long: then it is time to look at signals.
	 */
	while (count-- && !session->detaching && session->started == started) {
		int length = control_receive(session->control, session->dialect, &type, payload);

		if (length >= 0)
			handle_message(session, type, payload, (size_t)length);
		else if (length != -EPROTO)
			return length;
	}
	return 0;
}

int session_control_event(const struct session *session)
{
	return session->detaching || session->deaf ? -1 : session->control;
}

void session_serve_control(struct session *session, bool broken)
{
	int error = serve_messages(session, MESSAGES_A_TURN);

	if (error == -EAGAIN && broken)
		error = -EIO;
	if (!error || error == -EAGAIN || session->deaf)
		return;
	session->deaf = true;
	session->failed = true;
	report_error("The control channel of module %s broke: %s", session->options->module,
		strerror(-error));
	session_end(session);
}

/* --- Ending ---------------------------------------------------------------------------------- */

/* The end probes have run: the module's last messages are there, and all of its output. */
static void exit_done(struct session *session, int error)
{
	session->exiting = 0;
	if (error)
		report_verbose(1, "Couldn't tell the module to exit: %s", strerror(error));
	serve_messages(session, UINT_MAX);
	relay_finish(session->relay);
}

void session_end(struct session *session)
{
	if (session->state >= SESSION_FINISHING)
		return;
	session->state = SESSION_FINISHING;
	/* With -L no one will attach. */
	if (session->options->load_and_detach && start_relay(session) != 0)
		session->failed = true;
	if (!session->started) {
		relay_finish(session->relay);
		return;
	}
	/*
	 * The module runs its end probes before the write returns, however long
	 * they take, and no signal interrupts it. A process of its own waits for
	 * that, so that we go on serving all else, and can leave.
	 */
	session->exiting = fork();
	if (session->exiting == 0)
		_exit(write_exit(session->control, session->dialect, session->keeper));
	if (session->exiting < 0)
		exit_done(session, -send_message(session, CONTROL_EXIT, NULL, 0));
}

void session_detach(struct session *session)
{
	/* Whether there is something to leave the answer to START tells. */
	if (session->state == SESSION_WAITING)
		session->to_leave = true;
	else if (session->state == SESSION_RUNNING)
		leave(session);
}

void session_give_up(struct session *session)
{
	session->failed = true;
	if (session->options->attach && session->state < SESSION_FINISHING)
		leave(session);
	else
		session_end(session);
}

void session_interrupt(struct session *session)
{
	session->interrupts++;
	session_end(session);
	if (session->interrupts == 1)
		relay_hurry(session->relay);
	else
		relay_abandon(session->relay);
	if (session->interrupts >= LEAVING && session->exiting > 0) {
		/* First what did not go out is counted; who can't wait for that asks again. */
		relay_leave(session->relay);
		if (session->interrupts > LEAVING)
			session->state = SESSION_LEFT;
	}
}

void session_serve_relay(struct session *session)
{
	bool left;

	switch (relay_state(session->relay)) {
	case RELAY_RUNNING:
		break;
	case RELAY_CLOSED:
		session_end(session);
		break;
	case RELAY_FINISHED:
		left = session->interrupts >= LEAVING && session->exiting > 0;
		session->state = left ? SESSION_LEFT : SESSION_OVER;
		break;
	}
}

void session_child_ended(struct session *session, pid_t pid, int status)
{
	if (shells_ended(&session->shells, pid, &session->callers_mask))
		return;
	if (pid == session->exiting)
		exit_done(session, WIFEXITED(status) ? WEXITSTATUS(status) : EINTR);
	if (!session->target.pid || pid != session->target.pid)
		return;
	session->target.pid = 0;
	if (session->detaching) /* what becomes of it is no one's business any more */
		return;
	if (WIFSIGNALED(status)) {
		report_warning("Child process exited with signal %d (%s)", WTERMSIG(status),
			strsignal(WTERMSIG(status)));
		session->failed = true;
	} else if (WEXITSTATUS(status)) {
		report_warning("Child process exited with status %d", WEXITSTATUS(status));
		session->failed = true;
	}
	session_end(session);
}

void session_close(struct session *session)
{
	shells_close(&session->shells);
	warnings_forget(&session->warnings);
	if (session->relay && relay_close(session->relay) != 0)
		session->failed = true;
	if (session->control >= 0)
		close(session->control);
}
