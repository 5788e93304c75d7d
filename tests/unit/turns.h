/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of turns (staprun/loader.c), and who else has one: for the tests of the loader. */
#ifndef TESTS_UNIT_TURNS_H
#define TESTS_UNIT_TURNS_H

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>
#include <unistd.h>

#include <cmocka.h>

static int turns = -1;

/* What TURNS has, behind one byte for each user: for his keepers, and for each of his folders. */
#define FOLDER_TURN(user) (((off_t)1 << 62) + ((off_t)(user) << 32))
#define PLACES            1024
#define PLACE(user)       (((off_t)1 << 50) + (off_t)(user)*PLACES)

/* TURNS, as someone else has them. */
static int other_turns(void)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", turns);
	return openat(AT_FDCWD, path, O_RDWR | O_CLOEXEC);
}

/* Which LOCK someone else finds. */
static void other_turn(struct flock *lock)
{
	int other = other_turns();

	assert_int_equal(fcntl(other, F_OFD_GETLK, lock), 0);
	close(other);
}

/* Has someone else have so many PLACES of USER's. */
static void take_places(uid_t user, int places)
{
	struct flock lock = {.l_type = F_WRLCK, .l_start = PLACE(user), .l_len = places};
	static int other = -1;

	close(other);
	other = other_turns();
	if (places) /* 0 would be all */
		assert_int_equal(fcntl(other, F_OFD_SETLK, &lock), 0);
}

/* Is it someone's? */
static bool is_taken(off_t turn)
{
	struct flock lock = {.l_type = F_WRLCK, .l_start = turn, .l_len = 1};

	other_turn(&lock);
	return lock.l_type == F_WRLCK;
}

#endif
