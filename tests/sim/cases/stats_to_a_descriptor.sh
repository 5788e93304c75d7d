# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# --stats /dev/fd/7: a line each time, behind what is there; the last one has the end of it.

sim <<<"print 0 hello\n"
echo '{}' >"$dir/seven"
exec 7>>"$dir/seven"
relay_start --stats /dev/fd/7 --stats-interval 1
exec 7>&-
event started.0
until_true eval '(($(wc -l <"$dir/seven") > 2))' || fail "there are no statistics each second"
tell request_exit
relay_wait
expect_good_run
[[ $(head -n 1 "$dir/seven") == '{}' ]] || fail "what was there is gone"
sed -i 1d "$dir/seven"
objects "$dir/seven"
stat_is "$dir/seven" "['state']" '"ended"'
states=$(sed -n 's/.*"state":"\([a-z]*\)".*/\1/p' "$dir/seven" | uniq | xargs)
[[ $states =~ ^(starting )?running( ending)?\ ended$ ]] || fail "one after the other it was $states"
