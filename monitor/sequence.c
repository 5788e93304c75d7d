/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ECMA-48: ESC [, parameters, and a byte from @ to ~; or, of function keys, ESC O and the same. */
#include "monitor/sequence.h"

bool sequence_takes(struct sequence *sequence, int key)
{
	bool begun = sequence->state == SEQUENCE_BEGUN,
	     goes_on = sequence->state == SEQUENCE_GOES_ON;

	sequence->state = SEQUENCE_NONE;
	if (key == SEQUENCE_ESCAPE)
		sequence->state = SEQUENCE_BEGUN;
	else if ((begun && (key == '[' || key == 'O')) || (goes_on && key >= ' ' && key <= '?'))
		sequence->state = SEQUENCE_GOES_ON;
	else
		return goes_on && key >= '@' && key <= '~';
	return key != SEQUENCE_ESCAPE;
}
