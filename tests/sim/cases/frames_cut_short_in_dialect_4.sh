# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The same in dialect 4, where only what follows tells that a frame was cut short.

cut_frames -4
