import {type Entry, NAMES, type Vocabulary} from './vocabulary.js'

const FUNCTIONS = String.raw`
_langfuse_profiles() { "$1" profiles list --columns name -o tsv --no-header --quiet 2>/dev/null; }

# Sets V to what the value of flag $1 may be; fails for a flag that takes none.
_langfuse_value() {
  local word
  for word in $T; do
    if [[ $word == "$1="* ]]; then V=\${word#*=}; return 0; fi
  done
  return 1
}

_langfuse() {
  local IFS=$' \t\n' T V='' word cur=\${COMP_WORDS[COMP_CWORD]} at='' want='' skip='' ended='' head='' wanted=''
  local -i i args=0
  COMPREPLY=()
  _langfuse_table ''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ $word == [:@]* ]]; then skip=1 want=''; continue; fi
    if [[ $word == = ]]; then
      if [[ -z $want ]]; then skip=1; fi
      continue
    fi
    if [[ $skip ]]; then skip=''; continue; fi
    if [[ $want ]]; then want=''; continue; fi
    if [[ $word == -- && ! $ended ]]; then ended=1; continue; fi
    if [[ $word == -* && ! $ended ]]; then
      if _langfuse_value "$word"; then want=$word; fi
      continue
    fi
    if [[ -z $at && $word == help ]]; then continue; fi
    if [[ " $T " == *" $word "* ]]; then
      at=\${at:+$at }$word
      _langfuse_table "$at"
    else
      args+=1
    fi
  done
  if [[ $skip || $cur == [:@]* ]]; then return; fi
  if [[ $cur == = ]]; then cur=''; fi
  if [[ -z $want && -z $ended && $cur == --*=* ]]; then want=\${cur%%=*} head=$want= cur=\${cur#*=}; fi

  if [[ $want ]]; then
    _langfuse_value "$want" || return
  elif [[ $cur == -* && ! $ended ]]; then
    V=flags
  else
    for word in $T; do
      case $word in
        =*) if ((args-- == 0)); then wanted=$word; fi ;;
        -*) ;;
        *) V=words ;;
      esac
    done
    if [[ $wanted ]]; then V=\${wanted#=}; elif [[ -z $V && -z $cur && -z $ended ]]; then V=flags; fi
  fi

  case $V in
    '') return ;;
    @file)
      compopt -o filenames 2>/dev/null
      while read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$cur")
      ;;
    @profile) COMPREPLY=($(compgen -W "$(_langfuse_profiles "\${1##*/}")" -- "$cur")) ;;
    flags)
      V=''
      for word in $T; do if [[ $word == -* ]]; then V+=" \${word%%=*}"; fi; done
      COMPREPLY=($(compgen -W "$V" -- "$cur"))
      ;;
    words)
      V=''
      for word in $T; do if [[ $word != [-=]* ]]; then V+=" $word"; fi; done
      COMPREPLY=($(compgen -W "$V" -- "$cur"))
      ;;
    *) COMPREPLY=($(compgen -W "\${V//,/ }" -- "$cur")) ;;
  esac
  if [[ $head ]]; then COMPREPLY=("\${COMPREPLY[@]/#/$head}"); fi
}

`.replaceAll('\\$', '$')

function row(entries: Entry[]): string {
  return entries.map(({word}) => word).join(' ')
}

/** The script for bash, 3.2 and newer. It shows words without descriptions, as bash does. */
export function bash({points, shared}: Vocabulary): string {
  const table = points.map((point) => `  '${point.path}') T="${row(point.entries)}${point.shared ? ' $S' : ''}" ;;`)
  return [
    `# Completion of ${NAMES.join(' and ')} for bash: what may follow which words.`,
    '_langfuse_table() {',
    `  local S='${row(shared)}'`,
    '  case $1 in',
    ...table,
    "  *) T='' ;;",
    '  esac',
    `}${FUNCTIONS}complete -F _langfuse ${NAMES.join(' ')}`,
    '',
  ].join('\n')
}
