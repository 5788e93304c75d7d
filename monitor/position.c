/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page keeps one row of the one before. */
#include "monitor/position.h"

#include <ncurses.h>

bool position_key(int key)
{
	switch (key) {
	case KEY_UP:
	case KEY_DOWN:
	case KEY_PPAGE:
	case KEY_NPAGE:
	case KEY_HOME:
	case KEY_END:
		return true;
	}
	return false;
}

uint64_t position_moved(uint64_t position, int key, uint64_t maximum, int page)
{
	uint64_t step =
		key == KEY_PPAGE || key == KEY_NPAGE ? (uint64_t)(page > 1 ? page - 1 : 1) : 1;

	switch (key) {
	case KEY_HOME:
		return 0;
	case KEY_END:
		return maximum;
	case KEY_UP:
	case KEY_PPAGE:
		return position > step ? position - step : 0;
	}
	return position + step < maximum ? position + step : maximum;
}
