/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each event has its source; keys become wishes, and wishes commands to the module. */
#include "monitor/full_screen.h"

#include <errno.h>
#include <inttypes.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "monitor/guard.h"
#include "monitor/rates.h"
#include "monitor/screen.h"
#include "monitor/streams.h"
#include "monitor/ticks.h"
#include "monitor/view.h"

/* Output is drawn no more often than this. */
#define DRAW_NS 50000000u

/* How soon a view in the background looks whether it is in front again. */
#define AWAY_NS 200000000u

/* So many keys are served before all else has its turn. */
#define KEYS_AT_ONCE 64u

#define NS_PER_S 1000000000u

enum source {
	FROM_REDRAW,
	FROM_KEYS,
	FROM_OUTPUT,
	FROM_REPORTS,
	FROM_SIGNALS,
	FROM_SCREEN,
	FROM_TERMINAL
};

struct full_screen {
	const struct monitored *module;
	bool up;
	int epoll;
	int redraw; /* a drawing was put off until this is readable */
	bool stale; /* the screen, until FROM_REDRAW or FROM_SCREEN comes */
	bool slow;  /* the terminal takes nothing at the moment: FROM_SCREEN tells when it does */
	bool away;  /* in the background */
	uint64_t drawn;            /* when, see now_ns() */
	const struct relay *relay; /* NULL: it has not begun */
	struct rates rates;
	struct screen screen;
	struct streams streams;
	struct view view;
};

/* Has EVENTS of FD wake us as SOURCE; no EVENTS, not any more. */
static void watch(struct full_screen *full_screen, int fd, enum source source, uint32_t events)
{
	struct epoll_event event = {.events = events, .data.u32 = source};

	if (fd >= 0)
		epoll_ctl(full_screen->epoll, events ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, fd, &event);
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

/* --- Drawing --------------------------------------------------------------------------------- */

/* Gives the terminal what was drawn. */
static void show(struct full_screen *full_screen)
{
	struct screen *screen = &full_screen->screen;
	bool slow = !screen_show(screen);

	if (slow != full_screen->slow)
		watch(full_screen, screen_slow(screen), FROM_SCREEN, slow ? EPOLLOUT : 0);
	full_screen->slow = slow;
}

/* Has draw() called after NS, below a second. */
static void draw_after(struct full_screen *full_screen, uint64_t ns)
{
	const struct itimerspec when = {.it_value.tv_nsec = (long)ns};

	timerfd_settime(full_screen->redraw, 0, &when, NULL);
	full_screen->stale = true;
}

/* Is the terminal ours? In the background it is neither drawn on nor read, until it is again. */
static bool in_front(struct full_screen *full_screen)
{
	struct screen *screen = &full_screen->screen;
	bool away = !screen_in_front(screen);

	if (away != full_screen->away)
		watch(full_screen, screen_keys(screen), FROM_KEYS, away ? 0 : EPOLLIN);
	full_screen->away = away;
	if (away)
		draw_after(full_screen, AWAY_NS);
	return !away;
}

/* Draws now; where the terminal has not taken the last drawing yet, once it has. */
static void draw(struct full_screen *full_screen)
{
	struct streams *streams = &full_screen->streams;

	if (!in_front(full_screen))
		return;
	full_screen->stale = full_screen->slow;
	if (full_screen->slow)
		return;
	bool unended = pane_show_unended(&streams->shown, &streams->output_stream);
	view_draw(&full_screen->view);
	if (unended)
		pane_hide_unended(&streams->shown);
	full_screen->drawn = now_ns();
	show(full_screen);
}

/* Draws now, or when it was only just done, soon. */
static void draw_soon(struct full_screen *full_screen)
{
	uint64_t passed = now_ns() - full_screen->drawn;

	if (full_screen->stale)
		return;
	if (passed >= DRAW_NS)
		draw(full_screen);
	else
		draw_after(full_screen, DRAW_NS - passed);
}

/* --- The module ------------------------------------------------------------------------------ */

/* How much was given out, and lost as far as that is known yet. */
static uint64_t look_at_output(const struct relay *relay, struct view_output *output)
{
	struct relay_totals totals;

	if (!relay)
		return 0;
	relay_totals(relay, &totals);
	output->lost = totals.never_came + totals.cut_messages + totals.dropped_messages;
	for (unsigned i = 0; i < relay_cpus(relay); i++) {
		struct relay_loss loss;

		relay_lost_on(relay, i, &loss);
		output->may_be_more |= loss.overrun;
	}
	return totals.bytes;
}

static void refresh_status(struct full_screen *full_screen)
{
	struct view *view = &full_screen->view;
	struct rates *rates = &full_screen->rates;
	struct monitor_status status;
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	struct view_output output = {0};
	struct rates_moment now = {
		.ns = now_ns(), .ticks = ticks_now(), .cpus = cpus > 0 ? (unsigned)cpus : 0};
	int rc = monitored_status(full_screen->module, &status);

	monitored_trouble(view->trouble, sizeof(view->trouble), rc);
	if (rc)
		return;
	now.bytes = look_at_output(full_screen->relay, &output);
	rates_update(rates, &status, &now, (uint64_t)view->period * NS_PER_S / 2);
	output.bytes_per_second = rates->bytes_per_second;
	output.share = rates->share;
	view_status(view, &status, &output);
}

static bool probe_is_on(const struct full_screen *full_screen, int64_t index)
{
	const struct monitor_status *status = &full_screen->view.status;

	for (size_t i = 0; i < status->probe_count; i++)
		if (status->probes[i].index == index)
			return status->probes[i].on;
	return false;
}

/* Sends COMMAND, and says DONE or why not. */
static int do_command(struct full_screen *full_screen, const char *command, const char *done)
{
	struct view *view = &full_screen->view;
	int rc = monitored_command(full_screen->module, command);

	if (rc == -ENOENT)
		snprintf(view->note, sizeof(view->note), "The module takes no commands.");
	else if (rc)
		snprintf(view->note, sizeof(view->note), "The module did not take that: %s",
			strerror(-rc));
	else
		snprintf(view->note, sizeof(view->note), "%s", done);
	refresh_status(full_screen);
	return rc;
}

static void toggle(struct full_screen *full_screen, int64_t index)
{
	struct view *view = &full_screen->view;
	bool was_on = probe_is_on(full_screen, index);
	char number[24];

	snprintf(number, sizeof(number), "%" PRId64, index);
	if (do_command(full_screen, number, "") != 0)
		return;
	bool is_on = probe_is_on(full_screen, index);
	if (is_on != was_on)
		snprintf(view->note, sizeof(view->note), "Probe %" PRId64 " is %s now.", index,
			is_on ? "on" : "off");
	else
		snprintf(view->note, sizeof(view->note),
			"Probe %" PRId64 " was toggled; the module still says %s.", index,
			is_on ? "on" : "off");
}

/* --- Events ---------------------------------------------------------------------------------- */

/* What became of a key: nothing, or something that asked the module, which takes its time; or the
 * user wants to quit. */
enum served { KEY_SERVED, KEY_ASKED, KEY_QUIT };

static enum served serve_key(struct full_screen *full_screen, int key)
{
	int64_t index = 0;

	switch (view_key(&full_screen->view, key, &index)) {
	case WISH_NOTHING:
		return KEY_SERVED;
	case WISH_QUIT:
		return KEY_QUIT;
	case WISH_CLEAR:
		do_command(full_screen, "clear", "The globals were reset.");
		break;
	case WISH_PAUSE:
		do_command(full_screen, "pause",
			"All probes are paused: they are off; r resumes them.");
		break;
	case WISH_RESUME:
		do_command(full_screen, "resume", "All probes are resumed: they are on.");
		break;
	case WISH_TOGGLE:
		toggle(full_screen, index);
		break;
	case WISH_STATUS:
		refresh_status(full_screen);
		break;
	}
	return KEY_ASKED;
}

/*
 * True when the user wants to quit. Of keys without end (a paste, one that is held down) it takes
 * as many as leave the session its time. It hardly stops at an escape, as ncurses may have what
 * is behind that, of which no event would tell.
 */
static bool serve_keys(struct full_screen *full_screen)
{
	struct screen *screen = &full_screen->screen;
	enum served served = KEY_SERVED;
	unsigned count = 0;
	int key = ERR;

	if (!in_front(full_screen))
		return false;
	while (served == KEY_SERVED && count < (key == SEQUENCE_ESCAPE ? 2 : 1) * KEYS_AT_ONCE &&
		(key = screen_next_key(screen)) != ERR) {
		served = serve_key(full_screen, key);
		if (served == KEY_QUIT)
			return true;
		count++;
	}
	if (key != ERR) {
		draw_soon(full_screen);
		return false;
	}
	if (!screen_keys_end(screen, count))
		watch(full_screen, screen_keys(screen), FROM_KEYS, 0);
	draw(full_screen);
	return false;
}

/* Waits for the pipe, or for the terminal while that is slow. */
static void pass_on(struct full_screen *full_screen)
{
	struct streams *streams = &full_screen->streams;

	watch(full_screen, streams->output, FROM_OUTPUT, 0);
	watch(full_screen, streams_slow(streams), FROM_TERMINAL, 0);
	if (streams_pass_on(streams))
		watch(full_screen, streams_slow(streams), FROM_TERMINAL, EPOLLOUT);
	else
		watch(full_screen, streams->output, FROM_OUTPUT, EPOLLIN);
}

/* True when the user wants to quit. */
static bool serve_source(struct full_screen *full_screen, enum source source)
{
	uint64_t count;

	switch (source) {
	case FROM_REDRAW:
		if (read(full_screen->redraw, &count, sizeof(count)) > 0)
			draw(full_screen);
		break;
	case FROM_SCREEN:
		show(full_screen);
		if (full_screen->stale)
			draw(full_screen);
		break;
	case FROM_KEYS:
		return serve_keys(full_screen);
	case FROM_OUTPUT:
	case FROM_TERMINAL:
		if (!full_screen->up)
			pass_on(full_screen);
		else if (streams_read_output(&full_screen->streams))
			draw_soon(full_screen);
		break;
	case FROM_REPORTS:
		if (streams_read_reports(&full_screen->streams))
			draw_soon(full_screen);
		break;
	case FROM_SIGNALS:
		screen_serve_signals(&full_screen->screen);
		draw(full_screen);
		break;
	}
	return false;
}

int full_screen_event(const struct full_screen *full_screen)
{
	return full_screen->epoll;
}

bool full_screen_serve(struct full_screen *full_screen)
{
	struct epoll_event events[8];
	int count = epoll_wait(full_screen->epoll, events, 8, 0);

	for (int i = 0; i < count; i++)
		if (serve_source(full_screen, (enum source)events[i].data.u32))
			return true;
	return false;
}

void full_screen_tick(struct full_screen *full_screen)
{
	if (!full_screen->up || full_screen->view.frozen)
		return;
	refresh_status(full_screen);
	draw(full_screen);
}

void full_screen_relay(struct full_screen *full_screen, const struct relay *relay)
{
	full_screen->relay = relay;
}

void full_screen_bulk_mode(struct full_screen *full_screen)
{
	full_screen->view.output_elsewhere = true;
}

/* --- Beginning and end ----------------------------------------------------------------------- */

static int begin(struct full_screen *full_screen, const struct monitor_config *config)
{
	int rc = streams_open(&full_screen->streams);

	if (rc)
		return rc;
	guard_start(config->words, config->words_size);
	rc = screen_open(&full_screen->screen, full_screen->streams.terminal, config->color);
	if (rc)
		return rc;
	streams_take(&full_screen->streams);
	view_init(&full_screen->view, &full_screen->streams.shown, config->period);
	full_screen->view.output_elsewhere = config->output;
	watch(full_screen, full_screen->redraw, FROM_REDRAW, EPOLLIN);
	watch(full_screen, screen_signals(&full_screen->screen), FROM_SIGNALS, EPOLLIN);
	watch(full_screen, full_screen->streams.output, FROM_OUTPUT, EPOLLIN);
	watch(full_screen, full_screen->streams.reports, FROM_REPORTS, EPOLLIN);
	watch(full_screen, screen_keys(&full_screen->screen), FROM_KEYS, EPOLLIN);
	full_screen->up = true;
	draw(full_screen);
	return 0;
}

int full_screen_open(struct full_screen **opened, const struct monitor_config *config,
	const struct monitored *module)
{
	struct full_screen *full_screen = calloc(1, sizeof(*full_screen));

	if (!full_screen)
		return -ENOMEM;
	full_screen->module = module;
	full_screen->screen.signals = full_screen->screen.drawing.memory = -1;
	full_screen->epoll = epoll_create1(EPOLL_CLOEXEC);
	full_screen->redraw = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	int rc = begin(full_screen, config);
	if (rc)
		full_screen_close(full_screen);
	else
		*opened = full_screen;
	return rc;
}

void full_screen_leave(struct full_screen *full_screen)
{
	struct screen *screen = &full_screen->screen;

	if (!full_screen->up)
		return;
	if (full_screen->slow)
		watch(full_screen, screen_slow(screen), FROM_SCREEN, 0);
	screen_leave(screen);
	full_screen->up = false;
	watch(full_screen, full_screen->redraw, FROM_REDRAW, 0);
	watch(full_screen, screen_signals(screen), FROM_SIGNALS, 0);
	watch(full_screen, full_screen->streams.reports, FROM_REPORTS, 0);
	watch(full_screen, screen_keys(screen), FROM_KEYS, 0);
	if (streams_give_back(&full_screen->streams, view_output_rows(&full_screen->view)))
		pass_on(full_screen);
}

void full_screen_close(struct full_screen *full_screen)
{
	if (!full_screen)
		return;
	full_screen_leave(full_screen);
	streams_close(&full_screen->streams);
	view_free(&full_screen->view);
	rates_free(&full_screen->rates);
	screen_close(&full_screen->screen);
	if (full_screen->redraw >= 0)
		close(full_screen->redraw);
	if (full_screen->epoll >= 0)
		close(full_screen->epoll);
	free(full_screen);
}
