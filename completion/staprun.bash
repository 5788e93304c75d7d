# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2207 # COMPREPLY is made like that
#
# Completion for bash, with bash-completion: staprun, stap-merge, staprun-authorize.

# What --list shows: the first word of each line but the first.
_staprun_loaded() { staprun --list 2>/dev/null | sed -n '2,$s/ .*//p'; }

# Modules that may be named without a path.
_staprun_named() {
	local file
	for file in "/lib/modules/$(uname -r)/systemtap"/*.ko; do
		[[ ! -e $file ]] || { file=${file##*/} && echo "${file%.ko}"; }
	done
}

_staprun() {
	local cur prev words cword split word
	_init_completion -s || return
	case $prev in
	-C | --color)
		COMPREPLY=($(compgen -W 'auto always never' -- "$cur"))
		return
		;;
	-c | --command)
		COMPREPLY=($(compgen -c -- "$cur"))
		return
		;;
	-o | --output | --stats | --uprobes)
		_filedir
		return
		;;
	-[Nxt] | --namespaces | --target)
		_pids
		return
		;;
	-[bMrST] | --buffer-size | --monitor | --remote | --file-size | --keep-total | --ready-fd | --rotate-every | --stats-interval | --read-delay) return ;;
	esac
	! $split || return
	if [[ $cur == -* ]]; then
		COMPREPLY=($(compgen -W '-A --attach -b --buffer-size= --check -C --color= -c --command= --compress -D --daemon -d --delete -h
			--help --if-killed -i --stdin --json --keep-total= -L --load --list -M --monitor= -N --namespaces= -o --output= -q --quiet --ready-fd=
			-R --rename -r --remote= --rotate-every= -S --file-size= --stats= --stats-interval= -T --read-delay= -u --uprobes -V --version -v --verbose
			-w --no-warnings -x --target=' -- "$cur"))
		[[ ${COMPREPLY-} != *= ]] || compopt -o nospace
		return
	fi
	for word in "${words[@]:1:cword-1}"; do
		# Behind a letter that takes a value there are no others.
		if [[ $word =~ ^(--attach|--delete|-[DhiLqRVvw]*[Ad].*)$ ]]; then
			COMPREPLY=($(compgen -W "$(_staprun_loaded)" -- "$cur"))
			return
		fi
	done
	_filedir ko
	COMPREPLY+=($(compgen -W "$(_staprun_named)" -- "$cur"))
}

_stap_merge() {
	local cur prev words cword split
	_init_completion -s || return
	! $split || { _filedir && return; }
	if [[ $prev != @(-o|--output) && $cur == -* ]]; then
		COMPREPLY=($(compgen -W '-h --help -o --output= -V --version -v --verbose' -- "$cur"))
		[[ ${COMPREPLY-} != *= ]] || compopt -o nospace
	else
		_filedir
	fi
}

_staprun_authorize() {
	local cur prev words cword split
	_init_completion -s || return
	case $prev in
	-d | --database)
		_filedir -d
		return
		;;
	-r | --remove) return ;;
	esac
	if [[ $cur == -* ]]; then
		COMPREPLY=($(compgen -W '-d --database= -h --help -l --list -r --remove= -V --version' -- "$cur"))
		[[ ${COMPREPLY-} != *= ]] || compopt -o nospace
	else
		_filedir cert
	fi
}

complete -F _staprun staprun
complete -F _stap_merge stap-merge
complete -F _staprun_authorize staprun-authorize
