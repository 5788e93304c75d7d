# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -R of a module that is loaded already.
# modules: recorder

begin "$modules/recorder.ko"
goes_on 1
it -R -L "$modules/recorder.ko"
shows 'cut -d" " -f1 /proc/modules | grep record | sed "s/[0-9]*$//"'
ends INT
