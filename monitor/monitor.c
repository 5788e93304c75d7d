/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The life of the monitor: the terminal and how it is given back, the pipes
 * into the pane, the clock, and the files of the module that the status comes
 * from and commands go to. All of it on one epoll descriptor in the main loop.
 */
#include "monitor/monitor.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "common/probe_file.h"
#include "common/report.h"
#include "monitor/guard.h"
#include "monitor/terminal.h"
#include "monitor/view.h"
#include "relay/outfile.h"

/* More is no status: stap itself makes room for a few kilobytes. */
#define STATUS_MAX (1u << 20)

/* Output is drawn no more often than this. */
#define DRAW_MS 50

/* How much of a pipe is taken at a time: its size. */
#define CHUNK (64u * 1024)

/* Messages that are shown once more after the view, at most. */
#define KEPT_REPORTS 100u

/* A terminal that takes nothing for this long at the very end gets no more. */
#define PATIENCE_MS 5000

enum source {
	FROM_CLOCK,
	FROM_REDRAW,
	FROM_KEYS,
	FROM_OUTPUT,
	FROM_REPORTS,
	FROM_SIGNALS,
	FROM_STDOUT
};

struct monitor {
	const char *module;
	int folder;
	unsigned period;
	bool started;
	bool warned; /* of a module without a status */
	int epoll;
	int clock; /* each period */

	/* The rest is for the full-screen view only. */
	bool full_screen; /* it is up */
	bool passing_on;  /* it was: what comes is printed */
	bool gone;        /* the terminal: what comes is dropped */
	int redraw;       /* a drawing was put off until this is readable */
	int signals;
	int output, output_end; /* the pipe that is standard output, its end for reading and ours */
	int reports, reports_end;
	int terminal, errors; /* what standard output and (or -1) error were */
	FILE *screen_file, *keys_file;
	SCREEN *screen;
	unsigned idle_keys; /* wake-ups in a row that brought no key */
	struct timespec drawn;
	bool stale; /* the screen */
	struct pane pane, kept;
	struct pane_stream output_stream, report_stream, kept_stream;
	struct monitor_view view;
	struct outfile plain; /* while passing on */
	char chunk[CHUNK];
};

/* --- The module's files ---------------------------------------------------------------------- */

/* Reads the status. Returns 0, -ENOENT when the module has none, or another -errno. */
static int read_status(const struct monitor *monitor, struct monitor_status *status)
{
	int fd = probe_file_open(monitor->folder, monitor->module, "monitor_status", O_RDONLY);
	size_t used = 0, size = 16384;
	ssize_t got = -1;
	char *text;

	if (fd < 0)
		return fd;
	text = malloc(size);
	while (text) {
		if (used == size) {
			char *larger = size < STATUS_MAX ? realloc(text, size * 2) : NULL;

			if (!larger)
				break;
			text = larger;
			size *= 2;
		}
		got = read(fd, text + used, size - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		used += (size_t)got;
	}
	int rc = !text ? -ENOMEM : got < 0 ? -errno : monitor_status_parse(status, text, used);
	free(text);
	close(fd);
	return rc;
}

static void describe_trouble(char *text, size_t size, int rc)
{
	switch (rc) {
	case 0:
		text[0] = '\0';
		break;
	case -ENOENT:
		snprintf(text, size,
			"The module tells no status: was it compiled with stap --monitor?");
		break;
	case -EINVAL:
		snprintf(text, size, "The module's status is cut short or malformed.");
		break;
	default:
		snprintf(text, size, "The module's status cannot be read: %s", strerror(-rc));
	}
}

static int send_command(const struct monitor *monitor, const char *command)
{
	int fd = probe_file_open(monitor->folder, monitor->module, "monitor_control", O_WRONLY);
	ssize_t written;

	if (fd < 0)
		return fd;
	do
		written = write(fd, command, strlen(command));
	while (written < 0 && errno == EINTR);
	int rc = written < 0 ? -errno : written == 0 ? -EIO : 0;
	close(fd);
	return rc;
}

/* --- The view -------------------------------------------------------------------------------- */

static void draw(struct monitor *monitor)
{
	bool unended = pane_show_unended(&monitor->pane, &monitor->output_stream);

	monitor_view_draw(&monitor->view);
	if (unended)
		pane_hide_unended(&monitor->pane);
	clock_gettime(CLOCK_MONOTONIC, &monitor->drawn);
	monitor->stale = false;
}

/* Draws now, or when it was only just done, soon. */
static void draw_soon(struct monitor *monitor)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t passed = (now.tv_sec - monitor->drawn.tv_sec) * 1000LL +
			 (now.tv_nsec - monitor->drawn.tv_nsec) / 1000000;
	if (passed >= DRAW_MS) {
		draw(monitor);
		return;
	}
	const struct itimerspec when = {.it_value.tv_nsec = (long)(DRAW_MS - passed) * 1000000};
	if (!monitor->stale)
		timerfd_settime(monitor->redraw, 0, &when, NULL);
	monitor->stale = true;
}

static void refresh_status(struct monitor *monitor)
{
	struct monitor_status status;
	int rc = read_status(monitor, &status);

	describe_trouble(monitor->view.trouble, sizeof(monitor->view.trouble), rc);
	if (!rc)
		monitor_view_status(&monitor->view, &status);
}

static bool probe_is_on(const struct monitor *monitor, int64_t index)
{
	const struct monitor_status *status = &monitor->view.status;

	for (size_t i = 0; i < status->probe_count; i++)
		if (status->probes[i].index == index)
			return status->probes[i].on;
	return false;
}

/* Sends COMMAND, and says DONE or why not. */
static int do_command(struct monitor *monitor, const char *command, const char *done)
{
	struct monitor_view *view = &monitor->view;
	int rc = send_command(monitor, command);

	if (rc == -ENOENT)
		snprintf(view->note, sizeof(view->note), "The module takes no commands.");
	else if (rc)
		snprintf(view->note, sizeof(view->note), "The module did not take that: %s",
			strerror(-rc));
	else
		snprintf(view->note, sizeof(view->note), "%s", done);
	refresh_status(monitor);
	return rc;
}

static void toggle(struct monitor *monitor, int64_t index)
{
	struct monitor_view *view = &monitor->view;
	bool was_on = probe_is_on(monitor, index);
	char number[24];

	snprintf(number, sizeof(number), "%" PRId64, index);
	if (do_command(monitor, number, "") != 0)
		return;
	bool is_on = probe_is_on(monitor, index);
	if (is_on != was_on)
		snprintf(view->note, sizeof(view->note), "Probe %" PRId64 " is %s now.", index,
			is_on ? "on" : "off");
	else
		snprintf(view->note, sizeof(view->note),
			"Probe %" PRId64 " was told to change; the module still says %s.", index,
			is_on ? "on" : "off");
}

/* True when the user wants to quit. */
static bool serve_keys(struct monitor *monitor)
{
	int64_t index = 0;
	int key, keys = 0;

	while ((key = getch()) != ERR) {
		keys++;
		switch (monitor_view_key(&monitor->view, key, &index)) {
		case WISH_NOTHING:
			break;
		case WISH_QUIT:
			return true;
		case WISH_CLEAR:
			do_command(monitor, "clear", "The globals were reset.");
			break;
		case WISH_PAUSE:
			do_command(
				monitor, "pause", "All probes were turned off; r turns them on.");
			break;
		case WISH_RESUME:
			do_command(monitor, "resume", "All probes were turned on.");
			break;
		case WISH_TOGGLE:
			toggle(monitor, index);
			break;
		case WISH_STATUS:
			refresh_status(monitor);
			break;
		}
	}
	/* A terminal that is gone is always readable. */
	monitor->idle_keys = keys ? 0 : monitor->idle_keys + 1;
	if (monitor->idle_keys > 100)
		epoll_ctl(monitor->epoll, EPOLL_CTL_DEL, fileno(monitor->keys_file), NULL);
	draw(monitor);
	return false;
}

static void serve_signals(struct monitor *monitor)
{
	struct signalfd_siginfo info;
	struct winsize size;

	while (read(monitor->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGTSTP) {
			endwin();
			raise(SIGSTOP);
			clearok(curscr, TRUE);
		}
	}
	if (ioctl(monitor->terminal, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col)
		resizeterm(size.ws_row, size.ws_col);
	draw(monitor);
}

/* Takes what one of the pipes has. */
static void serve_pipe(struct monitor *monitor, int fd)
{
	ssize_t got = read(fd, monitor->chunk, sizeof(monitor->chunk));

	if (got <= 0)
		return;
	if (fd == monitor->output) {
		pane_add(&monitor->pane, &monitor->output_stream, monitor->chunk, (size_t)got);
	} else {
		pane_add(&monitor->pane, &monitor->report_stream, monitor->chunk, (size_t)got);
		pane_add(&monitor->kept, &monitor->kept_stream, monitor->chunk, (size_t)got);
	}
	draw_soon(monitor);
}

/* --- Without the view ------------------------------------------------------------------------ */

static void print_status(struct monitor *monitor)
{
	struct monitor_status status;
	char line[1024];
	int rc = read_status(monitor, &status);

	if (!rc) {
		monitor_format_line(line, sizeof(line), &status);
		monitor_status_free(&status);
		report_line("%s", line);
		monitor->warned = false;
		return;
	}
	describe_trouble(line, sizeof(line), rc);
	if (!monitor->warned)
		report_warning("%s", line);
	monitor->warned = true;
}

/* Has EVENTS of FD wake us as SOURCE; no EVENTS, not any more. */
static void watch(struct monitor *monitor, int fd, enum source source, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.u32 = source};

	if (fd >= 0)
		epoll_ctl(monitor->epoll, events ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, fd, &event);
}

/* Prints what is in the pipe. SINK_BLOCKED, or SINK_OK when that is all. */
static enum sink_status pass_on(struct monitor *monitor)
{
	enum sink_status status = monitor->gone ? SINK_OK : outfile_flush(&monitor->plain);
	ssize_t got;

	while (status != SINK_BLOCKED &&
		(got = read(monitor->output, monitor->chunk, sizeof(monitor->chunk))) > 0) {
		if (!monitor->gone &&
			outfile_put(&monitor->plain, monitor->chunk, (size_t)got, 0) == SINK_OK)
			status = outfile_flush(&monitor->plain);
		/* No terminal is full: the relay must come to its end all the same. */
		monitor->gone |= status != SINK_OK && status != SINK_BLOCKED;
	}
	return status == SINK_BLOCKED ? SINK_BLOCKED : SINK_OK;
}

/* Waits for the pipe, or for the terminal while that is slow. */
static void serve_plain(struct monitor *monitor)
{
	watch(monitor, monitor->output, FROM_OUTPUT, 0);
	watch(monitor, monitor->plain.sink.fd, FROM_STDOUT, 0);
	if (pass_on(monitor) == SINK_BLOCKED)
		watch(monitor, monitor->plain.sink.fd, FROM_STDOUT, EPOLLOUT);
	else
		watch(monitor, monitor->output, FROM_OUTPUT, EPOLLIN);
}

/* --- Beginning ------------------------------------------------------------------------------- */

/* Where keys come from: standard input if it is a terminal. */
static FILE *open_keys(const struct monitor *monitor)
{
	int fd = -1;

	if (isatty(STDIN_FILENO))
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	if (fd < 0)
		fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		fd = fcntl(monitor->terminal, F_DUPFD_CLOEXEC, 3);
	return fd < 0 ? NULL : fdopen(fd, "r");
}

static int make_pipe(int *end, int *our_end, int our_flags)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	fcntl(ends[1], F_SETFL, our_flags);
	*end = ends[0];
	*our_end = ends[1];
	return 0;
}

/* Resizes and stops become events, before any other thread could take them. */
static int catch_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* What this process and its children print goes to the pane from here on. */
static void take_streams(struct monitor *monitor)
{
	monitor->errors = -1;
	dup2(monitor->output_end, STDOUT_FILENO);
	if (!isatty(STDERR_FILENO))
		return; /* it goes where the user wants it */
	monitor->errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	dup2(monitor->output_end, STDERR_FILENO);
	report_to_descriptor(monitor->reports_end);
}

static int go_full_screen(struct monitor *monitor, const struct monitor_config *config)
{
	monitor->terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	monitor->screen_file = fdopen(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3), "w");
	monitor->keys_file = open_keys(monitor);
	monitor->redraw = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (!monitor->screen_file || !monitor->keys_file ||
		make_pipe(&monitor->output, &monitor->output_end, 0) != 0 ||
		make_pipe(&monitor->reports, &monitor->reports_end, O_NONBLOCK) != 0)
		return -errno;
	/* Reports never wait for the one who reads them, who may be their author. */
	fcntl(monitor->reports_end, F_SETPIPE_SZ, 1 << 20);
	monitor->signals = catch_signals();
	setlocale(LC_CTYPE, "");
	guard_start(config->words, config->words_size);
	terminal_arm_rescue(monitor->terminal);
	set_escdelay(25);
	monitor->screen = newterm(NULL, monitor->screen_file, monitor->keys_file);
	if (!monitor->screen)
		return -ENOTTY;
	set_term(monitor->screen);
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	curs_set(0);
	terminal_changed();
	take_streams(monitor);
	monitor->report_stream.kind = monitor->kept_stream.kind = PANE_REPORT;
	monitor_view_init(&monitor->view, &monitor->pane, monitor->period);
	monitor->view.output_elsewhere = config->output;
	watch(monitor, monitor->redraw, FROM_REDRAW, EPOLLIN);
	watch(monitor, monitor->signals, FROM_SIGNALS, EPOLLIN);
	watch(monitor, monitor->output, FROM_OUTPUT, EPOLLIN);
	watch(monitor, monitor->reports, FROM_REPORTS, EPOLLIN);
	watch(monitor, fileno(monitor->keys_file), FROM_KEYS, EPOLLIN);
	monitor->full_screen = true;
	draw(monitor);
	return 0;
}

struct monitor *monitor_open(const struct monitor_config *config, int folder)
{
	bool full_screen = terminal_can_be_full_screen(STDOUT_FILENO);

	if (!config->period)
		return NULL;
	if (full_screen && config->feed_stdin && isatty(STDIN_FILENO)) {
		report_error("The keys are for the view (-M), or for the script (-i): redirect "
			     "standard input.");
		return NULL;
	}
	struct monitor *monitor = calloc(1, sizeof(*monitor));
	if (!monitor) {
		report_error("There is no memory for -M.");
		return NULL;
	}
	monitor->module = config->module;
	monitor->folder = fcntl(folder, F_DUPFD_CLOEXEC, 3);
	monitor->period = config->period;
	monitor->epoll = epoll_create1(EPOLL_CLOEXEC);
	monitor->clock = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	monitor->redraw = monitor->signals = monitor->terminal = monitor->errors = -1;
	monitor->output = monitor->output_end = monitor->reports = monitor->reports_end = -1;
	monitor->plain.sink.fd = -1;
	watch(monitor, monitor->clock, FROM_CLOCK, EPOLLIN);
	if (full_screen) {
		int rc = go_full_screen(monitor, config);

		if (rc)
			report_warning("-M: no full-screen view here: %s", strerror(-rc));
	}
	return monitor;
}

/* --- While it runs --------------------------------------------------------------------------- */

int monitor_event(const struct monitor *monitor)
{
	return monitor ? monitor->epoll : -1;
}

void monitor_bulk_mode(struct monitor *monitor)
{
	if (monitor)
		monitor->view.output_elsewhere = true;
}

int monitor_start(struct monitor *monitor)
{
	if (!monitor || monitor->started)
		return 0;
	int status = probe_file_open(monitor->folder, monitor->module, "monitor_status", O_RDONLY);
	if (status == -ENOENT) {
		report_error("Module %s has no status to show (-M): compile its script with stap "
			     "--monitor.",
			monitor->module);
		return -1;
	}
	if (status >= 0)
		close(status);
	struct itimerspec each = {.it_interval.tv_sec = monitor->period};
	if (monitor->full_screen)
		each.it_value.tv_nsec = 1; /* at once */
	else
		each.it_value.tv_sec = monitor->period;
	monitor->started = true;
	timerfd_settime(monitor->clock, 0, &each, NULL);
	return 0;
}

static void serve_clock(struct monitor *monitor)
{
	if (monitor->full_screen && !monitor->view.frozen) {
		refresh_status(monitor);
		draw(monitor);
	} else if (!monitor->full_screen && !monitor->passing_on) {
		print_status(monitor);
	}
}

/* True when the user wants to quit. */
static bool serve_source(struct monitor *monitor, enum source source)
{
	uint64_t count;

	switch (source) {
	case FROM_CLOCK:
		if (read(monitor->clock, &count, sizeof(count)) > 0)
			serve_clock(monitor);
		break;
	case FROM_REDRAW:
		if (read(monitor->redraw, &count, sizeof(count)) > 0)
			draw(monitor);
		break;
	case FROM_KEYS:
		return serve_keys(monitor);
	case FROM_OUTPUT:
	case FROM_STDOUT:
		if (monitor->passing_on)
			serve_plain(monitor);
		else
			serve_pipe(monitor, monitor->output);
		break;
	case FROM_REPORTS:
		serve_pipe(monitor, monitor->reports);
		break;
	case FROM_SIGNALS:
		serve_signals(monitor);
		break;
	}
	return false;
}

bool monitor_serve(struct monitor *monitor)
{
	struct epoll_event events[8];
	int count = monitor ? epoll_wait(monitor->epoll, events, 8, 0) : 0;

	for (int i = 0; i < count; i++)
		if (serve_source(monitor, (enum source)events[i].data.u32))
			return true;
	return false;
}

/* --- Ending ---------------------------------------------------------------------------------- */

static void print_line(int fd, const struct pane_line *line)
{
	char text[PANE_LINE_MAX + 1];

	memcpy(text, line->text, line->length);
	text[line->length] = '\n';
	if (write(fd, text, line->length + 1) < 0)
		return; /* no one is left to tell */
}

/* What was on the screen and would be missed: all messages, and the last page of the output. */
static void print_what_was_seen(struct monitor *monitor)
{
	const struct pane *kept = &monitor->kept, *pane = &monitor->pane;
	int lines = monitor->view.pane_rows;
	uint64_t first = pane->end;

	if (kept->end - kept->begin > KEPT_REPORTS)
		report_line("(%" PRIu64 " earlier messages are not repeated.)",
			kept->end - kept->begin - KEPT_REPORTS);
	for (uint64_t i = kept->begin; i < kept->end; i++)
		if (kept->end - i <= KEPT_REPORTS)
			print_line(STDERR_FILENO, pane_line(kept, i));
	while (first > pane->begin && lines > 0)
		lines -= pane_line(pane, --first)->kind == PANE_OUTPUT;
	for (; first < pane->end; first++)
		if (pane_line(pane, first)->kind == PANE_OUTPUT)
			print_line(STDOUT_FILENO, pane_line(pane, first));
	const struct pane_stream *unended = &monitor->output_stream;
	if (unended->used && write(STDOUT_FILENO, unended->line, unended->used) < 0)
		return;
}

void monitor_leave(struct monitor *monitor)
{
	ssize_t got;

	if (!monitor || !monitor->full_screen)
		return;
	/* Where there is no other screen to go back to, go on below this one. */
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
	endwin();
	terminal_disarm_rescue();
	monitor->full_screen = false;
	dup2(monitor->terminal, STDOUT_FILENO);
	if (monitor->errors >= 0) {
		dup2(monitor->errors, STDERR_FILENO);
		report_to_descriptor(STDERR_FILENO);
	}
	watch(monitor, monitor->clock, FROM_CLOCK, 0);
	watch(monitor, monitor->redraw, FROM_REDRAW, 0);
	watch(monitor, monitor->signals, FROM_SIGNALS, 0);
	watch(monitor, monitor->reports, FROM_REPORTS, 0);
	watch(monitor, fileno(monitor->keys_file), FROM_KEYS, 0);
	while ((got = read(monitor->reports, monitor->chunk, sizeof(monitor->chunk))) > 0)
		pane_add(&monitor->kept, &monitor->kept_stream, monitor->chunk, (size_t)got);
	print_what_was_seen(monitor);
	if (outfile_open_stdout(&monitor->plain) != 0)
		return;
	monitor->passing_on = true;
	serve_plain(monitor);
}

/* Prints what is left in the pipe, as long as the terminal takes it. */
static void print_rest(struct monitor *monitor)
{
	enum sink_status status;

	do {
		struct pollfd terminal = {.fd = monitor->plain.sink.fd, .events = POLLOUT};

		status = pass_on(monitor);
		if (status == SINK_BLOCKED && poll(&terminal, 1, PATIENCE_MS) <= 0)
			break;
	} while (status == SINK_BLOCKED);
	outfile_close(&monitor->plain);
}

/*
 * A command that outlives the session, of -c or the script's, goes on printing
 * to our pipe: then another program reads that on.
 */
static void leave_pipe(struct monitor *monitor)
{
	struct pollfd pipe = {.fd = monitor->output};

	close(monitor->output_end);
	monitor->output_end = -1;
	if (poll(&pipe, 1, 0) != 0 || fork() != 0)
		return;
	fcntl(monitor->output, F_SETFL, 0);
	dup2(monitor->output, STDIN_FILENO);
	dup2(monitor->terminal, STDOUT_FILENO);
	execlp("cat", "cat", (char *)NULL);
	_exit(127);
}

static void close_if_open(int fd)
{
	if (fd >= 0)
		close(fd);
}

void monitor_close(struct monitor *monitor)
{
	if (!monitor)
		return;
	monitor_leave(monitor);
	if (monitor->passing_on) {
		print_rest(monitor);
		leave_pipe(monitor);
	}
	monitor_status_free(&monitor->view.status);
	pane_free(&monitor->pane);
	pane_free(&monitor->kept);
	if (monitor->screen)
		delscreen(monitor->screen);
	if (monitor->screen_file)
		fclose(monitor->screen_file);
	if (monitor->keys_file)
		fclose(monitor->keys_file);
	const int descriptors[] = {monitor->output, monitor->output_end, monitor->reports,
		monitor->reports_end, monitor->terminal, monitor->errors, monitor->redraw,
		monitor->signals, monitor->clock, monitor->epoll, monitor->folder};
	for (size_t i = 0; i < sizeof(descriptors) / sizeof(descriptors[0]); i++)
		close_if_open(descriptors[i]);
	free(monitor);
}
