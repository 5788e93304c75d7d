# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# When nobody reads any more the run ends at once, without a word for each line.
# modules: flood

# shellcheck disable=SC2016
run sh -c '"$STAPRUN" flood.ko | head -n 1'
is 0
stdout_has 1
(($(lines "$captured/stderr") <= 1)) || fail 'too many words'
gone flood
