import {describe, expect, it} from 'vitest'
import {bash} from '../../../src/base/completion/bash.js'
import {fish} from '../../../src/base/completion/fish.js'
import {powershell} from '../../../src/base/completion/powershell.js'
import type {Vocabulary} from '../../../src/base/completion/vocabulary.js'
import {zsh} from '../../../src/base/completion/zsh.js'

const vocabulary: Vocabulary = {
  shared: [{word: '--help', text: 'Show help'}],
  points: [
    {path: '', shared: true, entries: [{word: 'prompts', text: "A team's prompts"}]},
    {
      path: 'prompts get',
      shared: true,
      entries: [
        {word: '=', text: 'Name: folders included'},
        {word: '--form=text,chat', text: 'Form, with a \\'},
      ],
    },
  ],
}

function table(script: string, from: string, to: string): string {
  return script.slice(script.indexOf(from), script.indexOf(to) + to.length)
}

describe('the table of words', () => {
  it('of bash has no texts', () => {
    expect(table(bash(vocabulary), '_langfuse_table', '\n}')).toBe(`_langfuse_table() {
  local S='--help'
  case $1 in
  '') T="prompts $S" ;;
  'prompts get') T="= --form=text,chat $S" ;;
  *) T='' ;;
  esac
}`)
  })

  it('of zsh', () => {
    expect(table(zsh(vocabulary), '_langfuse_table', '\n}')).toBe(`_langfuse_table() {
  local S='--help Show help'
  case $1 in
  ('') T='prompts A team'\\''s prompts
'$S ;;
  ('prompts get') T='= Name: folders included
--form=text,chat Form, with a \\
'$S ;;
  (*) T='' ;;
  esac
}`)
  })

  it('of fish', () => {
    expect(table(fish(vocabulary), 'function __langfuse_table', '\nend')).toBe(`function __langfuse_table
    set -l shared '--help Show help'
    switch "$argv[1]"
        case ''
            printf '%s\\n' 'prompts A team\\'s prompts' $shared
        case 'prompts get'
            printf '%s\\n' '= Name: folders included
--form=text,chat Form, with a \\\\' $shared
    end
end`)
  })

  it('of PowerShell, which no test runs', () => {
    expect(table(powershell(vocabulary), '    $shared', '\n    }')).toBe(`    $shared = '--help Show help'
    $table = @{
        '' = 'prompts A team''s prompts
' + $shared
        'prompts get' = '= Name: folders included
--form=text,chat Form, with a \\
' + $shared
    }`)
  })
})
