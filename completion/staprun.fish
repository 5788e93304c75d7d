# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion for fish: staprun, stap-merge, staprun-authorize.

# What --list shows: the first word of each line but the first.
function __staprun_loaded
	staprun --list 2>/dev/null | tail -n +2 | string replace -r ' .*' ''
end

# Modules that may be named without a path.
function __staprun_named
	for file in /lib/modules/(uname -r)/systemtap/*.ko
		string replace -r '.*/(.*)\.ko$' '$1' -- $file
	end
end

function __staprun_wants_loaded
	# Behind a letter that takes a value there are no others.
	string match -qr -- '^(--attach|--delete|-[DhiLqRVvw]*[Ad].*)$' (commandline -opc)
end

complete -c staprun -f
complete -c staprun -n __staprun_wants_loaded -a '(__staprun_loaded)' -d 'loaded module'
complete -c staprun -n 'not __staprun_wants_loaded' -k -a '(__fish_complete_suffix .ko)'
complete -c staprun -n 'not __staprun_wants_loaded' -a '(__staprun_named)' -d 'module by name'
complete -c staprun -s A -l attach -d 'attach to a module that was left loaded'
complete -c staprun -s b -l buffer-size -x -d 'relay buffer for each CPU, in MB'
complete -c staprun -s C -l color -x -a 'auto always never' -d 'colour errors'
complete -c staprun -l check -d 'say whether the module would load, and why not'
complete -c staprun -s c -l command -x -a '(__fish_complete_command)' -d 'run a command and end with it'
complete -c staprun -l compress -d 'make a .zst file of each file that is done'
complete -c staprun -s D -l daemon -d 'run in the background'
complete -c staprun -s d -l delete -d 'remove a detached module'
complete -c staprun -s h -l help -d 'print the help and exit'
complete -c staprun -l if-killed -d 'with -d: for ExecStopPost= of a systemd unit'
complete -c staprun -s i -l stdin -d 'pass standard input on to the script'
complete -c staprun -l json -d 'with --list or --check: for programs'
complete -c staprun -l keep-total -x -d 'remove the oldest files beyond a size'
complete -c staprun -s L -l load -d 'load the module, start its probes, and detach'
complete -c staprun -l list -d 'list the modules of SystemTap that are loaded'
complete -c staprun -s M -l monitor -x -d 'full-screen view, refreshed each so many seconds'
complete -c staprun -s N -l namespaces -x -a '(__fish_complete_pids)' -d 'report pids as in the namespaces of a process'
complete -c staprun -s o -l output -r -F -d 'write to a file'
complete -c staprun -s q -l quiet -d 'show no progress on the terminal'
complete -c staprun -l ready-fd -x -d 'write a newline to a descriptor once the probes run'
complete -c staprun -s R -l rename -d 'give the module a unique name'
complete -c staprun -s r -l remote -x -d 'what remote_id() and remote_uri() return'
complete -c staprun -l rotate-every -x -d 'a new file after a time: seconds, or 5m, 1h'
complete -c staprun -s S -l file-size -x -d 'a new file at a size: MB, or 500K, 1G'
complete -c staprun -l stats -r -F -d 'put statistics into a file'
complete -c staprun -l stats-interval -x -d 'with --stats: also after each time: seconds, or 5m, 1h'
complete -c staprun -s T -l read-delay -x -d 'let output gather, in ms'
complete -c staprun -s u -l uprobes -d 'nothing: all kernels have uprobes'
complete -c staprun -s V -l version -d 'print the version and exit'
complete -c staprun -s v -l verbose -d 'say more'
complete -c staprun -s w -l no-warnings -d 'do not show the warnings of the script'
complete -c staprun -s x -l target -x -a '(__fish_complete_pids)' -d 'what target() returns'

complete -c stap-merge -s h -l help -d 'print the help and exit'
complete -c stap-merge -s o -l output -r -F -d 'write to a file'
complete -c stap-merge -s V -l version -d 'print the version and exit'
complete -c stap-merge -s v -l verbose -d 'say of each message its CPU, number and length'

complete -c staprun-authorize -f
complete -c staprun-authorize -k -a '(__fish_complete_suffix .cert)'
complete -c staprun-authorize -s d -l database -x -a '(__fish_complete_directories)' -d 'another database'
complete -c staprun-authorize -s h -l help -d 'print the help and exit'
complete -c staprun-authorize -s l -l list -d 'list the signers'
complete -c staprun-authorize -s r -l remove -x -d 'trust a signer no longer'
complete -c staprun-authorize -s V -l version -d 'print the version and exit'
