/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Checking a module's signature. A SystemTap signature is a
 * bare one over the whole module: PKCS#1 v1.5 with RSA, made with SHA-1 by
 * servers up to 5.4 and with SHA-256 since, or ML-DSA where 5.6 was asked for
 * it. NSS does the arithmetic and keeps the certificates; it is loaded here and
 * nowhere else. May assume nothing about the module and the signature, and
 * must not look at either before the filter is closed.
 */
#include <cert.h>
#include <certdb.h>
#include <cryptohi.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <keyhi.h>
#include <limits.h>
#include <nss.h>
#include <pk11pub.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/remark.h"
#include "helper/entries.h"
#include "helper/filter.h"

/* A file in the database folder with which the administrator refuses SHA-1. */
#define REFUSE_SHA1 "refuse-sha1"

/* RSA keys of 16384 bits, the largest that NSS takes. */
#define RECOVERED_MAX 2048

/* What of NSS is used. */
#define NSS_FUNCTIONS(FUNCTION)                                                                    \
	FUNCTION(NSS_Initialize)                                                                   \
	FUNCTION(PK11_DoesMechanism)                                                               \
	FUNCTION(PK11_GetInternalSlot)                                                             \
	FUNCTION(PK11_ListCerts)                                                                   \
	FUNCTION(PK11_HashBuf)                                                                     \
	FUNCTION(PK11_VerifyRecover)                                                               \
	FUNCTION(CERT_DestroyCertList)                                                             \
	FUNCTION(CERT_GetCertTrust)                                                                \
	FUNCTION(CERT_CheckCertValidTimes)                                                         \
	FUNCTION(CERT_GetCertTimes)                                                                \
	FUNCTION(CERT_ExtractPublicKey)                                                            \
	FUNCTION(SECKEY_PublicKeyStrength)                                                         \
	FUNCTION(SECKEY_DestroyPublicKey)                                                          \
	FUNCTION(SECOID_GetAlgorithmTag)                                                           \
	FUNCTION(VFY_VerifyData)

struct nss {
#define POINTER(name) __typeof__(name) *name;
	NSS_FUNCTIONS(POINTER)
#undef POINTER
};

/* A DigestInfo is one of these prefixes and a digest: RFC 8017, section 9.2, note 1. */
struct digest {
	SECOidTag tag;
	unsigned size;
	unsigned prefix_size;
	const char *prefix;
};

#define SHA2 "\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02"

static const struct digest digests[] = {
	{SEC_OID_SHA1, 20, 15, "\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\0\x04\x14"},
	{SEC_OID_SHA256, 32, 19, "\x30\x31" SHA2 "\x01\x05\0\x04\x20"},
	{SEC_OID_SHA384, 48, 19, "\x30\x41" SHA2 "\x02\x05\0\x04\x30"},
	{SEC_OID_SHA512, 64, 19, "\x30\x51" SHA2 "\x03\x05\0\x04\x40"},
};

/* One check. */
struct check {
	struct nss nss;
	const unsigned char *module;
	size_t module_size;
	SECItem signature;
	bool refuse_sha1;
	struct signature_answer answer;
};

/* Makes a REMARK on TEXT, or NULL; how much room there is only matters where certificates are many.
 */
static struct outcome *remark(struct check *check, enum signature_remark remark, const char *text)
{
	struct signature_answer *answer = &check->answer;
	struct outcome *outcome = &answer->remarks[answer->count];

	if (answer->count < REMARKS_MAX - 1)
		answer->count++;
	*outcome = (struct outcome){.kind = OUTCOME_SIGNATURE, .number = (int32_t)remark};
	snprintf(outcome->text, sizeof(outcome->text), "%s", text ? text : "");
	return outcome;
}

/* The name of CERTIFICATE, for a terminal: with nothing but printable ASCII in it. */
static const char *name_of(const CERTCertificate *certificate, char room[static 128])
{
	const char *name = certificate->nickname ? certificate->nickname : certificate->subjectName;
	size_t i;

	for (i = 0; name && name[i] && i < 127; i++)
		room[i] = (char)(name[i] >= ' ' && name[i] <= '~' ? name[i] : '?');
	room[i] = '\0';
	return room;
}

static bool is_owners_alone(const struct stat *status, uid_t owner)
{
	return (status->st_uid == owner || status->st_uid == 0) &&
	       (!(status->st_mode & 022) ||
		       (S_ISDIR(status->st_mode) && status->st_mode & S_ISVTX));
}

/*
 * Opens the folder PATH when no one but OWNER and root can put another in its
 * place: each folder on the way is theirs, and none is a symbolic link. Returns
 * -errno: EPERM when it is someone else's.
 */
static int open_folder(const char *path, uid_t owner)
{
	const int how = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	int folder = open("/", how);

	while (folder >= 0) {
		char name[NAME_MAX + 1];
		struct stat status;

		if (fstat(folder, &status) < 0)
			return -errno;
		if (!is_owners_alone(&status, owner))
			return -EPERM;
		path += strspn(path, "/");
		if (!*path) /* the last one: a sticky bit is not enough */
			return status.st_mode & 022 ? -EPERM : folder;
		size_t length = strcspn(path, "/");

		if (length > NAME_MAX)
			return -ENAMETOOLONG;
		memcpy(name, path, length);
		name[length] = '\0';
		path += length;
		folder = openat(folder, name, how); /* the few others are closed by _exit() */
	}
	return -errno;
}

/* True when the file NAME of the database can be used; remarks what is wrong with it else. */
static bool file_is_safe(
	struct check *check, int folder, const char *path, const char *name, uid_t owner)
{
	char full[OUTCOME_TEXT_SIZE];
	struct stat status;

	snprintf(full, sizeof(full), "%s/%s", path, name);

	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) < 0)
		remark(check, REMARK_FILE_MISSING, full)->error = errno;
	else if (!S_ISREG(status.st_mode))
		remark(check, REMARK_FILE_NO_FILE, full);
	else if (!is_owners_alone(&status, owner))
		remark(check, REMARK_FILE_UNSAFE, full);
	else if (faccessat(folder, name, R_OK, 0) < 0)
		remark(check, REMARK_FILE_UNREADABLE, full);
	else
		return true;
	return false;
}

/*
 * SIGNATURE_TRUSTED when the database is one, and its owner's alone; remarks
 * what is wrong else. Where there is none, no signer is trusted.
 */
static enum signature look_at_database(struct check *check, const char *path, uid_t owner)
{
	static const char *const files[] = {"cert9.db", "key4.db", "pkcs11.txt"};
	int folder = open_folder(path, owner);

	if (folder == -ENOENT) {
		remark(check, REMARK_NO_DATABASE, path);
		return SIGNATURE_DISCOUNTED;
	}
	if (folder < 0) {
		remark(check, folder == -EPERM ? REMARK_DATABASE_UNSAFE : REMARK_DATABASE_CLOSED,
			path)
			->error = -folder;
		return SIGNATURE_UNKNOWN;
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (!file_is_safe(check, folder, path, files[i], owner))
			return SIGNATURE_UNKNOWN;
	/* Where it can't be told, it is there. */
	check->refuse_sha1 = check->refuse_sha1 ||
			     faccessat(folder, REFUSE_SHA1, F_OK, AT_SYMLINK_NOFOLLOW) == 0 ||
			     errno != ENOENT;
	close(folder);
	return SIGNATURE_TRUSTED;
}

static bool load_nss(struct check *check)
{
	struct nss *nss = &check->nss;
	void *library = dlopen("libnss3.so", RTLD_NOW);
	bool complete = library != NULL;

#define FIND(name)                                                                                 \
	complete = complete && (nss->name = (__typeof__(nss->name))dlsym(library, #name));
	NSS_FUNCTIONS(FIND)
#undef FIND
	if (!complete)
		remark(check, REMARK_NO_NSS, dlerror());
	return complete;
}

/*
 * Read-only, without the module list of pkcs11.txt and without root
 * certificates: only the two databases and NSS's own software token.
 */
static bool open_database(struct check *check, const char *path)
{
	char name[PATH_MAX + 4];

	snprintf(name, sizeof(name), "sql:%s", path);
	if (check->nss.NSS_Initialize(name, "", "", "",
		    NSS_INIT_READONLY | NSS_INIT_NOMODDB | NSS_INIT_NOROOTINIT) == SECSuccess)
		return true;
	remark(check, REMARK_DATABASE_UNKNOWN, path);
	return false;
}

/* Once, and from its beginning: what the file holds later does not matter. */
static bool read_signature(struct check *check)
{
	static unsigned char room[SIGNATURE_FILE_MAX + 1];
	size_t length = 0;
	ssize_t got;

	do {
		got = pread(HELPER_FILE, room + length, sizeof(room) - length, (off_t)length);
		length += got > 0 ? (size_t)got : 0;
	} while (got > 0 && length < sizeof(room));
	check->signature = (SECItem){siBuffer, room, (unsigned)length};
	return got == 0;
}

/*
 * The bytes that the key was applied to, RECOVERED, are right when they are
 * the DigestInfo of the module, to the last byte: no parser, nothing to fool.
 */
static enum signature compare(struct check *check, const SECItem *recovered)
{
	for (size_t i = 0; i < sizeof(digests) / sizeof(digests[0]); i++) {
		const struct digest *digest = &digests[i];
		unsigned char actual[64];

		if (recovered->len != digest->prefix_size + digest->size ||
			memcmp(recovered->data, digest->prefix, digest->prefix_size) != 0)
			continue;
		if (check->nss.PK11_HashBuf(digest->tag, actual, check->module,
			    (PRInt32)check->module_size) != SECSuccess)
			return SIGNATURE_UNKNOWN;
		if (memcmp(recovered->data + digest->prefix_size, actual, digest->size) != 0)
			return SIGNATURE_ALTERED;
		if (digest->tag != SEC_OID_SHA1)
			return SIGNATURE_TRUSTED;
		if (check->refuse_sha1) {
			remark(check, REMARK_SHA1_REFUSED, REFUSE_SHA1);
			return SIGNATURE_DISCOUNTED;
		}
		remark(check, REMARK_SHA1, NULL);
		return SIGNATURE_TRUSTED;
	}
	remark(check, REMARK_DIGEST_UNKNOWN, NULL);
	return SIGNATURE_UNKNOWN;
}

/* RSA: the padding comes out right for the key that made the signature, and for no other. */
static enum signature check_rsa(struct check *check, SECKEYPublicKey *key)
{
	unsigned char room[RECOVERED_MAX];
	SECItem recovered = {siBuffer, room, sizeof(room)};

	if (check->nss.SECKEY_PublicKeyStrength(key) != check->signature.len ||
		check->signature.len > sizeof(room) ||
		check->nss.PK11_VerifyRecover(key, &check->signature, &recovered, NULL) !=
			SECSuccess)
		return SIGNATURE_STRANGER;
	return compare(check, &recovered);
}

static enum signature check_certificate(struct check *check, CERTCertificate *certificate)
{
	SECKEYPublicKey *key = check->nss.CERT_ExtractPublicKey(certificate);
	enum signature result = SIGNATURE_STRANGER;

	if (!key) /* of a kind that this NSS does not know */
		return SIGNATURE_STRANGER;
	if (key->keyType == rsaKey)
		result = check_rsa(check, key);
	/* ML-DSA: the key's algorithm is the signature's. That a module was altered can't be told.
	 */
	else if (check->nss.VFY_VerifyData(check->module, (int)check->module_size, key,
			 &check->signature,
			 check->nss.SECOID_GetAlgorithmTag(
				 &certificate->subjectPublicKeyInfo.algorithm),
			 NULL) == SECSuccess)
		result = SIGNATURE_TRUSTED;
	check->nss.SECKEY_DestroyPublicKey(key);
	return result;
}

/*
 * A certificate out of its time vouches all the same: what was signed in time
 * stays signed, as for the kernel's own modules, and a signature bears no date.
 */
static bool in_time(struct check *check, const CERTCertificate *certificate)
{
	return check->nss.CERT_CheckCertValidTimes(
		       certificate, (PRTime)time(NULL) * 1000000, PR_TRUE) == secCertTimeValid;
}

static void say_who(struct check *check, CERTCertificate *certificate)
{
	PRTime begin, end;
	char name[128];
	bool early;

	const char *who = name_of(certificate, name);

	remark(check, REMARK_SIGNER, who);
	snprintf(check->answer.signer, sizeof(check->answer.signer), "%s", who);
	if (in_time(check, certificate) ||
		check->nss.CERT_GetCertTimes(certificate, &begin, &end) != SECSuccess)
		return;
	early = (PRTime)time(NULL) * 1000000 < begin;
	remark(check, early ? REMARK_SIGNER_EARLY : REMARK_SIGNER_LATE, name)->day =
		(int64_t)((early ? begin : end) / 1000000);
}

/* The administrator trusts it for signing: certutil's "P" in the third place. */
static bool is_trusted(struct check *check, CERTCertificate *certificate)
{
	CERTCertTrust trust;
	char room[128];

	if (check->nss.CERT_GetCertTrust(certificate, &trust) == SECSuccess &&
		trust.objectSigningFlags & CERTDB_TRUSTED)
		return true;
	/* However many they are, what else there is to say needs room. */
	if (check->answer.count < REMARKS_MAX / 2)
		remark(check, REMARK_SIGNER_UNTRUSTED, name_of(certificate, room));
	return false;
}

/* An ML-DSA signature, by its size (FIPS 204; RSA's are shorter), where NSS knows no ML-DSA. */
static bool is_beyond_nss(struct check *check)
{
	const CK_MECHANISM_TYPE ml_dsa = 0x1d; /* PKCS #11 3.2; older headers have no name for it */
	unsigned size = check->signature.len;

	return (size == 2420 || size == 3309 || size == 4627) &&
	       !check->nss.PK11_DoesMechanism(check->nss.PK11_GetInternalSlot(), ml_dsa);
}

/* Asks every certificate. One that trusts the module wins over all that do not. */
static enum signature check_all(struct check *check)
{
	CERTCertList *list = check->nss.PK11_ListCerts(PK11CertListAll, NULL);
	enum signature result = SIGNATURE_STRANGER;
	CERTCertificate *signer = NULL;

	if (!list) {
		remark(check, REMARK_DATABASE_UNKNOWN, NULL);
		return SIGNATURE_UNKNOWN;
	}
	for (CERTCertListNode *node = CERT_LIST_HEAD(list); !CERT_LIST_END(node, list);
		node = CERT_LIST_NEXT(node)) {
		enum signature one = is_trusted(check, node->cert)
					     ? check_certificate(check, node->cert)
					     : SIGNATURE_STRANGER;

		/* A renewed certificate may hold the same key as the one that expired. */
		if (one == SIGNATURE_TRUSTED && (!signer || in_time(check, node->cert)))
			signer = node->cert;
		else if (one == SIGNATURE_ALTERED ||
			 (one == SIGNATURE_UNKNOWN && result != SIGNATURE_ALTERED) ||
			 (one == SIGNATURE_DISCOUNTED && result == SIGNATURE_STRANGER))
			result = one;
	}
	if (signer) {
		say_who(check, signer);
		result = SIGNATURE_TRUSTED;
	} else if (result == SIGNATURE_STRANGER && is_beyond_nss(check)) {
		remark(check, REMARK_ML_DSA, NULL);
		result = SIGNATURE_UNKNOWN;
	}
	check->nss.CERT_DestroyCertList(list);
	return result;
}

static enum signature verify(struct check *check, const char *database, uid_t owner)
{
	enum signature found = look_at_database(check, database, owner);

	if (found != SIGNATURE_TRUSTED)
		return found;
	if (!load_nss(check) || !open_database(check, database))
		return SIGNATURE_UNKNOWN;
	if (!read_signature(check)) {
		remark(check, REMARK_SIGNATURE_FILE, NULL);
		return SIGNATURE_UNKNOWN;
	}
	return check_all(check);
}

int check_signature(
	const char *bytes, size_t size, const char *database, uid_t owner, bool refuse_sha1)
{
	static struct check check;
	struct signature_answer *answer = &check.answer;
	int error = filter_close();

	if (error)
		return -error;
	check.module = (const unsigned char *)bytes;
	check.module_size = size;
	check.refuse_sha1 = refuse_sha1;
	/* Else NSS would measure for a while how fast the folder is, to decide on a cache. */
	setenv("NSS_SDB_USE_CACHE", "no", 1);
	answer->verdict = verify(&check, database, owner);
	return write(HELPER_ANSWER, answer, sizeof(*answer)) == sizeof(*answer) ? 0 : EIO;
}
