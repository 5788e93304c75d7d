# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module that prints as fast as it goes can be left all the same.

detach_while_printing
