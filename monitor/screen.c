/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ncurses is set up and put away here; text.c draws with it. */
#include "monitor/screen.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <ncurses.h>
#include <signal.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "monitor/sequence.h"
#include "monitor/terminal.h"
#include "monitor/text.h"

/* On a screen: four times as many as the largest have. */
#define CHARACTERS_MAX (1 << 20)

/* Where keys come from: standard input if it is a terminal. */
static FILE *open_keys(int terminal)
{
	int fd = -1;

	if (isatty(STDIN_FILENO))
		fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	if (fd < 0)
		fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		fd = fcntl(terminal, F_DUPFD_CLOEXEC, 3);
	return fd < 0 ? NULL : fdopen(fd, "r");
}

/* Resizes, stops and their ends become events, before any other thread could take them, which
 * BEFORE is the mask of. */
static int catch_signals(sigset_t *before)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	sigaddset(&set, SIGTSTP);
	sigaddset(&set, SIGCONT);
	sigprocmask(SIG_BLOCK, &set, before);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/*
 * Anyone may say that a terminal is so large. ncurses counts rows and columns in 15 bits, needs
 * about 100 bytes for each character, and crashes after a size that it could not take.
 */
static bool is_drawable(const struct winsize *size)
{
	return size->ws_row <= INT16_MAX && size->ws_col <= INT16_MAX &&
	       size->ws_row * size->ws_col <= CHARACTERS_MAX;
}

static void none(int number)
{
	(void)number;
}

/*
 * ncurses ignores SIGTSTP while it draws, and what is ignored is thrown away, also where it waits
 * to be served: a ^Z would be lost. What it finds changed as it begins it leaves alone.
 */
static SCREEN *begin_curses(FILE *file, FILE *keys)
{
	const struct sigaction changed = {.sa_handler = none};
	struct sigaction before;

	sigaction(SIGTSTP, &changed, &before);
	SCREEN *curses = newterm(NULL, file, keys);
	sigaction(SIGTSTP, &before, NULL);
	return curses;
}

int screen_open(struct screen *screen, int terminal, bool color)
{
	struct winsize size;

	*screen = (struct screen){.terminal = terminal, .signals = -1, .drawing.memory = -1};
	screen->file = fdopen(fcntl(terminal, F_DUPFD_CLOEXEC, 3), "w");
	screen->keys = open_keys(terminal);
	if (!screen->file || !screen->keys)
		return -errno;
	if (ioctl(terminal, TIOCGWINSZ, &size) == 0 && !is_drawable(&size))
		return -ERANGE;
	screen->signals = catch_signals(&screen->before);
	setlocale(LC_CTYPE, "");
	terminal_arm_rescue(terminal);
	set_escdelay(25);
	screen->curses = begin_curses(screen->file, screen->keys);
	if (!screen->curses)
		return -ENOTTY;
	set_term(screen->curses);
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	curs_set(0);
	text_colors(color);
	terminal_changed();
	/* From here on ncurses can't change the settings of the terminal: terminal.h does. */
	int rc = drawing_open(&screen->drawing, terminal, fileno(screen->file));
	if (rc) {
		endwin();
		terminal_disarm_rescue();
	}
	return rc;
}

bool screen_show(struct screen *screen)
{
	return drawing_write(&screen->drawing);
}

int screen_slow(const struct screen *screen)
{
	return drawing_event(&screen->drawing);
}

int screen_keys(const struct screen *screen)
{
	return fileno(screen->keys);
}

int screen_signals(const struct screen *screen)
{
	return screen->signals;
}

int screen_next_key(struct screen *screen)
{
	for (;;) {
		int key = getch(), next;

		/* Of a resize resizeterm() says so; no one typed it. */
		if (key == KEY_RESIZE || (key != ERR && sequence_takes(&screen->sequence, key)))
			continue;
		if (key != SEQUENCE_ESCAPE || (next = getch()) == ERR)
			return key;
		if (sequence_takes(&screen->sequence, next))
			continue;
		ungetch(next);
		return key;
	}
}

bool screen_keys_end(struct screen *screen, unsigned count)
{
	/* A terminal that is gone is always readable. */
	screen->idle_keys = count ? 0 : screen->idle_keys + 1;
	return screen->idle_keys <= 100;
}

/* Takes the size that the terminal has, unless that is none. */
static void take_size(const struct screen *screen)
{
	struct winsize size;

	if (ioctl(screen->terminal, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col &&
		is_drawable(&size))
		resizeterm(size.ws_row, size.ws_col);
}

bool screen_in_front(struct screen *screen)
{
	pid_t front = tcgetpgrp(screen->terminal);
	bool was_away = screen->away;

	screen->away = front >= 0 && front != getpgrp();
	/* Who stopped us, or whoever had the terminal meanwhile, may have left it in any state. */
	if (was_away && !screen->away) {
		terminal_settings(true);
		clearok(curscr, TRUE);
		take_size(screen);
	}
	return !screen->away;
}

/* False: not all that was drawn is there. In the background the settings are the shell's, and to
 * change them would stop us. */
static bool give_back(struct screen *screen)
{
	if (!isendwin())
		endwin();
	bool whole = drawing_finish(&screen->drawing);
	if (screen_in_front(screen))
		terminal_settings(false);
	return whole;
}

/*
 * What ^Z asks for, until someone has us go on. By the signal itself, as the kernel knows where no
 * one could: there it is discarded.
 */
static void stop(struct screen *screen)
{
	sigset_t set;

	give_back(screen);
	raise(SIGTSTP);
	sigemptyset(&set);
	sigaddset(&set, SIGTSTP);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

void screen_serve_signals(struct screen *screen)
{
	struct signalfd_siginfo info;

	while (read(screen->signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGTSTP)
			stop(screen);
		screen->away |= info.ssi_signo != SIGWINCH;
	}
	take_size(screen);
}

void screen_leave(struct screen *screen)
{
	/* Where there is no other screen to go back to, go on below this one. */
	if (screen_in_front(screen)) {
		move(LINES - 1, 0);
		clrtoeol();
		refresh();
	}
	if (give_back(screen))
		terminal_disarm_rescue();
	else
		terminal_leave_to_guard();
	/* What is still to be done may be stopped as without a view. */
	sigprocmask(SIG_SETMASK, &screen->before, NULL);
}

void screen_close(struct screen *screen)
{
	if (screen->curses)
		delscreen(screen->curses);
	drawing_close(&screen->drawing);
	if (screen->file)
		fclose(screen->file);
	if (screen->keys)
		fclose(screen->keys);
	if (screen->signals >= 0) {
		sigprocmask(SIG_SETMASK, &screen->before, NULL);
		close(screen->signals);
	}
}
