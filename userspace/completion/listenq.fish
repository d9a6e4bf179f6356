# fish completion for listenq(8). The words come from the command's own help.

function __listenq_section --description 'COMMAND NAME: prints that section of its help'
    set -l command
    test -z "$argv[1]"; or set command $argv[1]
    listenq $command --help 2>/dev/null |
        awk -v name="$argv[2]:" '/^[^ ]/ { inside = $0 == name; next } inside && NF'
end

function __listenq_commands
    __listenq_section '' Commands | awk '{ word = $1; $1 = ""; print word "\t" substr($0, 2) }'
end

function __listenq_command
    set -l words (commandline -opc)
    set -l command list
    if test (count $words) -gt 1; and contains -- $words[2] (__listenq_commands | string split -f1 \t)
        set command $words[2]
    end
    echo $command
end

function __listenq_options
    __listenq_section (__listenq_command) Options |
        string match -rg '^ +(?:-., )?(--[a-z0-9-]+)'
end

function __listenq_has --description 'OPTION: the command has it'
    __listenq_options | string match -q -- $argv[1]
end

function __listenq_columns
    set -l chosen (commandline -ct | string replace -r '[^,+]*$' '')
    __listenq_section (__listenq_command) Columns |
        awk -v chosen="$chosen" '/^  [A-Z]/ { print chosen $1 }'
end

function __listenq_sort
    set -l chosen (commandline -ct | string match -r '^(?:.*,)?-?')
    __listenq_section (__listenq_command) Columns |
        awk -v chosen="$chosen" '/^  [A-Z]/ { print chosen $1 }'
end

function __listenq_filters
    listenq list -rn -o LOCAL,PROCESS 2>/dev/null |
        awk '{ sub(/.*:/, "", $1); print $1; if ($2 != "-") print $2 }' | sort -u
end

complete -c listenq -f
complete -c listenq -n 'test (count (commandline -opc)) -eq 1' -a '(__listenq_commands)'
complete -c listenq -a '(__listenq_filters)'
complete -c listenq -n 'test (__listenq_command) = resize' -a auto
complete -c listenq -n 'string match -q -- "-*" (commandline -ct)' -a '(__listenq_options)'
complete -c listenq -s o -l output -x -n '__listenq_columns | string length -q' -a '(__listenq_columns)'
complete -c listenq -l sort -x -n '__listenq_has --sort' -a '(__listenq_sort)'
complete -c listenq -l color -x -n '__listenq_has --color' -a 'auto always never'
complete -c listenq -l format -x -n 'test (__listenq_command) = metrics' -a 'openmetrics prometheus'
complete -c listenq -l textfile -r -F -n 'test (__listenq_command) = metrics'
complete -c listenq -l watch -x -n '__listenq_has --watch'
complete -c listenq -l interval -x -n '__listenq_has --interval'
complete -c listenq -l by -x -n '__listenq_has --by' -a 'client network cause listener'
complete -c listenq -l since -x -n '__listenq_has --since'
