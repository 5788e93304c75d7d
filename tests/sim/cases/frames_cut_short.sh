# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Messages that the end of room in the relay buffer cut short are left out and counted.

cut_frames
