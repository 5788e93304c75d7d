# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where standard error is the journal's, as JOURNAL_STREAM says, each line has its priority.

sim <<-END
	oob WARNING: look out
	oob ERROR: bad
	oob plain
	print 0 hello\n
END
JOURNAL_STREAM=$(stat -c %d:%i "$dir/err") relay_start -v
event started.0
until_true test -s "$dir/out" || fail "nothing comes"
kill -QUIT "$relay_pid"
relay_wait
for line in '<4>WARNING: look out' '<3>ERROR: bad' '<5>plain' '<5>Disconnecting from systemtap module.' \
	"<5>To reconnect, type \"staprun -A $NAME\""; do
	grep -qxF -- "$line" "$dir/err" || fail "not in the journal: $line"
done
! grep -v '^<[3-7]>.' "$dir/err" || fail "a line has no priority"
: >"$dir/err"
JOURNAL_STREAM=1:2 relay -Z
expect_status 1
! grep '^<' "$dir/err" || fail "what is not the journal gets priorities"
JOURNAL_STREAM=$(stat -c %d:%i "$dir/err") relay -Z
expect_err "^<3>ERROR: There is no option '-Z'"
