# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# logrotate's own procedure, with and without "create".

sim <<<"print 0 ready\n"
relay_start -o log
printed one log
mv "$dir/log" "$dir/log.1"
printed two log.1
next_file
goes_on_in log
printed three log
mv "$dir/log.1" "$dir/log.2"
mv "$dir/log" "$dir/log.1"
echo created >"$dir/log"
next_file
# The signal takes effect between two messages, not before the next one.
four() { tell "print 0 four\n" drained && grep -qx four "$dir/log"; }
until_true four || fail "it does not go on in the file that was created for it"
tell request_exit
relay_wait
[[ $(head -n 1 "$dir/log") == created ]] || fail "the file that was created was emptied"
sed -i 1d "$dir/log"
expect_good_run "$dir"/log{.2,.1,}
