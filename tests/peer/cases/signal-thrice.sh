# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Three signals while the end probe takes long.
# modules: slowend

begin "$modules/slowend.ko"
goes_on 1
kill -INT "$bg"
kill -TERM "$bg"
ends HUP
soon '! pidof stapio staprun >/dev/null'
