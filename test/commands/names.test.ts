import {describe, expect, it} from 'vitest'
import {cli, KEYS} from '../cli.js'
import {words} from '../texts/words.js'

const env = {
  ...KEYS,
  LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org',
  LANGFUSE_ORG_SECRET_KEY: KEYS.LANGFUSE_SECRET_KEY,
  LANGFUSE_ADMIN_API_KEY: KEYS.LANGFUSE_SECRET_KEY,
}

/** What creates something: the line without the name, the flag of the name, and its field in the body. */
const ADDRESSED: [string, string, string][] = [
  ['prompts create --prompt x', 'name', 'name'],
  ['datasets create', 'name', 'name'],
  ['datasets items create --dataset-name d --input 1', 'id', 'id'],
  ['datasets run-items create --dataset-item-id i --trace-id t', 'run-name', 'runName'],
  ['scores create --name n --value 1 --trace-id t', 'id', 'id'],
  ['dashboards placements create d --type widget --widget-id w', 'id', 'id'],
]
const NAMED: [string, string, string][] = [
  ...ADDRESSED,
  ['scores create --value 1 --trace-id t', 'name', 'name'],
  ['scores configs create --data-type NUMERIC', 'name', 'name'],
  ['queues create --score-config-id c', 'name', 'name'],
  ['models create --match-pattern x --unit TOKENS --total-price 1', 'model-name', 'modelName'],
  ['llm-connections upsert --adapter openai --provider-secret-key k', 'provider', 'provider'],
  ['evaluators create --type code --source-code x --source-code-language PYTHON', 'name', 'name'],
  ['dashboards create', 'name', 'name'],
  [
    `dashboards widgets create --view observations --dimensions [] --metrics '[{"measure":"count","agg":"count"}]' --filters [] --chart-type NUMBER`,
    'name',
    'name',
  ],
  ['projects create', 'name', 'name'],
  ['projects update p', 'name', 'name'],
  ['admin orgs create', 'name', 'name'],
  ['admin orgs update o', 'name', 'name'],
  ['scim users create --name "Ada Lovelace"', 'user-name', 'userName'],
]

/** The name by its flag, and in the body. */
const ways = (given: [string, string, string][], names: string[]): [string, string, string[]][] =>
  given.flatMap(([line, flag, field]) =>
    names.flatMap((name): [string, string, string[]][] => [
      [line, `--${flag} ${JSON.stringify(name)}`, [...words(line), `--${flag}=${name}`]],
      [line, `--body ${JSON.stringify(name)}`, [...words(line), '--body', JSON.stringify({[field]: name})]],
    ]),
  )

describe('what cannot be addressed is not created', () => {
  it.each([...ways(NAMED, ['', 'a\nb', 'tab\t', '\u0007', '\u0000']), ...ways(ADDRESSED, ['.', '..'])])(
    '%s %s',
    async (_, __, argv) => {
      const {stdout, exitCode} = await cli(argv, {env})
      expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    },
  )

  it.each(NAMED)('%s --body with half a character', async (line, _, field) => {
    const argv = [...words(line), '--body', `{"${field}":"a\\ud800b"}`]
    expect(await cli(argv, {env})).toMatchObject({stdout: '', exitCode: 2})
  })

  it.each(['id', 'traceId', 'sessionId'])('ingest batch with the %s ..', async (field) => {
    const event = {id: 'e', type: 'span-create', timestamp: '2026-01-01T00:00:00Z', body: {id: 'o', [field]: '..'}}
    const {stderr, exitCode} = await cli(['ingest', 'batch', '--batch', JSON.stringify([event])])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`event 1 has a body.${field}`)
  })
})

describe('awkward names are created', () => {
  const names = [
    '...',
    '.hidden',
    'a/b',
    'UPPER',
    'CON',
    'a:b',
    'trailing ',
    '100%',
    'a\\b',
    'ä\u2028ö',
    'x'.repeat(255),
  ]
  it.each(ways(ADDRESSED, names))('%s %s', async (_, __, argv) => {
    const {stdout, exitCode} = await cli([...argv, '--curl'])
    expect(exitCode).toBe(0)
    expect(stdout).toContain('-X POST')
  })
})

describe('what no server looks up is not deleted by a row for an id', () => {
  it.each(['traces delete', 'scores delete', 'queues assignments delete q --user-id'])('%s', async (line) => {
    const {stdout, exitCode} = await cli([...words(line), '2026-01-01\tn\tdel-1', '--yes'])
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
  })
})
