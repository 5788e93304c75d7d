# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # what they are about is made by run
#
# What cases say of the fleet: of one and two, which are alike, and three, which has another kernel. A case runs in an empty folder
# of its own, where "play" is what Ansible said last.

# fail WHY: ends the case
fail() { printf '%s\n' "$*" >"$reason" && exit 1; }

# holds COMMAND...: it must succeed
holds() {
	local said
	said=$("$@" 2>&1) || fail "$* fails"$'\n'"$(tail -n 40 <<<"$said")"
}

# on MACHINE COMMAND...: as root there, its words through a shell
on() { ssh -F "$work/ssh" "$1" "${@:2}"; }

# play PLAYBOOK.yml [OPTION...]
play() {
	(cd "$work/fleet" && ansible-playbook -i inventory.yml "$playbooks/$1" "${@:2}") >play 2>&1 || { cat play && false; }
}

# recap MACHINE WHAT NUMBER: so many things the play changed there, or failed
recap() { grep -E "^$1 .* $2=$3 " play || { cat play && false; }; }

# wanted: the machines are as the inventory wants them. Where they are not, or no one knows, site.yml is played, and three, for
# which there is no module, fails.
wanted() {
	[[ -e $work/wanted ]] || { play site.yml && fail 'three has its module'; cp play "$work/wanted"; }
	cp "$work/wanted" play
}
# unwanted: from here on they are not
unwanted() { rm -f "$work/wanted"; }

# untouched: nothing is half done on three
untouched() {
	local there
	there=$(on three 'ls /lib/modules/*/systemtap /etc/systemtap/script.d /tmp | grep -E "tick|staprun"; systemctl is-active staprun@tick; staprun --list | wc -l')
	[[ $there == $'inactive\n1' ]] || { echo "$there" && false; }
}

# remote COMMAND...: in a root that has stap and ssh, with this folder as its own: two of the cache's, one over the other, for as
# long as this lasts
remote() {
	mkdir root
	# shellcheck disable=SC2016 # in there
	as_root unshare --mount bash -ec '
		root=$1
		mount -t tmpfs tmpfs "$root"
		mkdir "$root"/{upper,work,root}
		mount -t overlay overlay -o "lowerdir=$2:$3,upperdir=$root/upper,workdir=$root/work" "$root/root"
		shift 3
		exec "$@"' remote "$PWD/root" "$("$RIG/release" "$release")" "$("$RIG/release" "$release" --whole)" \
		bash -c '. "$1"; in_root "$2" "$3" "${@:4}"' remote "$RIG/lib.sh" "$PWD/root/root" "$PWD" "$@"
}
