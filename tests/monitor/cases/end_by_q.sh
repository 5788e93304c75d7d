# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The key q ends the view and the session.
# sizes: 80x24

ends 'keys q'
