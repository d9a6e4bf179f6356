# bash completion for listenq(8). The words come from the command's own help, so
# nothing has to be kept up to date here.

# _listenq_section COMMAND NAME: prints that section of the command's help
_listenq_section() {
	listenq ${1:+"$1"} --help 2>/dev/null |
		awk -v name="$2:" '/^[^ ]/ { inside = $0 == name; next } inside && NF'
}

_listenq_commands() { _listenq_section '' Commands | awk '{ print $1 }'; }

_listenq_options() {
	_listenq_section "$1" Options | grep -oE -- '^ +(-., )?--[a-z0-9-]+' | grep -oE -- '--.*'
}

_listenq_columns() { _listenq_section "$1" Columns | awk '/^  [A-Z]/ { print $1 }'; }

# Prints the ports and the processes of all listeners
_listenq_filters() {
	listenq list -rn -o LOCAL,PROCESS 2>/dev/null |
		awk '{ sub(/.*:/, "", $1); print $1; if ($2 != "-") print $2 }' | sort -u
}

_listenq() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=list words list=

	if [ "$COMP_CWORD" -gt 1 ] && _listenq_commands | grep -qxF -- "${COMP_WORDS[1]}"; then
		command=${COMP_WORDS[1]}
	fi
	case $prev,$cur in
	-o,* | --output,*)
		# Keep what precedes the last comma.
		case $cur in *,*) list=${cur%,*}, ;; +*) list=+ ;; esac
		words=$(_listenq_columns "$command" | sed "s/^/$list/") ;;
	--sort,*)
		case $cur in *,*) list=${cur%,*}, ;; esac
		case ${cur##*,} in -*) list+=- ;; esac
		words=$(_listenq_columns "$command" | sed "s/^/$list/") ;;
	--format,*) words='openmetrics prometheus' ;;
	--by,*) words='client network cause listener' ;;
	--textfile,*)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return ;;
	--watch,* | --interval,* | -i,* | --since,*) words= ;;
	*,--color=*) words='--color=auto --color=always --color=never' ;;
	*,-*) words=$(_listenq_options "$command") ;;
	*)
		words=$(_listenq_filters)
		[ "$command" != resize ] || words="$words auto"
		[ "$COMP_CWORD" != 1 ] || words="$(_listenq_commands) $words" ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}

complete -F _listenq listenq
