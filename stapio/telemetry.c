/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pictures of the session are taken, and a timer tells when the next one is due. */
#include "stapio/telemetry.h"

#include <errno.h>
#include <linux/major.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "common/report.h"
#include "relay/clock.h"
#include "stapio/account.h"
#include "stapio/notify.h"
#include "stapio/say.h"
#include "stats/stats.h"
#include "stats/stats_file.h"

/* How often a person who looks wants to see how far it is, while something comes; or who may look.
 */
#define LIVE_MS   1000
#define STATUS_MS 5000

/* How soon what a service manager had no room for is told again. */
#define RETRY_MS 100

struct telemetry {
	const struct session *session;
	struct stats_file *file;
	int timer;
	bool live;                             /* there is a terminal to show how far it is, */
	bool closing_line;                     /* or how far it came */
	double start;                          /* as in struct stats */
	struct stats begun, told, shown, last; /* pictures: of the start; as was told; of the end */
	bool ready_told, stopping_told;        /* to the service manager */
	/* When they are due; 0: they are not. */
	uint64_t next_stats, next_live, next_watchdog, next_try;
};

/* --- Pictures -------------------------------------------------------------------------------- */

static double since_epoch(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const char *state(const struct session *session)
{
	static const char *const names[] = {
		[SESSION_WAITING] = "starting",
		[SESSION_RUNNING] = "running",
		[SESSION_FINISHING] = "ending",
		[SESSION_OVER] = "ended",
		[SESSION_LEFT] = "left",
	};

	return session->state == SESSION_OVER && session->detaching ? "detached"
								    : names[session->state];
}

static long owner(const struct session *session)
{
	struct stat st;

	return session->control >= 0 && fstat(session->control, &st) == 0 ? (long)st.st_uid : -1;
}

/* Adds to PICTURE what takes memory; without it there is less of it. */
static void add_details(struct stats *picture, const struct relay *relay)
{
	picture->cpu_count = relay_cpus(relay);
	picture->cpus = calloc(picture->cpu_count, sizeof(*picture->cpus));
	picture->output_count = relay_outputs(relay);
	picture->outputs = calloc(picture->output_count, sizeof(*picture->outputs));
	if (!picture->cpus)
		picture->cpu_count = 0;
	if (!picture->outputs)
		picture->output_count = 0;
	for (unsigned i = 0; i < picture->cpu_count; i++)
		relay_lost_on(relay, i, &picture->cpus[i]);
	for (unsigned i = 0; i < picture->output_count; i++)
		relay_look_at(relay, i, &picture->outputs[i]);
}

/* Takes a picture of the session as it is now; forget() frees what is in it. */
static struct stats take(const struct telemetry *telemetry)
{
	const struct session *session = telemetry->session;
	struct stats picture = {
		.module = session->options->module,
		.owner = owner(session),
		.pid = getpid(),
		.state = state(session),
		.status = -1,
		.start = telemetry->start,
		.time = since_epoch(),
		.ns = clock_now(),
	};

	if (session->relay) {
		relay_totals(session->relay, &picture.totals);
		picture.lost_in_kernel = account_lost_in_kernel(session, &picture.totals);
		add_details(&picture, session->relay);
	}
	return picture;
}

/* Frees what PICTURE holds; its numbers stay. */
static void forget(struct stats *picture)
{
	free(picture->cpus);
	free(picture->outputs);
	picture->cpus = NULL;
	picture->outputs = NULL;
}

/* --- For programs ---------------------------------------------------------------------------- */

/* Takes note that NOW has been told as *BEFORE. */
static void instead(struct stats *before, struct stats *now)
{
	forget(now);
	*before = *now;
}

static void write_stats(struct telemetry *telemetry, struct stats *now)
{
	char *text = NULL;
	size_t length;
	FILE *object = open_memstream(&text, &length);

	if (!object)
		return;
	stats_print(object, &telemetry->told, now);
	if (fclose(object)) {
		free(text);
		return;
	}
	stats_file_put(telemetry->file, text);
}

void telemetry_ask(struct telemetry *telemetry)
{
	if (!telemetry || !telemetry->file)
		return;
	struct stats now = take(telemetry);
	write_stats(telemetry, &now);
	instead(&telemetry->told, &now);
}

/* --- For people ------------------------------------------------------------------------------ */

/* Is standard error a terminal, on which nothing else is shown? */
static bool has_terminal(const struct options *options)
{
	return options->output && !options->quiet && !options->daemon &&
	       !options->load_and_detach && isatty(STDERR_FILENO);
}

/* Does what the script prints go to that terminal, too? */
static bool output_is_terminal(const struct options *options)
{
	struct stat output, error;

	if (options->output_descriptor)
		return isatty(options->output_descriptor);
	return stat(options->output, &output) == 0 && S_ISCHR(output.st_mode) &&
	       fstat(STDERR_FILENO, &error) == 0 &&
	       (output.st_rdev == error.st_rdev || output.st_rdev == makedev(TTYAUX_MAJOR, 0));
}

static unsigned columns(void)
{
	struct winsize size;

	/* The last column stays free, as some terminals go to the next line behind it; and what a
	 * terminal shows of a key, which say_live() knows. */
	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > SAY_KEY + 1
		       ? size.ws_col - SAY_KEY - 1u
		       : 79 - SAY_KEY;
}

static void show(struct telemetry *telemetry)
{
	char line[STATS_LINE_SIZE];

	/* What goes out from here on is for the next one, or for both. */
	relay_watch(telemetry->session->relay);
	struct stats now = take(telemetry);
	stats_line(line, &telemetry->shown, &now, telemetry->live ? columns() : 0);
	if (telemetry->live)
		say_live(line);
	notify("STATUS=%s", line);
	instead(&telemetry->shown, &now);
}

/* --- For who started it ---------------------------------------------------------------------- */

/* Writes what --ready-fd asks for: where there is no room for that, no one waits for it. */
static void write_ready(int descriptor)
{
	struct pollfd room = {.fd = descriptor, .events = POLLOUT};

	if (poll(&room, 1, 0) != 1 || write(descriptor, "\n", 1) != 1)
		report_warning("Couldn't write to the descriptor of --ready-fd: %s",
			room.revents & POLLERR ? "no one reads it" : "it takes nothing");
	close(descriptor);
}

/* Tells the service manager what it has not heard yet. */
static void tell_manager(struct telemetry *telemetry)
{
	const struct session *session = telemetry->session;

	/* From the background that is its starter's to tell (stapio/daemon.h). */
	if (!telemetry->ready_told && telemetry->start > 0)
		telemetry->ready_told = session->options->daemon || notify("READY=1");
	if (!telemetry->stopping_told && session->state >= SESSION_FINISHING)
		telemetry->stopping_told = notify("STOPPING=1");
	bool told = (telemetry->ready_told || telemetry->start == 0) &&
		    (telemetry->stopping_told || session->state < SESSION_FINISHING);
	telemetry->next_try = told ? 0 : clock_in_ms(RETRY_MS);
}

/* --- When ------------------------------------------------------------------------------------ */

static uint64_t sooner(uint64_t one, uint64_t other)
{
	return !one || (other && other < one) ? other : one;
}

static void set_timer(struct telemetry *telemetry)
{
	uint64_t next = sooner(sooner(telemetry->next_stats, telemetry->next_live),
		sooner(telemetry->next_watchdog, telemetry->next_try));
	struct itimerspec time = {
		.it_value = {(time_t)(next / 1000000000), (long)(next % 1000000000)}};

	timerfd_settime(telemetry->timer, TFD_TIMER_ABSTIME, &time, NULL);
}

static bool due(uint64_t when)
{
	return when && !clock_ms_until(when);
}

static uint64_t interval_ns(const struct telemetry *telemetry)
{
	return (uint64_t)telemetry->session->options->stats_interval_s * 1000000000;
}

void telemetry_serve(struct telemetry *telemetry)
{
	uint64_t times;

	if (!telemetry || read(telemetry->timer, &times, sizeof(times)) < 0)
		return;
	if (due(telemetry->next_stats)) {
		telemetry_ask(telemetry);
		/* By the clock, whatever it took; those that were missed are not made up for. */
		do
			telemetry->next_stats += interval_ns(telemetry);
		while (due(telemetry->next_stats));
	}
	if (due(telemetry->next_live)) {
		telemetry->next_live = 0;
		show(telemetry);
	}
	if (due(telemetry->next_watchdog)) {
		notify("WATCHDOG=1");
		/* Twice as often as has to be, as its manual page has it. */
		telemetry->next_watchdog = clock_now() + notify_watchdog_ns() / 2;
	}
	if (due(telemetry->next_try))
		tell_manager(telemetry);
	set_timer(telemetry);
}

/* Is there someone who wants to see how far it is? */
static bool is_looked_at(const struct telemetry *telemetry)
{
	return telemetry->live || notify_wanted();
}

static void show_soon(struct telemetry *telemetry)
{
	telemetry->next_live =
		telemetry->shown.ns + (telemetry->live ? LIVE_MS : STATUS_MS) * (uint64_t)1000000;
	set_timer(telemetry);
}

/* The probes run. */
static void begin(struct telemetry *telemetry)
{
	if (is_looked_at(telemetry))
		relay_watch(telemetry->session->relay);
	telemetry->start = since_epoch();
	telemetry->begun = take(telemetry);
	forget(&telemetry->begun);
	telemetry->told = telemetry->shown = telemetry->begun;
	if (telemetry->file && interval_ns(telemetry))
		telemetry->next_stats = clock_now() + interval_ns(telemetry);
	if (telemetry->session->options->ready_descriptor)
		write_ready(telemetry->session->options->ready_descriptor);
	if (notify_watchdog_ns())
		telemetry->next_watchdog = clock_now();
	tell_manager(telemetry);
	set_timer(telemetry);
	/* What they printed as they were started may be all that there is. */
	if (is_looked_at(telemetry) && telemetry->begun.totals.messages)
		show_soon(telemetry);
}

/* Something has gone out since it was last told how far it is. */
static bool moved(const struct telemetry *telemetry)
{
	return is_looked_at(telemetry) && telemetry->start > 0 && !telemetry->next_live &&
	       relay_moved(telemetry->session->relay);
}

void telemetry_look(struct telemetry *telemetry)
{
	if (!telemetry)
		return;
	if (telemetry->start == 0 && telemetry->session->up)
		begin(telemetry);
	if (moved(telemetry))
		show_soon(telemetry);
	if (telemetry->session->state >= SESSION_FINISHING && !telemetry->stopping_told &&
		!telemetry->next_try) {
		tell_manager(telemetry);
		set_timer(telemetry);
	}
}

/* --- From beginning to end ------------------------------------------------------------------- */

struct telemetry *telemetry_open(const struct session *session)
{
	const struct options *options = session->options;
	bool terminal = has_terminal(options) && !output_is_terminal(options);
	bool wanted = options->stats || options->ready_descriptor || terminal || notify_wanted();
	struct telemetry *telemetry = wanted ? calloc(1, sizeof(*telemetry)) : NULL;

	if (!telemetry) {
		if (wanted)
			report_warning(
				"Neither the session's start nor its statistics are told: %s",
				strerror(errno));
		return NULL;
	}
	telemetry->session = session;
	telemetry->told.ns = clock_now(); /* until the probes run, rates are since now */
	telemetry->closing_line = terminal;
	/* What others have the terminal for, a line would be in the way of. */
	telemetry->live =
		terminal && !options->command && !options->feed_stdin && !options->monitor_period;
	if (options->stats)
		telemetry->file = stats_file_open(options->stats, options->stats_descriptor);
	telemetry->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	if (telemetry->timer < 0)
		report_warning("Couldn't make a timer: %s. No statistics come by themselves.",
			strerror(errno));
	return telemetry;
}

int telemetry_event(const struct telemetry *telemetry)
{
	return telemetry ? telemetry->timer : -1;
}

void telemetry_over(struct telemetry *telemetry)
{
	char line[STATS_LINE_SIZE];

	if (!telemetry)
		return;
	telemetry->last = take(telemetry);
	if (telemetry->session->state < SESSION_OVER) /* it never came to run */
		telemetry->last.state = "ended";
	if (telemetry->live)
		say_live("");
	if (telemetry->start == 0)
		return;
	stats_line(line, &telemetry->begun, &telemetry->last, 0);
	if (telemetry->closing_line)
		report_line("%s", line);
	notify("%sSTATUS=%s", telemetry->stopping_told ? "" : "STOPPING=1\n", line);
}

void telemetry_close(struct telemetry *telemetry, int status)
{
	if (!telemetry)
		return;
	telemetry->last.status = status;
	if (telemetry->file)
		write_stats(telemetry, &telemetry->last);
	stats_file_close(telemetry->file);
	forget(&telemetry->last);
	if (telemetry->timer >= 0)
		close(telemetry->timer);
	free(telemetry);
}
