import {line, NAMES, type Vocabulary} from './vocabulary.js'

const FUNCTIONS = String.raw`
# What the value of a flag may be, from the lines behind it; fails for a flag that takes none.
function __langfuse_value
    for entry in $argv[2..]
        if string match -q -- "$argv[1]=*" "$entry"
            string replace -r '^[^=]*=(\S*) .*' '$1' -- $entry
            return 0
        end
    end
    return 1
end

# Words and their texts, as fish takes them.
function __langfuse_offer
    string replace -r '^([^ =]*)(?:=\S*)? ' '$1\t' -- $argv
end

function __langfuse
    set -l typed (commandline -opc)
    set -l cur (commandline -ct)
    set -l lines (__langfuse_table '')
    set -l at
    set -l args 1
    set -l want ''
    set -l ended ''
    set -l head ''
    set -l value
    for word in $typed[2..]
        if test -n "$want"
            set want ''
        else if test -z "$ended"; and test "$word" = --
            set ended 1
        else if test -z "$ended"; and string match -q -- '-*' "$word"
            __langfuse_value $word $lines >/dev/null; and set want $word
        else if test -z "$at"; and test "$word" = help
            continue
        else if string match -q -- "$word *" $lines
            set -a at $word
            set lines (__langfuse_table "$at")
        else
            set args (math $args + 1)
        end
    end

    if test -z "$want$ended"; and string match -q -- '--*=*' "$cur"
        set want (string replace -r '=.*' '' -- $cur)
        set head "$want="
        set cur (string replace -r '^[^=]*=' '' -- $cur)
    end
    set -l flags (string match -- '-*' $lines)
    if test -n "$want"
        set value (__langfuse_value $want $lines)
    else if test -z "$ended"; and string match -q -- '-*' "$cur"
        __langfuse_offer $flags
        return
    else
        set -l wanted (string match -- '=*' $lines)
        set -l children (string match -r -- '^[^-=].*' $lines)
        if set -q wanted[$args]
            set value (string replace -r '^=(\S*) .*' '$1' -- $wanted[$args])
        else if set -q children[1]
            __langfuse_offer $children
            return
        else if test -z "$cur$ended"
            __langfuse_offer $flags
            return
        end
    end

    switch "$value"
        case ''
            return
        case '@file'
            printf '%s\n' $head(__fish_complete_path "$cur")
        case '@profile'
            set -l program (basename $typed[1])
            printf '%s\n' $head(command $program profiles list --columns name -o tsv --no-header --quiet 2>/dev/null)
        case '*'
            printf '%s\n' $head(string split , -- $value)
    end
end

`

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** The script for fish, 3.4 and newer. */
export function fish({points, shared}: Vocabulary): string {
  const table = points.map(({path, entries, shared: more}) => {
    const lines = quoted(entries.map(line).join('\n'))
    return `        case ${quoted(path)}\n            printf '%s\\n' ${lines}${more ? ' $shared' : ''}`
  })
  return [
    `# Completion of ${NAMES.join(' and ')} for fish: what may follow which words, and what it is for.`,
    'function __langfuse_table',
    `    set -l shared ${quoted(shared.map(line).join('\n'))}`,
    '    switch "$argv[1]"',
    ...table,
    '    end',
    `end\n${FUNCTIONS}${NAMES.map((name) => `complete -c ${name} -f -a '(__langfuse)'`).join('\n')}`,
    '',
  ].join('\n')
}
