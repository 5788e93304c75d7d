# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Own pid in braces.

own_pid 'sh -c "echo ${$} >pid"'
