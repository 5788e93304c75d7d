# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Left in a hurry while no one reads the output: a message of which a part was read is lost to no one.

hurry=1 detach_while_blocked
