/* SPDX-License-Identifier: GPL-2.0-or-later */
/* replay FILE...: a fuzzer's seeds and what it found, once each, without the fuzzer. */
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* For what is made once, where a fuzzer has that. */
int __attribute__((weak)) LLVMFuzzerInitialize(int *argc, char ***argv);

int main(int argc, char **argv)
{
	static unsigned char data[1 << 20];

	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");

		if (!file) {
			perror(argv[i]);
			return 1;
		}
		size_t size = fread(data, 1, sizeof(data), file);
		fclose(file);
		fprintf(stderr, "%s\n", argv[i]);
		LLVMFuzzerTestOneInput(data, size);
	}
	printf("[  PASSED  ] %d inputs\n", argc - 1);
	return argc < 2;
}
