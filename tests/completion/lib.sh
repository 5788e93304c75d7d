# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # set by run
#
# What the cases of tests/completion have at hand: what each shell completes, and what there is to complete.
# To be sourced by tests/completion/run, which sets work, top and stapio.

fail() { printf '%s\n' "$*" >"$work/reason" && exit 1; }

# options_of COMMAND: as its help lists them, one a line, long ones and letters
options_of() {
	case $1 in
	staprun) "$stapio" --help ;;
	stap-merge) "$top/build/stap-merge" --help ;;
	staprun-authorize) sh "$top/staprun/staprun-authorize" --help ;;
	esac | sed -nE 's/^  (-[A-Za-z], |    )(--[a-z-]+).*/\1\2/p' | grep -oE -- '--?[A-Za-z-]+' | LC_ALL=C sort
}

# --- The shells --------------------------------------------------------------------------------------------------------

# bash_has LINE: what bash completes at its end, one a line
bash_has() {
	(cd "$work/here" && PATH=$work/bin:$PATH bash --norc -c '
		. /usr/share/bash-completion/bash_completion
		. "$1"
		COMP_LINE=$2 COMP_POINT=${#2}
		eval "set -- $2${2:+}"
		COMP_WORDS=("$@")
		[[ $COMP_LINE != *" " ]] || COMP_WORDS+=("")
		COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
		compopt() { :; }
		$(complete -p "$1" | sed "s/.*-F \([^ ]*\).*/\1/") "$1" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
		printf "%s\n" "${COMPREPLY[@]}"' bash "$top/completion/staprun.bash" "$1" 2>&1) | sed 's/ $//' | LC_ALL=C sort
}

fish_has() {
	(cd "$work/here" && PATH=$work/bin:$PATH HOME=$work fish --no-config -c "source $top/completion/staprun.fish; complete -C '$1'" 2>&1) |
		cut -f 1 | LC_ALL=C sort
}

# Keys in a terminal, as nothing else shows what zsh completes: each match on a line.
zsh_has() {
	cat >"$work/.zshrc" <<-END
		fpath=($top/completion \$fpath)
		autoload -Uz compinit && compinit -u -D
		zstyle ':completion:*' list-grouped false
		zstyle ':completion:*' verbose false
		zstyle ':completion:*' insert-tab false
		zstyle ':completion:*' menu no
		setopt no_list_beep list_rows_first
		LISTMAX=1000
		# What is listed goes into a file instead.
		capture() {
			local -a all
			compadd() { builtin compadd -O all "\$@"; print -rl -- \$all >>$work/zsh-has; builtin compadd "\$@"; }
			_main_complete
			unfunction compadd
		}
		zle -C capture-widget complete-word capture
		bindkey '^I' capture-widget
		PS1='prompt> '
		cd $work/here && PATH=$work/bin:\$PATH
	END
	: >"$work/zsh-has"
	local socket
	socket=$(mktemp -u -p "$work") # a server that ends leaves its own for a moment
	mux() { TMUX='' tmux -S "$socket" -f /dev/null "$@" 2>/dev/null; }
	mux new-session -d -x 200 -y 50 "ZDOTDIR=$work exec zsh -o no_global_rcs -i"
	until_there() {
		local end=$((SECONDS + 300))
		until eval "$1"; do ((SECONDS < end)) || fail "zsh: waited in vain for $1"; sleep 0.05; done
	}
	until_there 'mux capture-pane -p | grep -q "^prompt>"'
	mux send-keys -l "$1"
	mux send-keys Tab
	mux send-keys C-a '#' Enter
	until_there 'mux capture-pane -p | grep -q "^prompt> #"'
	mux kill-server
	LC_ALL=C sort -u "$work/zsh-has" | sed '/^$/d'
}

# --- Verdicts ----------------------------------------------------------------------------------------------------------

# has SHELL LINE WORD...: all of these, sorted, and nothing else
has() {
	local shell=$1 line=$2 there
	shift 2
	there=$("${shell}_has" "$line" | tr '\n' ' ')
	[[ ${there% } == "$*" ]] || fail "$shell completes \"$line\" with: $there"
}

# knows_options SHELL: for each of our programs it completes the options that the program's help lists
knows_options() {
	local command there
	for command in staprun stap-merge staprun-authorize; do
		there=$({ "${1}_has" "$command -" && "${1}_has" "$command --"; } | sed 's/=.*//' | grep -E '^(-[^-]|--.+)$' | LC_ALL=C sort -u)
		are_options_of "$command" "$1, $command" "$there"
	done
}

# are_options_of COMMAND WHERE OPTIONS: these, a line each, are those of its help
are_options_of() {
	local all
	all=$(options_of "$1" | LC_ALL=C sort -u)
	[[ $3 == "$all" ]] || fail "$2: $(diff <(echo "$all") <(echo "$3") | grep '^[<>]' | tr '\n' ' ')"
}
