# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A link stays a link: the file that it leads to is replaced, or made where there is none yet; also one in another folder.

mkdir "$dir/folder"
echo before >"$dir/folder/there"
ln -s folder/there "$dir/leads"
ln -s folder/new "$dir/dangles"
ln -s "$dir/dangles" "$dir/far"
for name in leads dangles far; do
	[[ $name != far ]] || rm "$dir/folder/new"
	sim <<<"print 0 hello\n"$'\nrequest_exit'
	relay --stats "$name"
	expect_good_run
	[[ -L $dir/$name ]] || fail "$name is no link any more"
	objects "$dir/$name"
	sim_end
	rm -rf "$dir"/{sim,removed}
done
[[ $(ls -A "$dir/folder") == $'new\nthere' ]] || fail "there is something else"
# One that leads to itself leads nowhere.
ln -s round "$dir/round"
sim <<<"print 0 hello\n"$'\nrequest_exit'
relay --stats round
expect_status 0
expect_err "^WARNING: Couldn't write statistics to round: Too many levels of symbolic links\\. The session goes on without\\."
