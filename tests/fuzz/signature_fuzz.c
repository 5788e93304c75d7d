/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hostile signature files, as the helper sees them: through NSS, with trusted
 * certificates of all kinds; and what a trusted key may have made of hostile
 * bytes. Nothing may come out trusted but the one signature that is.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "helper/signature.c" /* for its inside, without the sandbox around it */

#define DATA "tests/data/signature"

static char genuine[] = "the module";
static struct check fuzzed;
static CERTCertList *list;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int filter_close(void)
{
	abort();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	static const char make[] =
		"set -e; certutil -N -d sql:$0 --empty-password; for n in " DATA "/*.cert; do "
		"certutil -A -n $n -t P,P,P -d sql:$0 -i $n || :; done";
	char folder[] = "/tmp/signature-fuzz-XXXXXX", command[512];

	(void)argc, (void)argv;
	if (!mkdtemp(folder))
		abort();
	snprintf(command, sizeof(command), "sh -c '%s' %s", make, folder);
	if (system(command) || !load_nss(&fuzzed) || !open_database(&fuzzed, folder))
		abort();
	snprintf(command, sizeof(command), "rm -r %s", folder);
	if (system(command))
		abort();
	fuzzed.module = (const unsigned char *)genuine;
	fuzzed.module_size = sizeof(genuine) - 1;
	list = fuzzed.nss.PK11_ListCerts(PK11CertListAll, NULL);
	if (!list || CERT_LIST_EMPTY(list))
		abort();
	return 0;
}

/* What comes out right, does so because it is the DigestInfo of the module to the last byte. */
static void check_recovered(const SECItem *item)
{
	unsigned char actual[64];

	if (compare(&fuzzed, item) != SIGNATURE_TRUSTED)
		return;
	for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
		if (item->len != digests[i].prefix_size + digests[i].size)
			continue;
		fuzzed.nss.PK11_HashBuf(
			digests[i].tag, actual, fuzzed.module, (PRInt32)fuzzed.module_size);
		assert(memcmp(item->data, digests[i].prefix, digests[i].prefix_size) == 0);
		assert(memcmp(item->data + digests[i].prefix_size, actual, digests[i].size) == 0);
		return;
	}
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of the exact size, for the sanitizer to guard. */
	SECItem item = {siBuffer, NULL, (unsigned)size};
	CERTCertListNode *node;

	if (size > SIGNATURE_FILE_MAX)
		return 0;
	item.data = malloc(size);
	memcpy(item.data, data, size);
	check_recovered(&item);
	fuzzed.signature = item;
	for (node = CERT_LIST_HEAD(list); !CERT_LIST_END(node, list); node = CERT_LIST_NEXT(node))
		assert(check_certificate(&fuzzed, node->cert) != SIGNATURE_TRUSTED);
	is_beyond_nss(&fuzzed);
	free(item.data);
	return 0;
}
