# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# An end probe that takes long is waited for.
# modules: slowend

begin "$modules/slowend.ko"
goes_on 1
ends INT
