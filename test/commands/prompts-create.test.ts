import {mkdtempSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

const folder = mkdtempSync(join(tmpdir(), 'langfusectl-create-'))
const ANSWER = {
  id: 'p1',
  name: 'greet',
  version: 3,
  type: 'text',
  labels: ['staging', 'latest'],
  tags: [],
  commitMessage: null,
  config: {},
  createdBy: 'API',
  createdAt: '2026-11-21T22:53:14.635Z',
  updatedAt: '2026-11-21T22:53:14.635Z',
  prompt: 'Hi',
  isActive: null,
}
const NEW = {
  status: 404,
  body: {message: "Prompt not found: 'greet' with label 'latest'", error: 'LangfuseNotFoundError'},
}
const CREATED = {method: 'POST', status: 201, body: ANSWER}
const CHAT = [
  {role: 'system', content: 'a:b'},
  {type: 'placeholder', name: 'history'},
]

function file(name: string, content: Buffer | string): string {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('prompts create sends', () => {
  const text = file('text.txt', 'Grüße {{name}}\r\n\n')
  const chat = file('chat.json', JSON.stringify(CHAT))
  const whole = file('whole.json', '\ufeff{"name":"x","prompt":"from the file","tags":["t"]}')

  it.each([
    ['--name greet --prompt Hi', '', {name: 'greet', prompt: 'Hi'}],
    ['--name greet --prompt "" --type text', '', {name: 'greet', type: 'text', prompt: ''}],
    [`--name a/b --prompt @${text}`, '', {name: 'a/b', prompt: 'Grüße {{name}}\r\n\n'}],
    ['--name greet --prompt -', 'in\r\nput\n', {name: 'greet', prompt: 'in\r\nput\n'}],
    [
      '--name greet --prompt "@@@langfusePrompt:name=x|version=1@@@"',
      '',
      {name: 'greet', prompt: '@@@langfusePrompt:name=x|version=1@@@'},
    ],
    ['--name greet --prompt "[not json"', '', {name: 'greet', prompt: '[not json'}],
    [`--name c --type chat --prompt @${chat}`, '', {name: 'c', type: 'chat', prompt: CHAT}],
    ['--name c --type chat --prompt -', JSON.stringify(CHAT), {name: 'c', type: 'chat', prompt: CHAT}],
    ['--name c --message system:a:b --message placeholder:history', '', {name: 'c', type: 'chat', prompt: CHAT}],
    ['--name c --message "user:" --type chat', '', {name: 'c', type: 'chat', prompt: [{role: 'user', content: ''}]}],
    [
      `--name g --prompt Hi --config '{"model":"m","n":[1]}' --label a --label b.c-d_1 --tag x,y --tag z --commit-message "why not"`,
      '',
      {
        name: 'g',
        prompt: 'Hi',
        config: {model: 'm', n: [1]},
        labels: ['a', 'b.c-d_1'],
        tags: ['x,y', 'z'],
        commitMessage: 'why not',
      },
    ],
    ['--name g --prompt Hi --config 3', '', {name: 'g', prompt: 'Hi', config: 3}],
    ['--name g --prompt Hi --config plain', '', {name: 'g', prompt: 'Hi', config: 'plain'}],
    [`--body '{"name":"x","prompt":"y","labels":["l"]}'`, '', {name: 'x', prompt: 'y', labels: ['l']}],
    [`--body @${whole} --prompt flag --tag u`, '', {name: 'x', prompt: 'flag', tags: ['u']}],
    ['--body - --name flag', '{"name":"x","prompt":"y"}', {name: 'flag', prompt: 'y'}],
    [
      `--body '{"name":"x","prompt":[{"role":"user","content":"y"}],"type":"chat"}'`,
      '',
      {name: 'x', type: 'chat', prompt: [{role: 'user', content: 'y'}]},
    ],
    [
      `--body '{"name":"x","type":"chat","prompt":[]}' --message user:z`,
      '',
      {name: 'x', type: 'chat', prompt: [{role: 'user', content: 'z'}]},
    ],
  ])('%s', async (flags, stdin, body) => {
    const answer = {...ANSWER, labels: 'labels' in body ? body.labels : ANSWER.labels}
    const sent = answers(NEW, {...CREATED, body: answer})
    const {stdout, stderr, exitCode} = await cli(`prompts create ${flags}`, {stdin})
    const name = encodeURIComponent(body.name)
    expect(sent).toEqual([
      {
        method: 'GET',
        path: `/api/public/v2/prompts/${name}?label=latest&resolve=false`,
        authorization: BASIC,
        body: undefined,
      },
      {method: 'POST', path: '/api/public/v2/prompts', authorization: BASIC, body},
    ])
    expect(JSON.parse(stdout)).toEqual(answer)
    expect(stderr).toContain('✓ Created prompt greet, version 3 (')
    expect(exitCode).toBe(0)
  })
})

describe('prompts create says', () => {
  it('nothing but what it did', async () => {
    answers(NEW, CREATED)
    const {stderr} = await cli('prompts create --name g --prompt Hi --tag t')
    expect(stderr).toBe('✓ Created prompt greet, version 3 (staging)\n')
  })

  it('one line on a terminal, and no object', async () => {
    answers(NEW, {...CREATED, body: {...ANSWER, labels: ['latest']}})
    const {stdout, stderr} = await cli('prompts create --name g --prompt Hi', {tty: {stdout: true}})
    expect({stdout, stderr}).toEqual({stdout: '', stderr: '✓ Created prompt greet, version 3\n'})
  })

  it('the object on a terminal when a form is asked for', async () => {
    answers(NEW, CREATED)
    const {stdout} = await cli('prompts create --name g --prompt Hi -o yaml --columns name,version', {
      tty: {stdout: true},
    })
    expect(stdout).toBe('name: greet\nversion: 3\n')
  })

  it('nothing on stderr with --quiet', async () => {
    answers({body: {...ANSWER, config: {a: 1}, tags: ['old']}}, CREATED)
    const {stderr, stdout} = await cli('prompts create --name g --prompt Hi --tag t --quiet --columns version -o tsv')
    expect({stdout, stderr}).toEqual({stdout: '3\n', stderr: ''})
  })
})

it('prompts create does not call done what lacks its label', async () => {
  answers(NEW, CREATED)
  const {stdout, stderr, exitCode} = await cli('prompts create --name greet --prompt Hi --label production')
  expect(exitCode).toBe(7)
  expect(JSON.parse(stdout)).toEqual(ANSWER)
  expect(stderr).toContain('did not take over what was sent: labels')
  expect(stderr).not.toContain('✓')
})

describe('prompts create keeps of the latest version', () => {
  const latest = {...ANSWER, version: 2, config: {model: 'm', t: 0.1}, tags: ['a', 'b']}

  it.each<[string, string, object, object]>([
    ['the config', '--prompt Hi', latest, {prompt: 'Hi', config: {model: 'm', t: 0.1}}],
    ['a config that is a list', '--prompt Hi', {...latest, config: [1]}, {prompt: 'Hi', config: [1]}],
    ['no config that is empty', '--prompt Hi', {...latest, config: {}}, {prompt: 'Hi'}],
    ['no config that is null', '--prompt Hi', {...latest, config: null}, {prompt: 'Hi'}],
    ['not the config where one is given', '--prompt Hi --config {}', latest, {prompt: 'Hi', config: {}}],
    [
      'not the config where --body has one',
      `--prompt Hi --body '{"config":{"a":1}}'`,
      latest,
      {prompt: 'Hi', config: {a: 1}},
    ],
    [
      'the type text, of what looks like a chat',
      `--prompt '${JSON.stringify(CHAT)}'`,
      {...latest, config: {}},
      {prompt: JSON.stringify(CHAT)},
    ],
    [
      'the type chat, of an empty one',
      '--prompt []',
      {...latest, type: 'chat', config: {}},
      {type: 'chat', prompt: []},
    ],
  ])('%s', async (_, flags, before, body) => {
    const sent = answers({body: before}, CREATED)
    const {stderr, exitCode} = await cli(`prompts create --name greet ${flags}`)
    expect(sent.at(-1)?.body).toEqual({name: 'greet', ...body})
    expect(exitCode).toBe(0)
    const kept = 'config' in body && !flags.includes('config')
    expect(/The config of version 2 goes along/.test(stderr)).toBe(kept)
    expect(stderr).not.toContain('Warning')
  })

  it('no config that servers would round', async () => {
    const body = '{"version":2,"type":"text","prompt":"x","config":{"seed":1546130668394913822}}'
    answers({body, headers: {'content-type': 'application/json'}})
    const {stderr, exitCode} = await cli('prompts create --name greet --prompt Hi')
    expect(stderr).toContain('--config (seed): 1546130668394913822 has more digits')
    expect(exitCode).toBe(2)
  })

  const referring = {...latest, prompt: 'Hi @@@langfusePrompt:name=a|version=1@@@ @@@langfusePrompt:name=b|label=x@@@'}
  it.each([
    [
      'references',
      '--prompt "Hi @@@langfusePrompt:name=a|version=1@@@"',
      referring,
      ['name=b|label=x', '--no-resolve'],
    ],
    ['all references', '--message user:Hi', {...referring, type: 'chat'}, ['name=a|version=1@@@ @@@', 'name=b']],
    ['tags', '--prompt Hi --tag a --tag c', latest, ['ALL its versions lose b']],
  ])('says which %s the new one lacks', async (_, flags, before, words) => {
    answers({body: before}, CREATED)
    const {stderr, exitCode} = await cli(`prompts create --name greet ${flags}`)
    expect(exitCode).toBe(0)
    for (const word of words) expect(stderr).toContain(word)
    expect(stderr.match(/Warning/g)).toHaveLength(1)
  })

  it('nothing with --curl, which sends nothing', async () => {
    const {stdout, exitCode} = await cli('prompts create --name greet --prompt Hi --curl')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`'{"name":"greet","prompt":"Hi"}'`)
  })

  it('what it can read, or creates nothing', async () => {
    answers({body: {}})
    expect(await cli('prompts create --name greet --prompt Hi')).toMatchObject({stdout: '', exitCode: 5})
  })

  it('not a text for a chat', async () => {
    answers({body: {...latest, name: 'greet', type: 'chat'}})
    const {stderr, exitCode} = await cli('prompts create --name greet --prompt Hi')
    expect(exitCode).toBe(2)
    expect(stderr).toContain('greet is a chat prompt')
  })
})

describe('prompts create refuses', () => {
  const notText = file('latin1.txt', Buffer.from([0x47, 0x72, 0xfc]))

  it.each([
    ['--prompt Hi', '--name is missing'],
    ['--name x', '--prompt is missing'],
    ['--name "a|b" --prompt x', 'no "|"'],
    ['--name /lead --prompt x', 'does not begin with "/"'],
    ['--name tail/ --prompt x', 'does not end with "/"'],
    ['--name a//b --prompt x', 'no "//"'],
    ['--name new --prompt x', 'taken by the server'],
    ['--name "" --prompt x', '--name: is empty'],
    ['--name x --prompt y --type poem', 'poem'],
    ['--name x --type chat --prompt plain', '--prompt is not valid JSON'],
    [`--name x --type chat --prompt '{"role":"user"}'`, 'takes a JSON array of messages'],
    [`--name x --prompt y --label "Bad Label"`, 'lower-case letters'],
    [`--name x --prompt y --label ${'l'.repeat(37)}`, 'at most 36'],
    [`--name x --prompt y --commit-message ${'m'.repeat(501)}`, 'at most 500 characters'],
    ['--name x --message hello', 'has no role'],
    ['--name x --message "placeholder:9 lives"', 'placeholder name'],
    ['--name x --message user:hi --type text', '--type text'],
    ['--name x --message user:hi --prompt y', '--prompt'],
    [`--name x --type chat --prompt '[{"role":"user","content":"y","name":"z"}]'`, 'unknown field "name"'],
    [`--name x --type chat --prompt '[{"role":"user","content":"y","tool_calls":[]}]'`, 'unknown field "tool_calls"'],
    [`--name x --type chat --prompt '[{"type":"placeholder","name":"h","role":"user"}]'`, 'unknown field "role"'],
    [`--name x --type chat --prompt '[{"role":"user","content":["parts"]}]'`, 'content'],
    [`--name x --type chat --prompt '[{"content":"y"}]'`, 'role'],
    [`--name x --prompt '[{"role":"user","content":"y","tool_call_id":"z"}]'`, 'unknown field "tool_call_id"'],
    [`--name x --prompt '[{"role":"user","content":null}]'`, '(0.content): expected string, received null'],
    ['--body []', '--body must be a JSON object'],
    ['--body 3', '--body must be a JSON object'],
  ])('%s', async (flags, words) => {
    const {stdout, stderr, exitCode} = await cli(`prompts create ${flags}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })

  it('a file that is not UTF-8, with the exit of files', async () => {
    const {stdout, stderr, exitCode} = await cli(`prompts create --name x --prompt @${notText}`)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 6})
    expect(stderr).toContain('latin1.txt is not UTF-8 text')
  })
})
