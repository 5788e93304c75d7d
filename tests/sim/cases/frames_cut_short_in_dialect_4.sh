# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Frames cut short in dialect 4.

cut_frames -4
