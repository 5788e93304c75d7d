# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Both streams into one file, which is parsed then: no line inside another, in an order that is no one's to say.

sim <<<"print 0 first\n"$'\noob WARNING: careful\\n\nprint 0 last\\n\ndrained\nrequest_exit'
rm "$dir/err" && ln -s log "$dir/err"
: >"$dir/log"
relay_on - >>"$dir/log"
relay_wait
rm "$dir/err" && touch "$dir/err"
expect_status 0
sort -o "$dir/log" "$dir/log"
[[ $(<"$dir/log") == $'WARNING: careful\nfirst\nlast' ]] || fail "this is in it: $(tr '\n' '/' <"$dir/log")"
expect_removed
