# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SYSTEMTAP_VERBOSE, and what is no number there.
# modules: hello

line 'SYSTEMTAP_VERBOSE=1 "$STAPRUN" "$modules/hello.ko"'
line 'SYSTEMTAP_VERBOSE=nonsense "$STAPRUN" "$modules/hello.ko"'
