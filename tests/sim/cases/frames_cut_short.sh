# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Frames cut short.

cut_frames
