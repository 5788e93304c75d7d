# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Ends on hup.

ends_on HUP
