# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Attach at full speed in dialect 4.

attach_at_full_speed -4
