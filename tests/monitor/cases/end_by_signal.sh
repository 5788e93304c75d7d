# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# SIGTERM ends the view and the session.
# sizes: 80x24

terminate() { kill -TERM "$(stapio_pid)"; }

ends terminate
