import {spawnSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {start, TEMP} from './run.js'

/** What a shell offers for a line, by the line; what zsh and fish say of a word stands behind a tab. */
export type Offers = Record<string, string[]>

const BASH = `
source "$1"; shift
declare -F _langfuse >/dev/null || exit 1
for line; do
  COMP_LINE=$line COMP_POINT=\${#line}
  broken=\${line//=/ = }
  broken=\${broken//:/ : }
  read -ra COMP_WORDS <<<"\${broken//@/ @ }"
  [[ $line == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _langfuse "\${COMP_WORDS[0]}" "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
  printf '%s\\n' "\${COMPREPLY[@]}" =end=
done`

const FISH = `
source $argv[1]
for line in $argv[2..]
  complete -C $line
  echo '=end='
end`

/** In a terminal of zsh's own, every word that completion adds is written down as well. */
const ZSH_INSIDE = `
PS1='> '
autoload -Uz compinit && compinit -D -u
source "$SCRIPT"
compadd() {
  [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] && { builtin compadd "$@"; return }
  local -a hits texts
  local name at=\${@[(i)-d]}
  (( at <= $# )) && name=\${@[at+1]} && texts=("\${(@P)name}")
  builtin compadd -A hits -D texts "$@"
  local -i i
  for ((i = 1; i <= $#hits; i++)); do print -r -- "$hits[i]"$'\\t'"\${texts[i]#* -- }" >>"$FOUND"; done
  builtin compadd "$@"
}
ended() { print -r -- '=end=' >>"$FOUND"; print -n '<''done>' }
show() { print -r -- "$BUFFER" >>"$FOUND"; ended; zle kill-whole-line }
zle -N show
bindkey '^T' show
complete-one() { comppostfuncs=(ended); zle expand-or-complete }
zle -N complete-one
bindkey '^I' complete-one
setopt no_beep no_always_last_prompt
LISTMAX=1000
print -n '<''done>'
`

const ZSH = `
zmodload zsh/zpty
export SCRIPT=$1 FOUND=$2 INSIDE=$3
shift 3
: >"$FOUND"
zpty inside zsh -f -i
wait_for() {
  local seen='' part
  local -i end=$((SECONDS + 100))
  while [[ $seen != *'<done>'* ]] && ((SECONDS < end)); do
    zpty -rt inside part && seen+=$part || sleep 0.02
  done
}
zpty -w inside 'stty cols 200 rows 200; source "$INSIDE"'
wait_for
for line; do
  zpty -w -n inside "$line"$'\\t'
  wait_for
  zpty -w -n inside $'\\C-t'
  wait_for
done
zpty -d inside
cat "$FOUND"`

/** Whether a program is on this machine. */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
}

function blocks(stdout: string): string[][] {
  return stdout
    .split('=end=\n')
    .slice(0, -1)
    .map((block) => block.split('\n').filter((line) => line !== ''))
}

function byLine(lines: string[], found: string[][]): Offers {
  if (found.length !== lines.length) throw new Error(`${lines.length} lines, ${found.length} answers`)
  return Object.fromEntries(lines.map((line, index) => [line, [...(found[index] ?? [])].sort()]))
}

/** Writes a text to a file of this test file's folder, and gives its path. */
export function scriptFile(name: string, text: string): string {
  const path = join(TEMP, name)
  writeFileSync(path, text)
  return path
}

/** Asks bash as readline does, which makes words of `=`, `:` and `@`. */
export async function askBash(script: string, lines: string[], env: Record<string, string>): Promise<Offers> {
  const {stdout} = await start('bash', ['--norc', '-c', BASH, 'bash', script, ...lines], {env}).result
  return byLine(lines, blocks(stdout))
}

/** Asks fish by its own \`complete -C\`. */
export async function askFish(script: string, lines: string[], env: Record<string, string>): Promise<Offers> {
  const {stdout} = await start('fish', ['--no-config', '-c', FISH, script, ...lines], {env}).result
  return byLine(lines, blocks(stdout))
}

/** Types the lines and a TAB into an interactive zsh. Gives what was offered, and what then stood on the line. */
export async function askZsh(
  script: string,
  lines: string[],
  env: Record<string, string>,
): Promise<{offers: Offers; after: Record<string, string>}> {
  const inside = scriptFile('inside.zsh', ZSH_INSIDE)
  const args = ['-f', '-c', ZSH, 'zsh', script, join(TEMP, 'found'), inside, ...lines]
  const {stdout} = await start('zsh', args, {env}).result
  const found = blocks(stdout)
  const offered = found.filter((_, index) => index % 2 === 0)
  const after = found.filter((_, index) => index % 2 === 1)
  const lineAfter = byLine(lines, after)
  return {
    offers: byLine(lines, offered),
    after: Object.fromEntries(Object.entries(lineAfter).map(([line, [text = '']]) => [line, text])),
  }
}
