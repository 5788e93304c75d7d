# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What all scripts of the test rig share: where the cache is, how an entry gets into it, how to say
# what takes time, and how to run a command inside a release's root. To be sourced.

set -euo pipefail
shopt -s inherit_errexit
PATH=$PATH:/usr/sbin:/sbin
umask 022

RIG=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/staprun

say() { printf '==> %s\n' "$*" >&2; }
die() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 1; }

# need_packages PACKAGE...: the Debian packages that a script calls tools of
need_packages() {
	local p missing=()
	for p; do
		[[ $(dpkg-query -Wf '${db:Status-Status}' "$p" 2>/dev/null) == installed ]] || missing+=("$p")
	done
	((${#missing[@]})) || return 0
	((EUID == 0)) || die "please have this done first: apt-get install --no-install-recommends ${missing[*]}"

	say "installing ${missing[*]}"
	apt_install "${missing[@]}" || die "failed: apt-get install ${missing[*]}"
}

# One at a time of all that run side by side.
apt_install() (
	mkdir -p "$CACHE"
	exec {lock}>"$CACHE/apt.lock"
	flock "$lock"
	export DEBIAN_FRONTEND=noninteractive
	apt-cache show "$@" >/dev/null 2>&1 || patient_apt update
	# What apt knows may be old.
	patient_apt install -y --no-install-recommends "$@" || { patient_apt update && patient_apt install -y --no-install-recommends "$@"; }
)

# patient_apt ARGUMENT...: apt-get, which waits for another that has one of its locks, as a machine that has just come up
# upgrades itself; prints what it says only if it fails.
patient_apt() {
	local said holder
	while ! said=$(apt-get "$@" 2>&1); do
		holder=$(sed -n 's/^E: Could not get lock .* held by process \([0-9]*\).*/\1/p' <<<"$said" | head -n 1)
		[[ $holder ]] || { printf '%s\n' "$said" >&2 && return 1; }
		say "waiting for process $holder, which has apt's lock"
		tail --pid="$holder" -f /dev/null
	done
}

# quietly COMMAND...: shows what COMMAND prints only if it fails
quietly() {
	local log
	log=$(mktemp)
	if ! "$@" >"$log" 2>&1; then
		cat "$log" >&2
		rm "$log"
		die "failed: $*"
	fi
	rm "$log"
}

# cached NAME BUILDER [ARG...]: prints the path of cache entry NAME. If it is not there, "BUILDER ARG... DIR"
# fills an empty DIR which then becomes the entry in one step: a killed run leaves nothing half-made.
cached() {
	local entry=$CACHE/$1 lock
	shift
	if [[ ! -e $entry ]]; then
		mkdir -p "${entry%/*}"
		exec {lock}>"$entry.lock"
		flock --nonblock "$lock" || { say "waiting for another run that makes ${entry##*/}"; flock "$lock"; }
		if [[ ! -e $entry ]]; then
			erase "$entry.new"
			mkdir "$entry.new"
			"$@" "$entry.new" >&2 || exit # also where a caller asks for the outcome and so turns set -e off
			mv "$entry.new" "$entry"
		fi
		exec {lock}>&-
	fi
	printf '%s\n' "$entry"
}

# An ordinary user's root belongs to a range of user ids, so it takes their root to change it.
as_root() {
	if ((EUID == 0)); then "$@"; else unshare --map-auto --map-root-user "$@"; fi
}

erase() { [[ ! -e $1 ]] || as_root rm -rf "$1"; }

# digest: a short name for what is on standard input
digest() { sha256sum | cut -c1-16; }

# The mirror that this machine's own apt takes Debian from.
mirror() {
	# shellcheck disable=SC2016
	apt-get indextargets --format '$(LABEL) $(SITE)' 'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1
}

# The program, which inherits none but its standard descriptors: it has apt run a /bin/sh that writes to the next one that is
# free, and dash knows none above 9. What make, lanes and locks of the cache have open would leave it none of these.
mmdebstrap() (
	local fd
	for fd in /proc/"$BASHPID"/fd/*; do
		fd=${fd##*/}
		((fd < 3)) || exec {fd}>&-
	done
	exec mmdebstrap "$@"
)

# make_root RELEASE DIR OPTION...: the root of a Debian release in DIR, as mmdebstrap makes it with these options
make_root() {
	local release=$1 new=$2 site
	shift 2
	need_packages mmdebstrap mount
	site=$(mirror)
	if [[ -z $site ]] && ((EUID == 0)); then
		patient_apt update >&2
		site=$(mirror)
	fi
	[[ -n $site ]] || die "apt knows no Debian mirror: is there one in sources.list, and was apt-get update run?"
	apt-config dump Acquire | grep -E '^Acquire::(https?|Check-|Retries)' >"$new.apt" || :
	quietly mmdebstrap --aptopt="$new.apt" --aptopt='Acquire::Languages "none"' "$@" "$release" "$new" "deb $site $release main"
	rm "$new.apt"
}

# in_root ROOT DIR COMMAND...: runs COMMAND inside ROOT, in DIR (there as /mnt); no mount outlives it
in_root() {
	# shellcheck disable=SC2016
	as_root unshare --mount --pid --fork --kill-child bash -ec '
		root=$0 dir=$1
		shift
		mount -t proc proc "$root/proc"
		mount --rbind /dev "$root/dev"
		mkdir -p "$root/sys"
		mount --bind /sys "$root/sys"
		mount --bind "$dir" "$root/mnt"
		exec chroot "$root" /usr/bin/env -i PATH=/usr/bin:/usr/sbin:/bin:/sbin HOME=/root LC_ALL=C \
			sh -c "cd /mnt && exec \"\$@\"" sh "$@"
	' "$@"
}

# deviations ROOT: what differs in a root of $release: its stap does not suit its own kernel
# shellcheck disable=SC2154 # who calls it has it
deviations() {
	local root=$1
	case $release in
	bookworm) # its kernel gave task_work_cancel() another argument and the old one a new name
		sed -i -e 's/typeof(&task_work_cancel)/typeof(\&task_work_cancel_func)/' \
			-e 's/kallsyms_lookup_name("task_work_cancel")/kallsyms_lookup_name("task_work_cancel_func")/' \
			"$root/usr/share/systemtap/runtime/stp_task_work.c"
		;;
	trixie) # its kernel does not export uprobe_unregister, which is looked up even where nothing needs it
		printf '%s\n' -DSTAPCONF_UPROBE_UNREGISTER_EXPORTED >"$root/stap-options"
		# and its stap defines two macros of the kernel's again, otherwise, which is an error: no kernel.trace
		sed -i -e '/^#define __COUNT_ARGS(/s/_12, _13, _14, _15,/_12,/' -e '/^#define COUNT_ARGS(/s/15, 14, 13, 12,/12,/' \
			"$root"/usr/src/linux-headers-*-common/include/linux/args.h
		;;
	esac
}

# A release is named with its machine where that is another than this one: trixie-arm64. What it is called by whom:
triplet_of() {
	case $1 in
	amd64) echo x86_64-linux-gnu ;;
	arm64) echo aarch64-linux-gnu ;;
	armhf) echo arm-linux-gnueabihf ;;
	ppc64el) echo powerpc64le-linux-gnu ;;
	riscv64) echo riscv64-linux-gnu ;;
	s390x) echo s390x-linux-gnu ;;
	esac
}

# userland ROOT: where in a release's root that is which its guests have
userland() { if [[ -d $1/machine ]]; then echo "$1/machine"; else echo "$1"; fi; }

# The seconds without a word after which a suite in a guest is taken to hang: longer than what that has for a case.
HANG=2400

# machine_of ROOT
machine_of() {
	case ${1##*/} in
	*-arm64-*) echo arm64 ;;
	*-s390x-*) echo s390x ;;
	*) echo amd64 ;;
	esac
}

# guest_gcc ROOT OPTION...: compiles a program for the guests of a release
guest_gcc() {
	local triplet
	triplet=$(triplet_of "$(machine_of "$1")")
	[[ ! -d $1/machine ]] || need_packages "gcc-${triplet/_/-}" "libc6-dev-$(machine_of "$1")-cross"
	if [[ -d $1/machine ]]; then triplet+=-gcc; else triplet=gcc; fi
	"$triplet" -std=gnu11 -D_GNU_SOURCE -O2 -Wall "${@:2}"
}

# put_suite ROOT DIR: what cases run in, in a guest of that release, in DIR
put_suite() {
	local program
	mkdir -p "$2"/{cases,modules}
	cp "$RIG"/guest/{assert.sh,suite} "$2"
	for program in guest/numbers ../pauser guest/taker; do guest_gcc "$1" -static "$RIG/$program.c" -o "$2/${program##*/}"; done
}

# build_environment ROOT: what the kernel's Makefiles there want to know
build_environment() { if [[ -e $1/build-environment ]]; then cat "$1/build-environment"; fi; }

# libraries_of ROOT DIR FILE...: what ldd says in ROOT, in DIR, about these. (Another machine's loader runs by qemu-user.)
libraries_of() {
	local root=$1 dir=$2 machine file loader
	shift 2
	machine=$(machine_of "$root")
	if [[ $machine == amd64 ]]; then
		in_root "$root" "$dir" ldd "$@"
	else
		need_packages qemu-user
		machine=$(triplet_of "$machine")
		loader=$(find "$root/machine/usr/lib" -maxdepth 1 -name "ld*.so.*" -print -quit)
		for file; do "qemu-${machine%%-*}" -L "$root/machine" "$loader" --list "$dir/$file" | sed "s|$root/machine||"; done
	fi
}

# archive DIR: DIR as an archive that the kernel unpacks, all of it root's
archive() { (cd "$1" && find . -mindepth 1 -print0 | LC_ALL=C sort -z | cpio --null --create --quiet --format=newc --owner=0:0); }

# own_build RELEASE: is what was built here none for its guests?
own_build() { [[ $1 == @(bullseye|*-*) ]]; }

# choose_programs [--peer | --tree DIR] [ARG...]: which programs a guest is to run, as $staprun and $tree (build/tree if not
# said, or what "tree" builds for $release); leaves the other arguments in $arguments
# shellcheck disable=SC2034 # who calls it uses them
choose_programs() {
	staprun=/usr/local/bin/staprun tree=$RIG/../../build/tree
	case ${1-} in
	--peer) staprun=/usr/bin/staprun tree='' && shift ;;
	--tree) tree=${2:?--tree needs a folder} && shift 2 ;;
	*) ! own_build "${release-}" || tree=$("$RIG/tree" "$release") ;;
	esac
	[[ -z $tree || -d $tree ]] || die "there is no $tree: make install DESTDIR=$tree PREFIX=/usr/local"
	arguments=("$@")
}

# in_turn INDEX: is a case of that number one of $turn?
in_turn() {
	local turns=${turn%/*} at=$(($1 % ${turn#*/} + 1))
	((at >= ${turns%-*} && at <= ${turns#*-}))
}

# choose_cases FOLDER [CASE...]: which of FOLDER's are to run, all if none is named, as $cases; those that say "# not on WHAT: WHY"
# about $release or its machine are not, which is said, as $skipped tells how many. Where $turn is "K/N" (or "K-L/N") and none is
# named, of those that don't say "# on each release" only the Kth (to the Lth) of each N.
choose_cases() {
	local folder=$1 case reason at=0 chosen=()
	shift
	if (($#)); then chosen=("$@") turn=''; else for case in "$folder"/*.sh; do case=${case##*/} && chosen+=("${case%.sh}"); done; fi
	cases=() skipped=0
	for case in "${chosen[@]}"; do
		[[ ! ${turn-} ]] || grep -q '^# on each release' "$folder/$case.sh" || in_turn $((at++)) || continue
		# shellcheck disable=SC2154 # who calls it has it
		reason=$(sed -nE "s/^# not on (${release%-*}|${release##*-}): //p" "$folder/$case.sh")
		if [[ $reason ]]; then
			printf 'skip %s: %s\n' "$case" "$reason"
			skipped=$((skipped + 1))
		else
			cases+=("$case")
		fi
	done
}

# put_signed SUITE: the modules that the cases in SUITE name ("# signed: NAME..."), signed, in SUITE/signed; and in
# SUITE/served those ("# served: NAME...") that a real stap-server compiled and signed
put_signed() {
	local names signed modules
	mapfile -t names < <(sed -n 's/^# served: //p' "$1"/cases/*.sh | tr ' ' '\n' | sort -u)
	if ((${#names[@]})); then
		# shellcheck disable=SC2154 # who calls it has it
		signed=$("$RIG/serve" "$release" "${names[@]}") && cp -r "$signed" "$1/served"
	fi
	mapfile -t names < <(sed -n 's/^# signed: //p' "$1"/cases/*.sh | tr ' ' '\n' | sort -u)
	((${#names[@]})) || return 0
	# shellcheck disable=SC2154 # who calls it has it
	mapfile -t modules < <("$RIG/module" "$release" "${names[@]}")
	signed=$("$RIG/sign" "$release" "${modules[@]}") && cp -r "$signed" "$1/signed"
}

# put_counters RIG: the folder in which a build for coverage counts (tests/coverage), as $COUNTERS says
put_counters() {
	[[ ${COUNTERS-} ]] || return 0
	echo "$COUNTERS" >"$1/suite/counters"
	install -d -m 777 "$1$COUNTERS"
}

# keep_counters: passes on what comes from a guest, but for what was counted there, which goes to $COUNTERS
keep_counters() {
	if [[ ${COUNTERS-} ]]; then
		sed -u -n -e '/^counters /!{p;b}' -e 's/^counters //w /dev/fd/3' 3> >(base64 -d >"$(mktemp -p "$COUNTERS" XXXXXXXX.tar.gz)")
	else
		cat
	fi
}
