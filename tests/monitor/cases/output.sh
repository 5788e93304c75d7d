# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The pane shows what the script prints, with nothing that could do the terminal harm, and can be looked at, hidden and
# frozen.

monitor <<-'END'
	print 0 an unfinished 
END
shows 'an unfinished'
tell 'print 0 line\n'
shows 'an unfinished line'
tell 'print 0 \033[2Jred\033[31m \033]0;title\007and \rback\tx\n'
shows 'back    x'
tell 'burst 0 300 40 0' 'print 0 the last one\n'
shows 'the last one'
keys Tab PPage && hides 'the last one' && shows ' more lines below'
keys Home && shows 'an unfinished line'
tell 'print 0 a newer one\n'
screen_lacks 'a newer one' || fail "it moved while it was looked at"
keys End && shows 'a newer one'
keys x && hides 'min, avg, max' && keys x && shows 'min, avg, max'
keys Space && shows FROZEN
sample | sed 's/00:00:03/00:00:09/' | status_is
tell 'print 0 while frozen\n'
sleep 1.5 # longer than the period in which it would be shown
screen_lacks 'while frozen' || fail "not frozen"
screen_lacks '00:00:09' || fail "the status is not frozen"
keys Space && shows 'while frozen' && shows '00:00:09'
keys q && restored
