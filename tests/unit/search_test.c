/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search for frames where no one knows what is next, of which reads told some places. */
#include "stream/search.h"
#include "tests/unit/ways.h"

/* Sub-buffers begin ROOM bytes behind the begin of the view; or OTHER bytes, if that is not 0. */
static void begin_known(uint32_t room, uint32_t other)
{
	begin(DIALECT_4, 0);
	stream.subbufs.size = SIZE;
	stream.subbufs.read = ORIGIN + 10 * SIZE;
	walk.place.begin = ORIGIN + room - SIZE;
	walk.place.next = 0;
	walk.place.unsure = other > 0;
	stream.subbufs.ends[0] =
		(struct subbuf_end){.from = 0, .to = ORIGIN + 2 * SIZE + other, .full = UINT16_MAX};
	stream.subbufs.end_count = other > 0;
}

/* Headers that are nearer, or farther, are none. */
static void where_one_sub_buffer_ends(void **state)
{
	struct header header;

	(void)state;
	for (uint32_t room = 1; room <= 8; room++)
		for (uint32_t at = 0; at <= 10; at++) {
			begin_known(room, 0);
			view.size = put(at, 1, 40);
			struct walk there = walk;
			assert_int_equal(
				search_look(&view, &there, LATER, &header) == FOUND, at == room);
			there = walk;
			assert_int_equal(search_find(&view, &there, &header) == FOUND, at == room);
			assert_true(at != room || header.at == at);
		}
}

/* What reads told leaves two. */
static void where_one_of_two_ends(void **state)
{
	struct header header;

	(void)state;
	for (uint32_t room = 1; room <= 8; room++)
		for (uint32_t other = 1; other <= 8; other++)
			for (uint32_t at = 0; at <= 10; at++) {
				begin_known(room, other);
				view.size = put(put(at, 1, 40), 2, 3);
				bool is = at == room || at == other;
				struct walk there = walk;
				assert_int_equal(
					search_look(&view, &there, LATER, &header) == FOUND, is);
				there = walk;
				assert_int_equal(search_find(&view, &there, &header) == FOUND, is);
				assert_true(!is || header.at == at);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_one_sub_buffer_ends),
		cmocka_unit_test(where_one_of_two_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
