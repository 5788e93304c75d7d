/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * trees [CPUS [MESSAGES]]: a trial of what puts the next frame of a CPU (64) in its place among
 * the first frames of all, when each message (2,000,000) came of any: the heap of
 * stream/merge.c, which compares once a level and goes up again; a loser tree, which
 * compares once a level of a path that is known beforehand; that tree with an entry in one
 * word, so that none of it is a branch. All CPUs have something all the time, which is
 * what a loser tree needs. Prints CPU time for each message; callgrind counts the instructions of
 * each function.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CPUS_MAX 1024u
#define NEVER    UINT32_C(0x7fffffff) /* the sequence behind the last of a CPU */
#define TURNS    3

#define NOINLINE __attribute__((noinline))

struct entry {
	uint32_t sequence;
	uint32_t source;
};

static unsigned cpus, leaves, heap_size;
static uint32_t message_count, *numbers[CPUS_MAX];
static size_t at[CPUS_MAX], counts[CPUS_MAX];
static struct entry heap[CPUS_MAX], tree[CPUS_MAX];
static uint64_t words[CPUS_MAX];

static struct entry next_of(uint32_t source)
{
	size_t i = at[source]++;

	return (struct entry){i < counts[source] ? numbers[source][i] : NEVER, source};
}

/* 1 when A comes before B, else 0, without a branch. */
static uint32_t is_before(struct entry a, struct entry b)
{
	return (a.sequence - b.sequence) >> 31;
}

static uint64_t word_of(struct entry entry)
{
	return (uint64_t)entry.sequence << 32 | entry.source;
}

/* As stream/merge.c does it. */
static NOINLINE void replace_in_heap(struct entry entry)
{
	unsigned i = 0, child;

	while ((child = 2 * i + 2) < heap_size) {
		child -= is_before(heap[child - 1], heap[child]);
		heap[i] = heap[child];
		i = child;
	}
	if (child == heap_size) {
		heap[i] = heap[child - 1];
		i = child - 1;
	}
	for (; i > 0 && is_before(entry, heap[(i - 1) / 2]); i = (i - 1) / 2)
		heap[i] = heap[(i - 1) / 2];
	heap[i] = entry;
}

static NOINLINE void replay(struct entry entry)
{
	for (unsigned i = (entry.source + leaves) / 2; i > 0; i /= 2) {
		struct entry loser = tree[i];

		if (!is_before(loser, entry))
			continue;
		tree[i] = entry;
		entry = loser;
	}
	tree[0] = entry;
}

static NOINLINE void replay_words(uint64_t entry)
{
	for (unsigned i = ((uint32_t)entry + leaves) / 2; i > 0; i /= 2) {
		uint64_t before = (uint32_t)((words[i] >> 32) - (entry >> 32)) >> 31;
		uint64_t change = (words[i] ^ entry) & (0 - before);

		words[i] ^= change;
		entry ^= change;
	}
	words[0] = entry;
}

/* --- Each in turn gives out all messages ------------------------------------------------------ */

static void give_by_heap(void)
{
	heap_size = cpus; /* the first numbers are in order: a heap */
	for (uint32_t i = 0; i < cpus; i++)
		heap[i] = next_of(i);
	for (uint32_t n = 1; n <= message_count && heap[0].sequence == n; n++)
		replace_in_heap(next_of(heap[0].source));
}

/* The first numbers are in order: of two that meet the one on the left wins. */
static void grow_tree(void)
{
	for (unsigned i = leaves; i-- > 1;) {
		unsigned right = 2 * i + 1;

		while (right < leaves)
			right *= 2;
		right -= leaves;
		tree[i] = right < cpus ? next_of(right) : (struct entry){NEVER, right};
	}
	tree[0] = next_of(0);
}

static void give_by_tree(void)
{
	grow_tree();
	for (uint32_t n = 1; n <= message_count && tree[0].sequence == n; n++)
		replay(next_of(tree[0].source));
}

static void give_by_words(void)
{
	grow_tree();
	for (unsigned i = 0; i < leaves; i++)
		words[i] = word_of(tree[i]);
	for (uint32_t n = 1; n <= message_count && words[0] >> 32 == n; n++)
		replay_words(word_of(next_of((uint32_t)words[0])));
}

/* All that is there, so that what has to be done for it anyway can be taken off. */
static void give_by_nothing(void)
{
	for (uint32_t i = 0; i < cpus; i++)
		while (at[i] < counts[i])
			*(volatile uint32_t *)&tree->sequence = next_of(i).sequence;
}

static void print_messages(void)
{
	uint32_t random = 2463534242;

	for (uint32_t n = 1; n <= message_count; n++) {
		random ^= random << 13;
		random ^= random >> 17;
		random ^= random << 5;
		uint32_t source = n <= cpus ? n - 1 : random % cpus;

		if (!(counts[source] & (counts[source] - 1))) {
			size_t room = counts[source] ? 2 * counts[source] : 1;

			numbers[source] = realloc(numbers[source], room * sizeof(uint32_t));
			if (!numbers[source])
				abort();
		}
		numbers[source][counts[source]++] = n;
	}
}

static double ns_a_message(void (*give)(void))
{
	double best = 0;

	for (unsigned turn = 0; turn < TURNS; turn++) {
		for (unsigned i = 0; i < cpus; i++)
			at[i] = 0;
		clock_t begin = clock();
		give();
		double ns = (double)(clock() - begin) * 1e9 / CLOCKS_PER_SEC / message_count;

		for (unsigned i = 0; i < cpus; i++)
			if (at[i] < counts[i])
				abort(); /* not all, or not in order */
		if (!turn || ns < best)
			best = ns;
	}
	return best;
}

int main(int argc, char **argv)
{
	cpus = argc > 1 ? (unsigned)atoi(argv[1]) : 64;
	message_count = argc > 2 ? (uint32_t)atol(argv[2]) : 2000000;
	if (cpus < 2 || cpus > CPUS_MAX || message_count < cpus) {
		fputs("usage: trees [CPUS [MESSAGES]]\n", stderr);
		return 2;
	}
	for (leaves = 2; leaves < cpus;)
		leaves *= 2;
	print_messages();
	double nothing = ns_a_message(give_by_nothing);
	printf("heap %.1f ns, loser tree %.1f, of words %.1f\n",
		ns_a_message(give_by_heap) - nothing, ns_a_message(give_by_tree) - nothing,
		ns_a_message(give_by_words) - nothing);
	return 0;
}
