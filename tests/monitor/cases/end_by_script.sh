# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# The script's exit() ends the view.
# sizes: 80x24

ends 'tell request_exit'
