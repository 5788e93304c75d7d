# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A caller that may write no file.
# modules: hello

line '(ulimit -f 0; exec "$STAPRUN" "$modules/hello.ko") | cat'
