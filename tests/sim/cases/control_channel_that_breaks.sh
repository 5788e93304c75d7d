# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The control channel breaks (here its file system is gone): that is said once, and is the end.

sim <<<"print 0 hello\n"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
kill -KILL "$simmod_pid"
relay_wait
simmod_pid=
expect_status 1
(($(grep -c "^ERROR: The control channel of module $NAME broke: " "$dir/err") == 1)) || fail "said: $(cat "$dir/err")"
[[ -s $dir/removed ]] || fail "removal was not asked for"
