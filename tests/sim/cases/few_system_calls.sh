# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Reads and writes are few and large, however small the messages and however often they come; each trace file is read on
# its own CPU.

few_calls 5000 40000 "burst 0-1 20000 20-60 10000"
