# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module with the signature of a stranger.
# signed: forusr

cp /peer/signed/forusr.ko* .
it forusr.ko
rm forusr.ko*
