# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# All programs say one version.

local version
version=$(sed -n 's/^#define VERSION "\(.*\)"/\1/p' "$top/common/version.h")
[[ $(sh "$top/staprun/staprun-authorize" --version) == *" $version" ]] || fail "staprun-authorize has another version"
[[ $("$top/build/stap-merge" --version) == *" version $version"* ]] || fail "stap-merge has another version"
[[ $("$stapio" --version) == *" version $version"* ]] || fail "stapio has another version"
