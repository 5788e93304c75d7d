/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each cause that the kernel gives one errno for has its own line, and each no its sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/dialect.h"
#include "common/remark.h"
#include "words/words.h"
#include "words/words_load.h"
#include "words/words_signature.h"

#define RELEASE  "6.1.0-50-cloud-amd64"
#define VERMAGIC RELEASE " SMP preempt mod_unload modversions "

/* What is told, of what, where: each test begins with nothing remarkable. */
static struct outcome outcome;
static struct wish wish;
static struct machine machine;
static struct sentence sentences[SENTENCES_MAX + 1];

static void plain(enum outcome_kind kind, int error)
{
	outcome = (struct outcome){.kind = kind, .error = error, .name = "tick", .text = VERMAGIC};
	wish = (struct wish){.module = "./tick.ko", .options = "a=b"};
	machine = (struct machine){.path = "./tick.ko",
		.real_path = "/home/tick.ko",
		.release = RELEASE,
		.free_mb = 1000,
		.processors = 2};
}

/* All of them, one a line. */
static const char *all(void)
{
	static const char *const prefix[] = {"ERROR: ", "WARNING: ", "", "v ", "vv "};
	static char text[sizeof(sentences)];
	size_t count = words_find(sentences, &outcome, &wish, &machine);

	assert_true(count >= 1 && count <= SENTENCES_MAX);
	text[0] = '\0';
	for (size_t i = 0; i < count; i++) {
		assert_null(strchr(sentences[i].text, '\n'));
		strcat(strcat(strcat(text, prefix[sentences[i].kind]), sentences[i].text), "\n");
	}
	return text;
}

static void says(const char *what)
{
	if (!strstr(all(), what))
		fail_msg("kind %u, errno %d: no \"%s\" in \"%s\"", outcome.kind, outcome.error,
			what, all());
}

#define is(text) assert_string_equal(all(), text)

static void another_kernel(void **state)
{
	(void)state;
	plain(OUTCOME_NOT_LOADED, ENOEXEC);
	strcpy(outcome.text, "5.10.0-8-amd64 SMP mod_unload modversions ");
	says("Linux 5.10.0-8-amd64, and this is Linux " RELEASE);
	strcpy(outcome.text, RELEASE "x SMP");
	says("Linux " RELEASE "x, and this is Linux " RELEASE);
	strcpy(outcome.text, VERMAGIC);
	says("another build");
	strcpy(outcome.text, "");
	says("which kernel");
}

static void signature_missing(void **state)
{
	const int errors[] = {EKEYREJECTED, ENOKEY, EPERM};

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		plain(OUTCOME_NOT_LOADED, errors[i]);
		machine.must_be_signed = true;
		says("module.sig_enforce");
		machine.locked_down = true;
		says("locked down");
		machine.secure_boot = true;
		says("Secure Boot");
		outcome.number = 1;
		says("does not know the key");
		wish.renamed = true;
		says("-R");
	}
}

static void permission(void **state)
{
	(void)state;
	plain(OUTCOME_NOT_LOADED, EPERM);
	says("refused to start");
	wish.buffer_mb = 501;
	says("501 MB for each of 2 CPUs, and 1000 MB are free: ask for less with -b.\n");
	machine.modules_disabled = true;
	says("kernel.modules_disabled");
	machine.lacks_capability = true;
	says("CAP_SYS_MODULE");
	machine.user_namespace = true; /* all capabilities of its own are no help */
	says("only root outside of it loads modules");
	plain(OUTCOME_NOT_LOADED, ENOSYS);
	says("loads no modules at all");
}

static void same_name(void **state)
{
	(void)state;
	plain(OUTCOME_NOT_LOADED, EEXIST);
	is("ERROR: Couldn't insert module './tick.ko': File exists\n"
	   "ERROR: Rerun with staprun option '-R' to rename this module.\n"
	   "v A module tick was loaded already, or is being loaded or removed just now.\n");
	machine.name_is_loaded = true;
	says("not one of SystemTap's");
	outcome.found = 1;
	outcome.owner = 1001;
	says("uid 1001");
}

static void other_causes(void **state)
{
	static const struct {
		int error;
		const char *what;
	} causes[] = {
		{ENOMEM, "16 MB for each of 2"},
		{ENOENT, "symbol"},
		{EINVAL, "NAME=VALUE"},
		{EACCES, "security policy"},
		{EIO, "dmesg"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(causes) / sizeof(causes[0]); i++) {
		plain(OUTCOME_NOT_LOADED, causes[i].error);
		says(causes[i].what);
	}
}

/* No one reads that 0 MB are free: that stands for what is not known. */
static void free_memory(void **state)
{
	(void)state;
	plain(OUTCOME_NOT_LOADED, ENOMEM);
	machine.free_mb = 1;
	says("\nIts buffers take 16 MB for each of 2 CPUs, and 1 MB is free: ask for less with -b.\n");
	machine.free_mb = 0;
	says("\nIts buffers take 16 MB for each of 2 CPUs: ask for less with -b.\n");
	plain(OUTCOME_NOT_LOADED, EPERM);
	wish.buffer_mb = 500; /* fits */
	assert_null(strstr(all(), "500 MB"));
}

/* What failed names what helps, in the line that comes last. */
static void remedies(void **state)
{
	static const struct {
		enum outcome_kind kind;
		const char *what;
	} lines[] = {
		{OUTCOME_CALLS, "\nNothing is loaded without that: it takes a kernel with"},
		{OUTCOME_NOT_A_MODULE, ": give the .ko file that stap -p4 made"},
		{OUTCOME_NOT_RENAMED, "\nLoad it without -R"},
		{OUTCOME_NOT_HANDED_OVER, "\nIt is removed again: run staprun once more.\n"},
		{OUTCOME_NOT_REMOVED,
			"\nIt may still be loaded; remove it with: staprun -d tick (or, if it is "
			"none of SystemTap's, as root: rmmod tick)\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		plain(lines[i].kind, EPERM);
		says(lines[i].what);
	}
	plain(OUTCOME_NOT_HANDED_OVER, EPERM);
	wish.attach = true;
	says("\nIt stays loaded: attach to it again.\n");
	plain(OUTCOME_NO_CHANNEL, EIO);
	is("ERROR: Cannot attach to module tick control channel; not running?\n"
	   "Opening it gave: Input/output error.\n");
	outcome.error = EACCES;
	says("Permission denied.\nSomeone may have looked at it before it was yours");
	plain(OUTCOME_NO_FOLDER, 0);
	says("mount it (mount -t sysfs sysfs /sys).\n");
	machine.sys_is_there = true;
	says("it is not one of SystemTap's.\n");
	plain(OUTCOME_NOT_REMOVED, EPERM);
	wish.removal = true;
	says("Operation not permitted.\nThe kernel's log (dmesg) may say why.\n");
}

/* A line is cut short, never overrun, whatever the module calls itself. */
static void long_texts(void **state)
{
	char line[64 + 1];

	(void)state;
	plain(OUTCOME_NOT_LOADED, ENOEXEC);
	memset(outcome.text, 'v', sizeof(outcome.text) - 1);
	line[64] = '#';
	words_load_cause(line, 64, &outcome, &wish, &machine);
	assert_true(strlen(line) < 64);
	assert_int_equal(line[64], '#');
	memset(machine.path, 'p', sizeof(machine.path) - 1);
	memset(machine.real_path, 'p', sizeof(machine.real_path) - 1);
	says("ppp': Invalid module format\n");
	plain(OUTCOME_REFUSED, 0);
	outcome.number = POLICY_REFUSE_STRANGER;
	memset(machine.real_path, 'p', sizeof(machine.real_path) - 1);
	says("ppp.\n");
}

static void reasons(void **state)
{
	(void)state;
	assert_string_equal(words_load_reason(ENOEXEC), "Invalid module format");
	assert_string_equal(words_load_reason(EINVAL), "Invalid parameters");
	assert_string_equal(words_load_reason(ENOENT), "Unknown symbol in module");
	assert_string_equal(words_load_reason(EEXIST), "File exists");
}

static void gives_each_no_its_sentence(void **state)
{
	(void)state;
	for (int verdict = -1; verdict <= POLICY_REFUSE_BUFFERS + 1; verdict++) {
		const char *reason = words_of_verdict((enum policy_verdict)verdict);

		if (verdict == POLICY_LOAD) {
			assert_string_equal(reason, "");
			continue;
		}
		assert_true(strlen(reason) > 20);
		assert_int_equal(reason[strlen(reason) - 1], '.');
		assert_null(strchr(reason, '\n'));
		for (int other = 0; other < verdict && verdict <= POLICY_REFUSE_BUFFERS; other++)
			assert_string_not_equal(
				reason, words_of_verdict((enum policy_verdict)other));
	}
}

static void refusals(void **state)
{
	(void)state;
	plain(OUTCOME_REFUSED, 0);
	outcome.number = POLICY_REFUSE_NOT_A_USER;
	assert_int_equal(words_find(sentences, &outcome, &wish, &machine), 1);
	outcome.number = POLICY_REFUSE_ALTERED;
	assert_int_equal(words_find(sentences, &outcome, &wish, &machine), 2);
	says("ERROR: Unable to verify the signature for the module /home/tick.ko.\n");
	outcome.number = POLICY_REFUSE_UNSIGNED;
	assert_int_equal(words_find(sentences, &outcome, &wish, &machine), 3);
	says("\nThe blessed folder is \"/lib/modules/" RELEASE "/systemtap\": root's alone");
}

static void no_rights(void **state)
{
	(void)state;
	plain(OUTCOME_NO_PRIVILEGE, 0);
	outcome.owner = 1001;
	says("ERROR: Effective uid is 1001, not 0: staprun can't load or remove modules.\n"
	     "It is not installed setuid root");
	outcome.number = 1;
	says("nosuid");
	machine.no_new_privs = true;
	says("no_new_privs");
}

static void files(void **state)
{
	(void)state;
	plain(OUTCOME_NOT_OPENED, ENOENT);
	is("ERROR: Unable to canonicalize path \"./tick.ko\": No such file or directory\n"
	   "There is no such file, seen from the current folder.\n");
	wish.module = "tick";
	says("is looked for only there.");
	outcome.error = EACCES;
	says("with your rights");
	machine.root = true;
	says("Root may not read it");
	outcome.error = EIO;
	is("ERROR: Unable to canonicalize path \"./tick.ko\": Input/output error\n");
}

static void copies(void **state)
{
	static const struct {
		int error;
		const char *what;
	} of_no_module[] = {
		{EISDIR, "It is a folder: give the path of the module in it.\n"},
		{ENOTSUP,
			"It is a FIFO, a device or a socket, and a module must be a regular file.\n"},
		{EFBIG, "It is larger than 256 MiB, which no module is.\n"},
		{ENODATA, "It is empty: compile it again.\n"},
		{EBUSY, "It is being written to: wait until it is complete.\n"},
	};
	char whole[256];

	(void)state;
	for (size_t i = 0; i < sizeof(of_no_module) / sizeof(of_no_module[0]); i++) {
		plain(OUTCOME_NOT_COPIED, of_no_module[i].error);
		snprintf(whole, sizeof(whole),
			"ERROR: Couldn't insert module './tick.ko': Invalid module format\n%s",
			of_no_module[i].what);
		is(whole);
	}
	plain(OUTCOME_NOT_COPIED, EIO);
	is("ERROR: Couldn't read module './tick.ko': Input/output error\n");
	plain(OUTCOME_NOT_COPIED, ENOSYS);
	is("ERROR: Couldn't read module './tick.ko': Function not implemented\n"
	   "This kernel lacks memfd_create(2), which came with Linux 3.17.\n");
}

static void the_administrators_file(void **state)
{
	static const int not_roots[] = {EPERM, ELOOP, ENOTDIR};

	(void)state;
	plain(OUTCOME_SETTINGS, 0);
	outcome.number = HELPER_WRONG;
	outcome.pid = 3;
	is("ERROR: /etc/systemtap/staprun.conf:3: This is no setting, and so nothing is loaded: "
	   "see staprun(8), CONFIGURATION.\n");
	outcome.number = HELPER_SIGNALLED;
	says(", and so nothing is loaded: the helper ended by signal 3 (Quit).\n");
	plain(OUTCOME_SETTINGS, EIO);
	is("ERROR: Couldn't read /etc/systemtap/staprun.conf, and so nothing is loaded: "
	   "Input/output error\n");
	for (size_t i = 0; i < sizeof(not_roots) / sizeof(not_roots[0]); i++) {
		plain(OUTCOME_SETTINGS, not_roots[i]);
		says("\nIt and each folder on the way must be root's");
	}
}

static void no_loading(void **state)
{
	(void)state;
	plain(OUTCOME_FIPS, 0);
	says("root and members of stapdev can set STAP_FIPS_OVERRIDE.\n");
	outcome.error = EPERM;
	says("STAP_FIPS_OVERRIDE counts only for root and members of stapdev.\n");
	plain(OUTCOME_NO_REQUEST, ETIMEDOUT);
	says("had no request within ten minutes (Connection timed out)");
	outcome.error = EPROTO;
	says("had no request (Protocol error)");
}

static void whom_a_module_belongs_to(void **state)
{
	(void)state;
	plain(OUTCOME_UNAVAILABLE, 0);
	wish.module = "a/b";
	says("That is no name");
	wish.module = "tick";
	is("ERROR: Cannot attach to module tick control channel; not running?\n"
	   "The module is not loaded, or it is not one of SystemTap's: staprun --list shows which "
	   "are.\n");
	outcome.found = 1;
	outcome.owner = 1001;
	says("attached by another process; detach that one first (SIGQUIT).");
	machine.attached = 77;
	says("attached by pid 77; detach that one first (SIGQUIT).");
	outcome.error = EIO;
	says("Opening it gave: Input/output error.");
	outcome.error = EACCES;
	wish.removal = true;
	is("ERROR: Cannot attach to module tick control channel; not running?\n"
	   "The module belongs to uid 1001: only that user and root can have it.\n"
	   "ERROR: 'tick' is not a zombie systemtap module.\n");
}

static void by_the_way(void **state)
{
	(void)state;
	plain(OUTCOME_MODULE, 0);
	is("v Module tick inserted from file /home/tick.ko\n");
	plain(OUTCOME_RENAMED, 0);
	is("vv Renamed module to 'tick'\n");
	plain(OUTCOME_REMOVED, 0);
	is("v Module tick removed.\n");
	wish.all = true;
	is("Module tick removed.\n");
	plain(OUTCOME_SYSCTL, 0);
	outcome.number = 1;
	strcpy(outcome.text, "/proc/file");
	is("v Set /proc/file to 1.\n");
	outcome.error = EPERM;
	is("v Couldn't set /proc/file to 1: Operation not permitted\n");
	plain(OUTCOME_SECTIONS_HIDDEN, EACCES);
	says("where the sections of module tick are: Permission denied: probes");
	strcpy(outcome.name, "*");
	says("where the sections of modules are: Permission denied: is /sys mounted?");
	plain(OUTCOME_NAME_TOO_SHORT, 0);
	says("WARNING: Old module name 'tick' is too short");
}

static void the_handshake(void **state)
{
	static const struct {
		enum control_type type;
		const char *what;
	} messages[] = {
		{CONTROL_PRIVILEGE_CREDENTIALS, "credentials: Invalid argument\nThe module speaks"},
		{CONTROL_RELOCATION, "relocation"},
		{CONTROL_TZINFO, "time zone"},
		{CONTROL_REMOTE_ID, "remote id"},
	};

	(void)state;
	plain(OUTCOME_NOT_SENT, EINVAL);
	for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
		outcome.number = (int32_t)messages[i].type;
		says(messages[i].what);
	}
}

/* Whatever number comes, something is said, and what failed is an error. */
static void every_kind(void **state)
{
	(void)state;
	for (uint32_t kind = 0; kind < 300; kind++) {
		plain((enum outcome_kind)kind, EIO);
		all();
		if (kind >= OUTCOME_FAILURES && kind != OUTCOME_NOT_CHECKED)
			assert_int_equal(sentences[0].kind, SENTENCE_ERROR);
	}
	for (int remark = -1; remark <= REMARK_SIGNER_UNTRUSTED + 1; remark++) {
		plain(OUTCOME_SIGNATURE, EIO);
		outcome.number = remark;
		all();
		assert_true(sentences[0].kind == SENTENCE_WARNING ||
			    sentences[0].kind == SENTENCE_VERBOSE);
		assert_int_equal(strstr(sentences[0].text, "no words") != NULL,
			remark < 0 || remark > REMARK_SIGNER_UNTRUSTED);
	}
}

static void the_helper(void **state)
{
	(void)state;
	plain(OUTCOME_NOT_CHECKED, EACCES);
	outcome.number = HELPER_NO_FILE;
	is("WARNING: Couldn't check the module's signature: Permission denied\n");
	outcome.number = HELPER_SIGNALLED;
	outcome.pid = 9;
	is("WARNING: Couldn't check the module's signature: the helper ended by signal 9 (Killed).\n");
	plain(OUTCOME_NOT_READ, 0);
	outcome.number = HELPER_SLOW;
	is("ERROR: Couldn't tell what the module is: it took too long; try again when the machine "
	   "is less busy.\n");
	outcome.kind = OUTCOME_NO_ADDRESSES;
	says("look up the kernel's addresses, and so nothing is loaded: it took too long;");
	plain(OUTCOME_NOT_A_MODULE, 0);
	strcpy(outcome.text, "a text file");
	is("ERROR: Couldn't insert module './tick.ko': Invalid module format\n"
	   "It is a text file: give the .ko file that stap -p4 made for this machine.\n");
	plain(OUTCOME_SIGNATURE, 0);
	outcome.number = REMARK_SIGNER_LATE;
	outcome.day = 86400 * 366 + 5;
	strcpy(outcome.text, "x");
	is("WARNING: The certificate that vouches for the module, 'x', expired on 1971-01-02.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_kernel),
		cmocka_unit_test(signature_missing),
		cmocka_unit_test(permission),
		cmocka_unit_test(same_name),
		cmocka_unit_test(other_causes),
		cmocka_unit_test(free_memory),
		cmocka_unit_test(remedies),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(reasons),
		cmocka_unit_test(gives_each_no_its_sentence),
		cmocka_unit_test(refusals),
		cmocka_unit_test(no_rights),
		cmocka_unit_test(files),
		cmocka_unit_test(copies),
		cmocka_unit_test(the_administrators_file),
		cmocka_unit_test(no_loading),
		cmocka_unit_test(whom_a_module_belongs_to),
		cmocka_unit_test(by_the_way),
		cmocka_unit_test(the_handshake),
		cmocka_unit_test(the_helper),
		cmocka_unit_test(every_kind),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
