# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Ctrl-\ leaves the view and the module, with the text of a detach.
# sizes: 80x24

quiet
order 0 1 2 3 4 5
keys "C-\\" && restored
shows 'Disconnecting from systemtap module.'
[[ ! -e $dir/removed ]] || fail "the module was removed"
