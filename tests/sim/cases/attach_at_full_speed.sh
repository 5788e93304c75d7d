# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Attach at full speed.

attach_at_full_speed
