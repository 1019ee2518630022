import {describe, expect, it} from 'vitest'
import {cli} from '../../cli.js'
import {words} from '../../texts/words.js'

const CREATE = ['prompts', 'create', '--name', 'x']

describe('the words of a line', () => {
  it.each<[string[], object]>([
    [[...CREATE, '--prompt=--json'], {name: 'x', prompt: '--json'}],
    [[...CREATE, '--prompt=--curl=x'], {name: 'x', prompt: '--curl=x'}],
    [[...CREATE, '--prompt=-o'], {name: 'x', prompt: '-o'}],
    [[...CREATE, '--prompt', '-x'], {name: 'x', prompt: '-x'}],
    [[...CREATE, '--prompt', '--not-a-flag'], {name: 'x', prompt: '--not-a-flag'}],
    [[...CREATE, '--prompt='], {name: 'x', prompt: ''}],
    [[...CREATE, '--prompt==x'], {name: 'x', prompt: '=x'}],
    [
      [...CREATE, '--tag=--tag', '--tag', 'b', '--tag=a,b', '--prompt=p'],
      {name: 'x', prompt: 'p', tags: ['--tag', 'b', 'a,b']},
    ],
    [['scores', 'create', '--name=--name', '--value=-1', '--trace-id=-o'], {name: '--name', value: -1, traceId: '-o'}],
    [['scores', 'create', '--name', 'n', '--value', '-1', '--trace-id', 't'], {name: 'n', value: -1, traceId: 't'}],
    [['api', 'POST', '/v2/datasets', '-f=--json=1', '-f-x=2', '-F', 'n=-1'], {'--json': '1', '-x': '2', n: -1}],
  ])('%j', async (line, body) => {
    const {stdout, stderr, exitCode} = await cli([...line, '--curl'])
    expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
    const typed = words(stdout)
    expect(JSON.parse(typed[typed.indexOf('--data-binary') + 1] ?? '')).toEqual(body)
  })

  it.each<[string, string[]]>([
    ['prompts create --name x --prompt --json', ['--prompt', '--prompt=…']],
    ['prompts create --name x --prompt -o json', ['--prompt', '--prompt=…']],
    ['prompts create --name x --prompt', ['--prompt expects a value', '--help']],
    ['prompts get --resolve=false', ['--resolve', '--no-resolve']],
    ['prompts get x --no-resolve=false', ['--no-resolve is on or off']],
    ['prompts list --all=1', ['--all is on or off']],
    ['prompts list --json=name', ['--json is on or off']],
    ['prompts delete --yes=no x', ['--yes is on or off']],
    ['prompts delete -y=no x', ['-y is on or off']],
    ['prompts get -x', ['Unknown flag -x', 'stands behind "--"']],
    ['prompts list --constructor', ['Unknown flag --constructor']],
    ['prompts list --toString=1', ['Unknown flag --toString']],
    ['prompts list --lmit=--json', ['Unknown flag --lmit', '--limit']],
    ['prompts list --limit=--json', ['--limit', 'received: --json']],
    ['scores list --api-version=-3', ['--api-version=-3']],
    ['traces list --tag=', ['--tag is empty']],
    ['traces list --tag a --tag=', ['--tag is empty']],
    ['scores list --trace-id a,,b', ['--trace-id', 'between the commas']],
    [`scores list --trace-id ${'x,'.repeat(100)}x`, ['--trace-id', '100 values']],
    [`experiments list --id ${'x,'.repeat(100)}x`, ['--id', '100 values']],
  ])('refuses %s', async (line, tells) => {
    const {stdout, stderr, exitCode} = await cli(line)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    for (const text of tells) expect(stderr).toContain(text)
  })

  it.each([
    ['prompts get -- --json', '/v2/prompts/--json'],
    ['prompts get -- --help', '/v2/prompts/--help'],
    ['prompts get help', '/v2/prompts/help'],
    ['prompts get versions', '/v2/prompts/versions'],
    ['prompts get a=b', '/v2/prompts/a%3Db'],
    ['prompts get -5', '/v2/prompts/-5'],
    ['prompts get --no-resolve constructor', '/v2/prompts/constructor'],
  ])('%s', async (line, path) => {
    const [command, rest] = line.includes(' -- ') ? line.split(' -- ') : [line]
    const {stdout, exitCode} = await cli(`${command} --curl ${rest === undefined ? '' : `-- ${rest}`}`)
    expect(exitCode).toBe(0)
    expect(new URL(words(stdout).find((word) => word.startsWith('http')) ?? '').pathname).toBe(`/api/public${path}`)
  })

  it('never takes an argument from stdin', async () => {
    const {stderr, exitCode} = await cli('prompts delete --yes', {stdin: 'greet\n'})
    expect(exitCode).toBe(2)
    expect(stderr).toContain('Missing argument PROMPT-NAME')
  })
})

it.each(['constructor', '__proto__', 'toString', 'valueOf'])('%s is no command, no topic and no page', async (name) => {
  for (const line of [name, `help ${name}`, `${name} list`, `prompts ${name}`, `api ${name} list`]) {
    const {stderr, exitCode} = await cli(line)
    expect({line, exitCode}).toEqual({line, exitCode: 2})
    expect(stderr).not.toContain('bug')
  }
})
