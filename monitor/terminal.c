/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Terminfo is used here alone, as term.h claims names like "lines" as macros; and
 * here is what may run inside a signal handler.
 */
#include "monitor/terminal.h"

#include <curses.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

/* What it takes to give the terminal back. */
struct rescue {
	volatile sig_atomic_t armed;
	volatile sig_atomic_t left; /* to who outlives us */
	struct termios before, during;
	char device[64];
	char leave[256];
	size_t length;
};

/* For exit() and for signals that end us, which take no argument. */
static struct rescue own, *rescue = &own;
static int rescue_fd;

static void rescue_own(void)
{
	if (!rescue->armed)
		return;
	rescue->armed = 0;
	if (write(rescue_fd, rescue->leave, rescue->length) < 0)
		return;
	tcsetattr(rescue_fd, TCSANOW, &rescue->before);
}

static bool same_settings(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag;
}

void terminal_share_rescue(void)
{
	struct rescue *shared = mmap(
		NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (shared == MAP_FAILED)
		return;
	*shared = *rescue;
	rescue = shared;
}

void terminal_rescue(void)
{
	struct termios now;

	if (rescue == &own || !(rescue->armed || rescue->left))
		return;
	int fd = open(rescue->device, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		fd = STDERR_FILENO; /* as likely the same */
	else
		fcntl(fd, F_SETFL, 0); /* whoever else writes at this moment is waited for */
	if (tcgetattr(fd, &now) != 0 || write(fd, rescue->leave, rescue->length) < 0)
		return;
	/* A shell may have been faster, and have other wishes by now. */
	if (same_settings(&now, &rescue->during))
		tcsetattr(fd, TCSANOW, &rescue->before);
}

static void crash(int number)
{
	rescue_own();
	raise(number); /* SA_RESETHAND: it ends us now */
}

static void add_capability(const char *name)
{
	const char *text = tigetstr(name);
	size_t length = text && text != (char *)-1 ? strlen(text) : 0;

	if (!length || length > sizeof(rescue->leave) - rescue->length)
		return;
	memcpy(rescue->leave + rescue->length, text, length);
	rescue->length += length;
}

void terminal_arm_rescue(int fd)
{
	static const int deadly[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS};
	struct sigaction action = {.sa_handler = crash, .sa_flags = (int)SA_RESETHAND | SA_NODEFER};

	rescue_fd = fd;
	if (tcgetattr(fd, &rescue->before) != 0 ||
		ttyname_r(fd, rescue->device, sizeof(rescue->device)) != 0)
		return;
	rescue->during = rescue->before;
	for (size_t i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		sigaction(deadly[i], &action, NULL);
	atexit(rescue_own);
	rescue->armed = 1;
}

void terminal_changed(void)
{
	tcgetattr(rescue_fd, &rescue->during);
}

void terminal_leave_to_guard(void)
{
	rescue->left = 1;
	rescue->armed = 0;
}

void terminal_settings(bool view)
{
	rescue->armed = 1;
	tcsetattr(rescue_fd, TCSANOW, view ? &rescue->during : &rescue->before);
	rescue->armed = view;
}

void terminal_disarm_rescue(void)
{
	rescue->armed = 0;
}

bool terminal_can_be_full_screen(int fd)
{
	int error;

	if (!isatty(fd) || setupterm(NULL, fd, &error) != OK)
		return false;
	const char *move_cursor = tigetstr("cup");
	bool can = move_cursor && move_cursor != (char *)-1;
	rescue->length = 0;
	add_capability("sgr0");
	add_capability("rmkx");
	add_capability("cnorm");
	add_capability("rmcup");
	del_curterm(cur_term);
	return can;
}
