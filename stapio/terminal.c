/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What needs terminfo itself (term.h claims names like "lines" as macros, so
 * it is kept in here), and what may run inside a signal handler.
 */
#include "stapio/terminal.h"

#include <curses.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

/* For exit() and for signals that end us, which take no argument. */
static struct {
	volatile sig_atomic_t armed;
	int fd;
	struct termios settings;
	char leave[256];
	size_t length;
} rescue;

static void rescue_terminal(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = 0;
	if (write(rescue.fd, rescue.leave, rescue.length) < 0)
		return;
	tcsetattr(rescue.fd, TCSANOW, &rescue.settings);
}

static void crash(int number)
{
	rescue_terminal();
	raise(number); /* SA_RESETHAND: it ends us now */
}

static void add_capability(const char *name)
{
	const char *text = tigetstr(name);
	size_t length = text && text != (char *)-1 ? strlen(text) : 0;

	if (!length || length > sizeof(rescue.leave) - rescue.length)
		return;
	memcpy(rescue.leave + rescue.length, text, length);
	rescue.length += length;
}

void terminal_arm_rescue(int fd)
{
	static const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS};
	struct sigaction action = {.sa_handler = crash, .sa_flags = (int)SA_RESETHAND | SA_NODEFER};

	rescue.fd = fd;
	if (tcgetattr(fd, &rescue.settings) != 0)
		return;
	for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		sigaction(deadly[i], &action, NULL);
	atexit(rescue_terminal);
	rescue.armed = 1;
}

void terminal_disarm_rescue(void)
{
	rescue.armed = 0;
}

bool terminal_can_be_full_screen(int fd)
{
	int error;

	if (!isatty(fd) || setupterm(NULL, fd, &error) != OK)
		return false;
	const char *move_cursor = tigetstr("cup");
	bool can = move_cursor && move_cursor != (char *)-1;
	rescue.length = 0;
	add_capability("sgr0");
	add_capability("rmkx");
	add_capability("cnorm");
	add_capability("rmcup");
	del_curterm(cur_term);
	return can;
}
