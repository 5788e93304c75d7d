# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Probes are sorted by the column that keys choose, down and up, and those of one value by their index.

quiet
order 0 1 2 3 4 5
keys 6 && order 4 2 1 0 3 5
keys 6 && order 5 3 0 1 2 4
keys S && order 4 2 1 0 3 5
keys 3 && order 4 3 1 2 0 5
keys 7 && order 0 5 3 4 1 2
keys s && order 0 1 2 3 4 5
keys s S && order 0 1 2 3 4 5
keys s && order 4 3 1 2 0 5
keys q && restored
