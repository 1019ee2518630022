import {line, NAMES, type Vocabulary} from './vocabulary.js'

const FUNCTIONS = String.raw`
# Sets V to what the value of flag $1 may be, and D to its text; fails for a flag that takes none.
_langfuse_value() {
  local entry
  for entry in "\${(@f)T}"; do
    if [[ $entry == "$1="* ]]; then
      V=\${\${entry#*=}%% *} D=\${entry#* }
      return 0
    fi
  done
  return 1
}

# Offers the lines of T that begin like a pattern, and their texts.
_langfuse_offer() {
  local entry
  local -a found
  for entry in "\${(@f)T}"; do
    [[ $entry == $~2 ]] && found+=("\${\${\${entry%% *}%%=*}//:/\\:}:\${entry#* }")
  done
  _describe -t $1 $1 found
}

_langfuse() {
  local T V D entry word at='' want='' ended='' wanted='' children=''
  local -i args=0
  local -a names
  _langfuse_table ''
  for word in "\${(@)words[2,CURRENT-1]}"; do
    if [[ -n $want ]]; then want=''; continue; fi
    if [[ $word == -- && -z $ended ]]; then ended=1; continue; fi
    if [[ $word == -* && -z $ended ]]; then
      _langfuse_value $word && want=$word
      continue
    fi
    if [[ -z $at && $word == help ]]; then continue; fi
    if [[ $'\n'$T == *$'\n'"$word "* ]]; then
      at=\${at:+$at }$word
      _langfuse_table $at
    else
      args+=1
    fi
  done

  if [[ -z $want$ended && $PREFIX == --*=* ]]; then
    want=\${PREFIX%%=*}
    compset -P '*='
  fi
  if [[ -n $want ]]; then
    _langfuse_value $want || return 1
  elif [[ $PREFIX == -* && -z $ended ]]; then
    _langfuse_offer flag '-*'
    return
  else
    for entry in "\${(@f)T}"; do
      case $entry in
        (\=*) ((args-- == 0)) && wanted=$entry ;;
        (-*) ;;
        (?*) children=1 ;;
      esac
    done
    if [[ -n $wanted ]]; then
      V=\${\${wanted#=}%% *} D=\${wanted#* }
    elif [[ -n $children ]]; then
      _langfuse_offer command '[^-=]*'
      return
    elif [[ -z $PREFIX$ended ]]; then
      _langfuse_offer flag '-*'
      return
    else
      return 1
    fi
  fi

  case $V in
    ('') _message -e value $D ;;
    (@file) _files ;;
    (@profile)
      names=("\${(@f)$(_call_program profiles \${words[1]:t} profiles list --columns name -o tsv --no-header --quiet 2>/dev/null)}")
      names=(\${names:#})
      _wanted profiles expl profile compadd -a names
      ;;
    (*)
      names=(\${(s:,:)V})
      _wanted values expl $D compadd -a names
      ;;
  esac
}

`.replaceAll('\\$', '$')

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** The script for zsh: for a folder of $fpath under the name _langfuse, or to be sourced after compinit. */
export function zsh({points, shared}: Vocabulary): string {
  const table = points.map(({path, entries, shared: more}) => {
    const lines = entries.map((entry) => `${line(entry)}\n`).join('')
    return `  (${quoted(path)}) T=${quoted(lines)}${more ? '$S' : ''} ;;`
  })
  return [
    `#compdef ${NAMES.join(' ')}`,
    `# Completion of ${NAMES.join(' and ')} for zsh: what may follow which words, and what it is for.`,
    '_langfuse_table() {',
    `  local S=${quoted(shared.map(line).join('\n'))}`,
    '  case $1 in',
    ...table,
    "  (*) T='' ;;",
    '  esac',
    `}${FUNCTIONS}if [[ $funcstack[1] == _langfuse ]]; then`,
    '  _langfuse "$@"',
    'else',
    `  compdef _langfuse ${NAMES.join(' ')}`,
    'fi',
    '',
  ].join('\n')
}
