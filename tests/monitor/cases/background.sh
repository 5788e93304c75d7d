# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# In the background the terminal is the shell's: nothing is drawn there and no key is read, while output goes on; fg shows
# the view again, of the size that the terminal has by then. A session that ends in the background ends.
# sizes: 80x24

# served N: stapio's loop has come round, as it writes statistics each time that it is asked to
served() {
	rm -f "$dir/numbers"
	kill -USR1 "$pid"
	until_true test -s "$dir/numbers" || fail "stapio does not go on"
}

in_the_background() {
	keys C-z && shows 'Stopped'
	keys "clear; bg" Enter && shows '[1]+'
	served && served
	keys "clear; stty -g >$dir/now; echo the \"shell's\"" Enter && shows "the shell's"
	normal_screen || fail "not the normal screen, or no cursor"
	screen_lacks monreal || fail "the view is drawn in the background"
	cmp -s "$dir/before" "$dir/now" || fail "the terminal's settings are not as they were"
}

local pid
monitor -o "$dir/kept" --stats "$dir/numbers" <<<'print 0 hello from begin\n'
order 0 1 2 3 4 5
pid=$(stapio_pid)
for text in once again; do
	in_the_background
	tell "print 0 $text\n"
	until_true grep -q "$text" "$dir/kept" || fail "output does not go on"
	resize 90x30
	keys fg Enter
	order 0 1 2 3 4 5 && row_is 1 ' monreal *' && row_is 30 ' h help*'
	keys h && shows 'Any key goes back.' && keys h && hides 'Any key goes back.'
	resize 80x24
	row_is 24 ' h help*'
done
in_the_background
kill -TSTP "$pid" # which stops it there, too
until_true grep -q 'T (stopped)' "/proc/$pid/status" || fail "it does not stop"
# The shell may come to know that later.
shell_knows() { keys "clear; jobs" Enter && pause 0.1 && screen_has Stopped; }
until_true shell_knows || fail "the shell does not know that it stopped"
keys "clear; bg" Enter && shows '[1]+'
served
tell request_exit
until_true test -s "$dir/removed" || fail "the session does not end"
until_true test ! -e "/proc/$pid" || fail "stapio is still there"
keys "clear; stty -g >$dir/now; echo still the \"shell's\"" Enter && shows "still the shell's"
normal_screen || fail "not the normal screen, or no cursor"
cmp -s "$dir/before" "$dir/now" || fail "the terminal's settings are not as they were"
