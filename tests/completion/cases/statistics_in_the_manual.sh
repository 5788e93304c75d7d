# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stapio(8) explains each member of an object of --stats, and none that is not there.

local there explained
there=$(python3 -c '
import json, sys
def members(schema):
    for name, of in schema.get("properties", {}).items():
        print(name)
        members(of)
    members(schema["items"]) if "items" in schema else None
members(json.load(open(sys.argv[1])))' "$top/tests/data/stats.schema.json" | LC_ALL=C sort -u)
explained=$(sed -n '/^\.Sh STATISTICS/,/^\.Sh EXIT/p' "$top/man/stapio.8" | sed -nE 's/^\.(It )?Li ([a-z].*)/\2/p' | tr ' ' '\n' |
	grep -xE '[a-z_]+' | grep -vxE 'starting|running|ending|ended|detached|left|true' | LC_ALL=C sort -u)
[[ $there == "$explained" ]] || fail "$(diff <(echo "$there") <(echo "$explained") | grep '^[<>]' | tr '\n' ' ')"
