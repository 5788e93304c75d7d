/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Signatures and their signers, in words. */
#include "words/words_signature.h"

#include <string.h>
#include <time.h>

#include "common/remark.h"

const char *words_of_verdict(enum policy_verdict verdict)
{
	switch (verdict) {
	case POLICY_LOAD:
		return "";
	case POLICY_REFUSE_NOT_A_USER:
		return "Only root and members of the groups stapusr, stapsys and stapdev may use "
		       "staprun: ask the administrator to add you to one of them, then log in again.";
	case POLICY_REFUSE_ALTERED:
		return "The module was changed after a trusted signer signed it: no one may load "
		       "it; compile and sign it again.";
	case POLICY_REFUSE_UNSIGNED:
		return "The module is not signed, and loading any module takes membership of the "
		       "group stapdev: have it compiled and signed by a trusted stap-server "
		       "(stap --use-server), or placed in the blessed folder by the administrator.";
	case POLICY_REFUSE_STRANGER:
		return "The module's signature is not by a trusted signer: the administrator "
		       "may trust the signer's certificate (staprun-authorize), or place the "
		       "module in the blessed folder.";
	case POLICY_REFUSE_DISCOUNTED:
		return "The module's signature could not be checked: there must be a database of "
		       "trusted certificates, /etc/systemtap/staprun, root's own and readable "
		       "by all (-v says more).";
	case POLICY_REFUSE_UNVERIFIED:
		return "The module's signature could not be checked, and until it is no one may load "
		       "the module: mend what keeps it from being checked, or remove the file of the "
		       "signature (.sgn) where none is needed.";
	case POLICY_REFUSE_LEVEL:
		return "The module is signed, but for a level above yours: compile it with "
		       "stap --privilege=stapusr or stapsys, or ask for membership of the group "
		       "that it needs.";
	case POLICY_REFUSE_MODULES:
		return "You have as many modules loaded as the administrator lets you have at once "
		       "(/etc/systemtap/staprun.conf): remove one with staprun -d; staprun --list "
		       "shows them.";
	case POLICY_REFUSE_BUFFERS:
		return "The buffer is larger than the administrator lets yours be "
		       "(/etc/systemtap/staprun.conf), or could be: ask for less with -b, and give the "
		       "module no option with \"--\" or with a quote that stays open.";
	}
	return "The module is refused for a reason that has no name: this is a bug in staprun.";
}

void words_write_refusal(struct words *words)
{
	enum policy_verdict verdict = (enum policy_verdict)words->outcome->number;

	ERROR(words, "%s", words_of_verdict(verdict));
	if (verdict == POLICY_REFUSE_NOT_A_USER || verdict == POLICY_REFUSE_MODULES ||
		verdict == POLICY_REFUSE_BUFFERS)
		return;
	if (verdict != POLICY_REFUSE_ALTERED)
		LINE(words,
			"The blessed folder is \"/lib/modules/%s/systemtap\": root's alone, as must be "
			"the module in it.",
			words->machine->release);
	ERROR(words, "Unable to verify the signature for the module %s.",
		words->machine->real_path);
}

void words_write_helper_failed(struct words *words, enum sentence_kind kind, const char *aim)
{
	const struct outcome *outcome = words->outcome;
	const char *cause = strerror(outcome->error);

	switch ((enum helper_failure)outcome->number) {
	case HELPER_NO_FILE:
		sentence_say(words, kind, "Couldn't %s: %s", aim, cause);
		break;
	case HELPER_NOT_STARTED:
		sentence_say(
			words, kind, "Couldn't %s: there is no process to do it: %s", aim, cause);
		break;
	case HELPER_NOT_CONFINED:
		sentence_say(words, kind,
			"Couldn't %s: the helper can't give up its privileges: %s", aim, cause);
		break;
	case HELPER_SIGNALLED:
		sentence_say(words, kind, "Couldn't %s: the helper ended by signal %d (%s).", aim,
			outcome->pid, strsignal(outcome->pid));
		break;
	case HELPER_SLOW:
		sentence_say(words, kind,
			"Couldn't %s: it took too long; try again when the machine is less busy.",
			aim);
		break;
	case HELPER_WRONG:
	default:
		sentence_say(words, kind,
			"Couldn't %s: the helper gave no proper answer; where that stays so, it is a bug "
			"in staprun.",
			aim);
	}
}

static const char *day_of(int64_t seconds, char room[static 32])
{
	time_t day = (time_t)seconds;
	struct tm parts;

	if (!gmtime_r(&day, &parts) || !strftime(room, 32, "%Y-%m-%d", &parts))
		return "an unknown day";
	return room;
}

#define DATABASE "The database of trusted certificates"

void words_write_signature(struct words *words)
{
	const struct outcome *outcome = words->outcome;
	const char *text = outcome->text, *cause = strerror(outcome->error);
	char day[32];

	switch ((enum signature_remark)outcome->number) {
	case REMARK_NO_DATABASE:
		VERBOSE(words, "There is no database of trusted certificates, %s.", text);
		break;
	case REMARK_DATABASE_UNSAFE:
		WARNING(words,
			DATABASE ", %s, is not used: it and each folder on the way must be root's, "
				 "and no one else may write there.",
			text);
		break;
	case REMARK_DATABASE_CLOSED:
		WARNING(words, DATABASE ", %s, is not used: %s", text, cause);
		break;
	case REMARK_FILE_MISSING:
		WARNING(words, DATABASE " is not used: %s: %s", text, cause);
		break;
	case REMARK_FILE_NO_FILE:
		WARNING(words, DATABASE " is not used: %s: it must be a regular file.", text);
		break;
	case REMARK_FILE_UNSAFE:
		WARNING(words,
			DATABASE
			" is not used: %s: it must be root's, and no one else may write to it.",
			text);
		break;
	case REMARK_FILE_UNREADABLE:
		WARNING(words,
			DATABASE " is not used: %s: it must be readable by all (chmod 0644).",
			text);
		break;
	case REMARK_NO_NSS:
		WARNING(words, "Couldn't check the module's signature: %s", text);
		break;
	case REMARK_DATABASE_UNKNOWN:
		WARNING(words,
			"Couldn't open the database of trusted certificates, %s: it is not one that "
			"NSS can read.",
			text);
		break;
	case REMARK_SIGNATURE_FILE:
		WARNING(words,
			"Couldn't read the module's signature: it must be a regular file of at most "
			"%d bytes.",
			SIGNATURE_FILE_MAX);
		break;
	case REMARK_SHA1_REFUSED:
		WARNING(words,
			"The module is signed with SHA-1, which the administrator refuses (%s beside the "
			"database, or staprun.conf).",
			text);
		break;
	case REMARK_SHA1:
		VERBOSE(words, "The module is signed with SHA-1, as by stap-servers before 5.5.");
		break;
	case REMARK_DIGEST_UNKNOWN:
		WARNING(words,
			"The module is signed by a trusted signer, in a way that staprun does not know.");
		break;
	case REMARK_ML_DSA:
		WARNING(words,
			"The module's signature is an ML-DSA one, which the NSS library of this system "
			"does not support.");
		break;
	case REMARK_SIGNER:
		VERBOSE(words, "The module is signed by '%s'.", text);
		break;
	case REMARK_SIGNER_EARLY:
		WARNING(words,
			"The certificate that vouches for the module, '%s', is not valid before %s.",
			text, day_of(outcome->day, day));
		break;
	case REMARK_SIGNER_LATE:
		WARNING(words, "The certificate that vouches for the module, '%s', expired on %s.",
			text, day_of(outcome->day, day));
		break;
	case REMARK_SIGNER_UNTRUSTED:
		VERBOSE(words,
			"The certificate '%s' is in the database, but not trusted for signing.",
			text);
		break;
	default:
		WARNING(words,
			"There are no words for the remark %d on the module's signature: this is a bug in staprun.",
			outcome->number);
	}
}
