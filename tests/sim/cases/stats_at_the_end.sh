# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --stats FILE: one object, of all that was printed, when all is over; the file of before is replaced, not written to.

sim <<<"$lines"$'\nrequest_exit'
echo before >"$dir/numbers"
ln "$dir/numbers" "$dir/earlier"
relay -o 'new
s"' --stats numbers
expect_good_run "$dir/new"$'\n''s"'
[[ $(<"$dir/earlier") == before ]] || fail "what was there was written to"
! compgen -G "$dir/.numbers*" || fail "a file is left behind"
(($(wc -l <"$dir/numbers") == 1)) || fail "there is not one object"
objects "$dir/numbers"
stat_is "$dir/numbers" "['messages']" "$(messages produced)"
stat_is "$dir/numbers" "['bytes']" "$(bytes produced)"
stat_is "$dir/numbers" "['lost']['messages']" 0
stat_is "$dir/numbers" "['state']" '"ended"'
stat_is "$dir/numbers" "['status']" 0
stat_is "$dir/numbers" "['module']" "\"$NAME\""
stat_is "$dir/numbers" "['owner']" "$(id -u)"
stat_is "$dir/numbers" "['files'][0]['name']" '"new\ns\""'
stat_is "$dir/numbers" "['files'][0]['bytes']" "$(bytes produced)"
stat_is "$dir/numbers" "['files'][0]['begun']" 1
stat_is "$dir/numbers" "['cpus'][1]['cpu']" 1
