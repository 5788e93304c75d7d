/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the loader does, in which order, and what it undoes, whatever is asked for and whatever
 * fails: told by the words that the parts it uses leave behind (loader_parts.h).
 */
#include "staprun/loader.h"
#include "tests/unit/loader_parts.h"

/* How far it came, before what a case is about. */
#define OF(level)   "isolate begin=1234 cut level=" level " folders phase=1 receive "
#define STARTED     OF("stapdev")
#define BEGUN       STARTED "load=file settings=8 "
#define VERIFIED    BEGUN "find seal verify signature=unsigned folder=caller "
#define DECIDED     VERIFIED "read "
#define HAS_TURNS   "fsuid=0 fsuid=1234 "
#define TAKES_PLACE HAS_TURNS "prepare "
#define PREPARED    DECIDED "sha256=digest " TAKES_PLACE "symbols phase=2 "
#define LOADED      PREPARED "audit=m,permitted +search +module LOAD - "
#define SHAKEN      LOADED "folder=m handshake=8 "
#define ATTACHING   STARTED "attach take=/m.ko fsuid=0 fsuid=1234 "
#define ATTACHED    ATTACHING "audit=/m.ko,attached "
#define FAILED      "end=failed"

/* The next world is the usual one. */
static void usual(void)
{
	world = (struct world){.levels = PRIVILEGE_STAPDEV,
		.owner = USER,
		.signature = SIGNATURE_NONE,
		.fips = "0",
		.folders = {folder, folder},
		.is_loaded = true,
		.attached = folder};
	limits = (struct settings){.modules = SETTINGS_ANY, .megabytes = SETTINGS_ANY};
	file = (struct module_file){MODULE_FILE, SIGNATURE_FILE, false};
	facts = (struct module_facts){.required = PRIVILEGE_STAPSYS, .version = 50001};
	strcpy(facts.name, "m");
	strcpy(facts.vermagic, "6.1");
	request = (struct request){.kind = REQUEST_LOAD, .overrides = 6};
	strcpy(request.module, "/m.ko");
	strcpy(request.options, "x=1");
}

static int run_as(uid_t uid)
{
	struct caller caller = {.uid = uid, .gid = GROUP, .root = uid == 0};

	*said = *passed_on = '\0';
	folder_looks = signal_looks = 0;
	told_whom = false;
	close(turns);
	turns = memfd_create("turns", MFD_CLOEXEC);
	take_places(USER, world.places);
	return loader(&caller, &(struct inherited){.blocked = 1, .ignored = 4}, SOCKET);
}

/* Of this world, RC and the words EXPECTED come; and the next world is the usual one. */
static void expect(int rc, const char *expected)
{
	int is = run_as(USER);

	assert_string_equal(said, expected);
	assert_int_equal(is, rc);
	usual();
}

static void begins(void **state)
{
	(void)state;
	usual();
	world.euid = USER, world.nosuid = true;
	expect(1, "no-privilege=0,1,0,0,0,1234,, ");
	world.euid = USER;
	expect(1, "no-privilege=0,0,0,0,0,1234,, ");
	world.cut = 1;
	expect(1, "isolate begin=1234 cut " FAILED);
	world.levels = 0;
	expect(255, "isolate begin=1234 cut level=none audit=,refused,in-no-group "
		    "refused=0,1,0,0,0,0,, " FAILED);
	world.deciding = -EPERM;
	expect(1, "isolate begin=1234 cut level=stapdev folders phase=1 calls=1, " FAILED);
	world.deciding = -ENOSYS, world.loading = -ENOSYS; /* no one has tried them here */
	expect(0, SHAKEN "close alone=place handed=m,50001 become keeper=m end=nothing-to-do");
	world.receive = -ENODATA;
	expect(0, STARTED "end=nothing-to-do");
	world.receive = -EPROTO;
	expect(1, STARTED "no-request=71, " FAILED);
	request.kind = 9;
	expect(1, STARTED "no-request=71, " FAILED);
	request.kind = REQUEST_REMOVE;
	expect(7, STARTED "remove remove=x=1 " FAILED);
}

/* Everyone has his level on record, and root needs none. */
static void levels(void **state)
{
	static const char *const name[] = {[2] = "stapusr",
		[3] = "stapusr",
		[4] = "stapsys",
		[5] = "stapsys",
		[6] = "stapsys",
		[7] = "stapsys",
		[8] = "stapdev",
		[9] = "stapdev",
		[14] = "stapdev"};
	char expected[256];

	(void)state;
	for (unsigned level = 2; level < sizeof(name) / sizeof(name[0]); level++) {
		if (!name[level])
			continue;
		usual();
		world.levels = level;
		world.receive = -ENODATA;
		snprintf(expected, sizeof(expected), OF("%s") "end=nothing-to-do", name[level]);
		expect(0, expected);
	}
	world.levels = 0;
	world.settings = 1;
	assert_int_equal(run_as(0), 1);
	assert_string_equal(said, "isolate begin=0 cut=root level=root folders phase=1 receive "
				  "load=file settings=0 " FAILED);
}

/* In this order: settings, file, copy, signature, contents, limits, FIPS, name, addresses. */
static void decides(void **state)
{
	(void)state;
	usual();
	world.settings = 1;
	expect(1, BEGUN FAILED);
	world.find = -EACCES;
	expect(1, BEGUN "find not-opened=13, " FAILED);
	world.find = -ENODATA;
	expect(1, BEGUN "find not-copied=61, " FAILED);
	world.seal = -EFBIG;
	expect(1, BEGUN "find seal not-copied=27, " FAILED);
	world.read = 1;
	expect(1, DECIDED FAILED);
	world.symbols = -1;
	expect(1, DECIDED "sha256=digest " TAKES_PLACE "symbols " FAILED);

	/* Nothing is read that no one vouches for. */
	world.levels = PRIVILEGE_STAPUSR;
	expect(255, OF("stapusr") "load=file "
				  "settings=2 find seal verify signature=unsigned folder=caller "
				  "audit=,refused,unsigned refused=0,3,0,0,0,0,, " FAILED);
	/* What is, may be for another level. */
	world.levels = PRIVILEGE_STAPUSR;
	world.signature = SIGNATURE_TRUSTED;
	expect(255,
		OF("stapusr") "load=file "
			      "settings=2 find seal verify signature=trusted folder=caller read "
			      "audit=,refused,for-a-higher-level refused=0,7,0,0,0,0,, " FAILED);
	limits.refuse_unsigned = true;
	expect(255, VERIFIED "audit=,refused,unsigned refused=0,3,0,0,0,0,, " FAILED);
	limits.refuse_sha1 = true;
	world.signature = SIGNATURE_ALTERED;
	expect(255, BEGUN "find seal verify=strictly signature=untrusted folder=caller "
			  "audit=,refused,altered refused=0,2,0,0,0,0,, " FAILED);
}

/* What a folder of the administrator's gives is more than what its user has. */
static void grants(void **state)
{
	(void)state;
	usual();
	world.levels = PRIVILEGE_STAPSYS;
	file.blessed = true;
	expect(0,
		OF("stapsys") "load=file "
			      "settings=4 find seal verify signature=unsigned folder=administrator read "
			      "sha256=digest " TAKES_PLACE
			      "symbols phase=2 audit=m,permitted +search +module LOAD - folder=m "
			      "handshake=14 close alone=place handed=m,50001 become keeper=m end=nothing-to-do");
	world.levels = PRIVILEGE_STAPSYS;
	world.signature = SIGNATURE_TRUSTED;
	expect(0,
		OF("stapsys") "load=file "
			      "settings=4 find seal verify signature=trusted folder=caller read "
			      "sha256=digest " TAKES_PLACE
			      "symbols phase=2 audit=m,permitted +search +module LOAD - folder=m "
			      "handshake=4 close alone=place handed=m,50001 become keeper=m end=nothing-to-do");
}

/* The administrator's limit on modules: how many there are is asked for in the caller's turn. */
static void module_limit(void **state)
{
	(void)state;
	usual();
	limits.modules = 2, world.no_turns = true;
	expect(1, DECIDED "fsuid=0 fsuid=1234 not-counted=30, " FAILED);
	limits.modules = 2, world.mine = -EMFILE;
	expect(1, DECIDED "fsuid=0 fsuid=1234 count=1,1234,1 not-counted=24, " FAILED);
	limits.modules = 2, world.mine = 2;
	expect(255, DECIDED "fsuid=0 fsuid=1234 count=1,1234,1 audit=,refused,too-many-loaded "
			    "refused=0,8,0,0,0,0,, " FAILED);
	limits.modules = 2, world.mine = 3;
	expect(255, DECIDED "fsuid=0 fsuid=1234 count=1,1234,1 audit=,refused,too-many-loaded "
			    "refused=0,8,0,0,0,0,, " FAILED);
	limits.modules = 2, world.mine = 1, world.load = ENOEXEC;
	expect(1, DECIDED
		"fsuid=0 fsuid=1234 count=1,1234,1 sha256=digest " TAKES_PLACE "symbols phase=2 "
		"audit=m,permitted +search +module LOAD - audit=m,Exec format error folder=m "
		"not-loaded=8,0,4,50001,1,1234,6.1,m " FAILED);
	limits.modules = 0;
	expect(255, DECIDED "fsuid=0 fsuid=1234 count=1,1234,1 audit=,refused,too-many-loaded "
			    "refused=0,8,0,0,0,0,, " FAILED);
}

/* OPTIONS and -b BUFFER, with at most MOST megabytes: PASSED_ON to the kernel, or NULL. */
static void expect_buffer(const char *options, uint32_t buffer, uint32_t most, const char *passed)
{
	usual();
	snprintf(request.options, sizeof(request.options), "%s", options);
	request.buffer_mb = buffer;
	limits.megabytes = most;
	if (passed)
		expect(0, SHAKEN
			"close alone=place handed=m,50001 become keeper=m end=nothing-to-do");
	else
		expect(255, DECIDED "audit=,refused,too-large-buffers "
				    "refused=0,9,0,0,0,0,, " FAILED);
	assert_string_equal(passed_on, passed ? passed : "");
}

/* The last word on the buffer is the loader's, and there is one. */
static void buffer_limit(void **state)
{
	char longest[MODULE_OPTIONS_SIZE], with[MODULE_OPTIONS_SIZE + 16];
	const char word[] = " _stp_bufsize=5";

	(void)state;
	expect_buffer("x=1", 0, SETTINGS_ANY, "x=1");
	expect_buffer("x=1 --", 0, SETTINGS_ANY, "x=1 --");
	expect_buffer("x=1", 4000, SETTINGS_ANY, "x=1");
	expect_buffer("x=1", 0, 5, "x=1 _stp_bufsize=5");
	expect_buffer("x=1", 0, 15, "x=1 _stp_bufsize=15");
	expect_buffer("x=1", 0, 16, "x=1 _stp_bufsize=16");
	expect_buffer("x=1", 0, 17, "x=1 _stp_bufsize=16");
	expect_buffer("x=1", 3, 5, "x=1 _stp_bufsize=3");
	expect_buffer("x=1", 5, 5, "x=1 _stp_bufsize=5");
	expect_buffer("x=1", 6, 5, NULL);
	expect_buffer("x=1", 0, 0, NULL);
	expect_buffer("x=\"1", 3, 5, NULL);
	expect_buffer("x=\"1\" y=\"", 3, 5, NULL);
	expect_buffer("\"x=1\"", 3, 5, "\"x=1\" _stp_bufsize=3");
	expect_buffer("x=1 -- y", 3, 5, NULL);
	/* As long as there is room. */
	memset(longest, 'x', sizeof(longest));
	longest[sizeof(longest) - sizeof(word)] = '\0';
	snprintf(with, sizeof(with), "%s%s", longest, word);
	expect_buffer(longest, 0, 5, with);
	longest[sizeof(longest) - sizeof(word)] = 'x',
				  longest[sizeof(longest) - sizeof(word) + 1] = '\0';
	expect_buffer(longest, 0, 5, NULL);
}

static void fips(void **state)
{
	(void)state;
	usual();
	world.fips = "", world.no_fips = -ENOENT; /* a kernel without it */
	world.loading = 1;
	expect(1, PREPARED "calls=1, " FAILED);
	world.fips = "", world.no_fips = -ENFILE; /* no one knows */
	expect(1, DECIDED "fips=0, " FAILED);
	world.fips = "";
	expect(1, DECIDED "fips=0, " FAILED);
	world.fips = "1";
	expect(1, DECIDED "fips=0, " FAILED);
	world.fips = "01";
	expect(1, DECIDED "fips=0, " FAILED);
	world.fips = "1", request.overrides |= OVERRIDE_FIPS, world.loading = 1;
	expect(1, PREPARED "calls=1, " FAILED);
	/* stapdev's override counts, and that of no lower level. */
	world.fips = "1", request.overrides |= OVERRIDE_FIPS;
	world.levels = PRIVILEGE_STAPSYS, world.signature = SIGNATURE_TRUSTED;
	expect(1, OF("stapsys") "load=file "
				"settings=4 find seal verify signature=trusted folder=caller read "
				"fips=1, " FAILED);
	world.fips = "1", request.overrides |= OVERRIDE_FIPS, world.levels = 0;
	world.loading = 1;
	assert_int_equal(run_as(0), 1);
	assert_non_null(strstr(said, "phase=2"));
}

static void renames(void **state)
{
	(void)state;
	usual();
	request.rename = 1, facts.kernel_signature = KERNEL_SIGNATURE_WANTED;
	expect(1, DECIDED "must-keep-name=0,m " FAILED);
	request.rename = 1, world.rename = -ENOMEM;
	expect(1, DECIDED "rename not-renamed=12,m " FAILED);
	request.rename = 1, world.rename = -EINVAL, world.loading = 1;
	expect(1, DECIDED "rename name-too-short=0,m sha256=digest " TAKES_PLACE "symbols phase=2 "
			  "calls=1, " FAILED);
	request.rename = 1, facts.kernel_signature = KERNEL_SIGNATURE_THERE;
	expect(0, DECIDED
		"rename renamed=0,m_77 sha256=digest " TAKES_PLACE "symbols phase=2 "
		"audit=m_77,permitted +search +module LOAD - folder=m_77 handshake=8 close alone=place "
		"handed=m_77,50001 become keeper=m_77 end=nothing-to-do");
}

/* A check goes as far as a load would, and loads nothing. */
static void checks(void **state)
{
	(void)state;
	usual();
	request.kind = REQUEST_CHECK, world.folders[0] = -ENOENT, world.owner = 0;
	facts.kernel_signature = KERNEL_SIGNATURE_THERE;
	expect(0, STARTED "check=file settings=8 find seal verify signature=unsigned folder=caller "
			  "read audit=m,not-refused folder=m checked=0,1,4,50001,0,0,6.1,m "
			  "end=nothing-to-do");
	request.kind = REQUEST_CHECK, world.fips = "1";
	expect(1, STARTED "check=file settings=8 find seal verify signature=unsigned folder=caller "
			  "read fips=0, " FAILED);
}

/* Once it is loaded, nothing leaves it alone. */
static void loads(void **state)
{
	(void)state;
	usual();
	world.pending = 1;
	expect(1, PREPARED FAILED);
	world.given_up = true;
	expect(1, PREPARED FAILED);
	world.pending = 2;
	expect(1, SHAKEN "undo=m,folder,7 " FAILED);
	world.handshake = 1;
	expect(1, SHAKEN "undo=m,folder,7 " FAILED);
	world.handshake = 1, world.remove = -ENOENT; /* it went by itself */
	expect(1, SHAKEN "undo=m,folder,7 " FAILED);
	world.handshake = 1, world.remove = -EBUSY;
	expect(1, SHAKEN "undo=m,folder,7 not-removed=16,m " FAILED);
	/* Its folder may come with debugfs. */
	world.folders[0] = -ENOENT;
	expect(0, LOADED
		"folder=m debugfs folder=m handshake=8 close alone=place handed=m,50001 become "
		"keeper=m end=nothing-to-do");
	world.folders[0] = world.folders[1] = -ENOENT;
	expect(1, LOADED "folder=m debugfs folder=m no-folder=0,m still undo=m,0 " FAILED);
	/* Another one's of that name is not ours to remove. */
	world.folders[0] = world.folders[1] = -ENOENT, world.is_loaded = false;
	expect(1, LOADED "folder=m debugfs folder=m no-folder=0,m still not-removed=1,m " FAILED);
	world.folders[0] = world.folders[1] = -EACCES;
	expect(1, LOADED "folder=m debugfs folder=m no-folder=0,m not-removed=1,m " FAILED);
	int others = dup(folder);
	world.folders[0] = others, world.owner = USER + 1;
	expect(1, LOADED "folder=m no-folder=0,m not-removed=1,m " FAILED);
	assert_int_equal(fcntl(others, F_GETFD), -1); /* is not kept open */
	world.alone = -EPERM;
	expect(1, SHAKEN "close alone=place not-handed-over=1,m undo=m,folder,7 " FAILED);
	world.become = -EPERM;
	expect(1, SHAKEN "close alone=place handed=m,50001 become not-handed-over=1,m "
			 "undo=m,folder,7 " FAILED);
	world.answer_module = -EPIPE;
	expect(1, SHAKEN
		"close alone=place handed=m,50001 not-handed-over=32,m undo=m,folder,7 " FAILED);
	world.keep = 1;
	expect(1, SHAKEN "close alone=place handed=m,50001 become keeper=m " FAILED);
}

/* A user's keepers are as many as there are places, those of modules that are gone, too. */
static void has_a_place(void **state)
{
	(void)state;
	usual();
	world.places = PLACES - 1;
	expect(0, SHAKEN "close alone=place handed=m,50001 become keeper=m end=nothing-to-do");
	world.places = PLACES;
	expect(1, DECIDED "sha256=digest " HAS_TURNS "no-turn=87,m " FAILED);
	world.no_turns = true;
	expect(1, DECIDED "sha256=digest " HAS_TURNS "no-turn=30,m " FAILED);
	request.kind = REQUEST_ATTACH, world.places = PLACES;
	expect(1, ATTACHING "audit=/m.ko,Too many users no-turn=87,/m.ko " FAILED);
	/* Root's have no number. */
	world.places = PLACES, world.levels = PRIVILEGE_ALL, world.owner = 0;
	assert_int_equal(run_as(0), 0);
	assert_non_null(strstr(said, "alone handed=m,50001"));
	usual();
}

static void attaches(void **state)
{
	(void)state;
	usual();
	request.kind = REQUEST_ATTACH;
	expect(0, ATTACHED "alone=turn=place handed=/m.ko,0 become keeper=/m.ko,attached "
			   "end=nothing-to-do");
	request.kind = REQUEST_ATTACH, world.attached = -EBUSY;
	expect(1, STARTED "attach take=/m.ko audit=/m.ko,Device or resource busy " FAILED);
	request.kind = REQUEST_ATTACH, world.no_turns = true;
	expect(1, ATTACHING "audit=/m.ko,Read-only file system no-turn=30,/m.ko " FAILED);
	/* It was there before: it stays. */
	request.kind = REQUEST_ATTACH, world.alone = -EPERM;
	expect(1, ATTACHED "alone=turn=place not-handed-over=1,/m.ko " FAILED);
	request.kind = REQUEST_ATTACH, world.become = -EPERM;
	expect(1,
		ATTACHED "alone=turn=place handed=/m.ko,0 become not-handed-over=1,/m.ko " FAILED);
	/* Root needs no turn, which a user could have for ever. */
	request.kind = REQUEST_ATTACH, world.no_turns = true;
	assert_int_equal(run_as(0), 0);
	assert_non_null(strstr(said, "take=/m.ko audit=/m.ko,attached alone handed=/m.ko,0 "));
	usual();
}

static int set_up(void **state)
{
	(void)state;
	/* The least that a descriptor may be. */
	close(STDIN_FILENO);
	folder = openat(AT_FDCWD, "/tmp", O_PATH | O_DIRECTORY | O_CLOEXEC);
	return folder == STDIN_FILENO ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(begins),
		cmocka_unit_test(levels),
		cmocka_unit_test(decides),
		cmocka_unit_test(grants),
		cmocka_unit_test(module_limit),
		cmocka_unit_test(buffer_limit),
		cmocka_unit_test(fips),
		cmocka_unit_test(renames),
		cmocka_unit_test(checks),
		cmocka_unit_test(loads),
		cmocka_unit_test(has_a_place),
		cmocka_unit_test(attaches),
	};

	return cmocka_run_group_tests(tests, set_up, NULL);
}
