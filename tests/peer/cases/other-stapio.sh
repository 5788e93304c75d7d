# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# SYSTEMTAP_STAPIO names another program.
# modules: hello

printf '#!/bin/bash\necho "$# arguments, $(id -un)"\n' >stapio && chmod 755 stapio
line 'SYSTEMTAP_STAPIO=$PWD/stapio "$STAPRUN" "$modules/hello.ko"'
