/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks of 64 bytes are taken one after the other; the length stands at the end of the last. */
#include "helper/sha256.h"

#include <endian.h>
#include <string.h>

#define BLOCK 64

/* The first 32 bits of the fractional parts of the cube roots of the first 64 primes. */
static const uint32_t constants[BLOCK] = {0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5,
	0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
	0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
	0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152,
	0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e,
	0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624,
	0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3,
	0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
	0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turn(uint32_t word, int bits)
{
	return word >> bits | word << (32 - bits);
}

/* A word that is behind 16 others, of which it is made. */
static void add_word(uint32_t *w)
{
	uint32_t early = w[-15], late = w[-2];

	*w = w[-16] + w[-7] + (turn(early, 7) ^ turn(early, 18) ^ early >> 3) +
	     (turn(late, 17) ^ turn(late, 19) ^ late >> 10);
}

/*
 * A round with WORD, of which the eight words of the state take part in other roles than
 * in the next: so none of them has to be moved.
 */
#define ROUND(a, b, c, d, e, f, g, h, word)                                                        \
	do {                                                                                       \
		h += turn(turn(turn(e, 14) ^ e, 5) ^ e, 6) + (((f ^ g) & e) ^ g) + (word);         \
		d += h;                                                                            \
		h += turn(turn(turn(a, 9) ^ a, 11) ^ a, 2) + (((a ^ b) & (b ^ c)) ^ b);            \
	} while (0)

static void add_block(uint32_t state[8], const uint8_t *block)
{
	uint32_t w[BLOCK], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4],
			   f = state[5], g = state[6], h = state[7];

	for (int i = 0; i < 16; i++) {
		memcpy(&w[i], block + 4 * i, sizeof(w[i]));
		w[i] = be32toh(w[i]);
	}
	for (int i = 16; i < BLOCK; i++)
		add_word(w + i);
	for (int i = 0; i < BLOCK; i += 8) {
		const uint32_t *k = constants + i, *v = w + i;

		ROUND(a, b, c, d, e, f, g, h, k[0] + v[0]);
		ROUND(h, a, b, c, d, e, f, g, k[1] + v[1]);
		ROUND(g, h, a, b, c, d, e, f, k[2] + v[2]);
		ROUND(f, g, h, a, b, c, d, e, k[3] + v[3]);
		ROUND(e, f, g, h, a, b, c, d, k[4] + v[4]);
		ROUND(d, e, f, g, h, a, b, c, k[5] + v[5]);
		ROUND(c, d, e, f, g, h, a, b, k[6] + v[6]);
		ROUND(b, c, d, e, f, g, h, a, k[7] + v[7]);
	}
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
	state[5] += f;
	state[6] += g;
	state[7] += h;
}

void sha256(const void *bytes, size_t size, uint8_t digest[static SHA256_SIZE])
{
	uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
		0x1f83d9ab, 0x5be0cd19};
	const uint8_t *at = bytes;
	uint8_t last[2 * BLOCK] = {0};
	size_t rest = size % BLOCK, end = rest < BLOCK - 8 ? BLOCK : 2 * BLOCK;
	uint64_t bits = (uint64_t)size * 8;

	for (; at < (const uint8_t *)bytes + (size - rest); at += BLOCK)
		add_block(state, at);
	memcpy(last, at, rest);
	last[rest] = 0x80;
	for (int i = 0; i < 8; i++)
		last[end - 1 - (size_t)i] = (uint8_t)(bits >> 8 * i);
	for (size_t i = 0; i < end; i += BLOCK)
		add_block(state, last + i);
	for (int i = 0; i < SHA256_SIZE; i++)
		digest[i] = (uint8_t)(state[i / 4] >> (24 - 8 * (i % 4)));
}
