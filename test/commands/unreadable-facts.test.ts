import {describe, expect, it} from 'vitest'
import {type Answer, answers, cli, KEYS} from '../cli.js'

const env = {
  ...KEYS,
  LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org',
  LANGFUSE_ORG_SECRET_KEY: KEYS.LANGFUSE_SECRET_KEY,
  LANGFUSE_ADMIN_API_KEY: 'admin-secret',
}
const terminal = {stdin: true, stderr: true}
const BLOB =
  '--project-id p --type S3 --bucket-name b --region r --export-frequency daily --enabled --no-force-path-style --file-type JSONL --export-mode FULL_HISTORY'
const TILES = `--definition '{"widgets":[]}'`

/** What reads something on the server before it is certain that it may go on. */
const LINES = [
  'orgs memberships update --user-id u --role VIEWER',
  'orgs memberships delete --user-id u',
  'orgs memberships delete --user-id u --yes',
  'projects memberships update p --user-id u --role VIEWER',
  'projects memberships delete p --user-id u',
  'projects memberships delete p --user-id u --yes',
  'scim users delete u',
  'scim users delete u --yes',
  'projects delete p',
  'admin orgs delete o',
  'prompts delete greet',
  'prompts delete greet --label old',
  'prompts create --name greet --prompt Hi',
  'scores create --name n --value 1 --trace-id t --config-id c',
  'llm-connections delete c',
  'llm-connections upsert --provider p --adapter openai --provider-secret-key k',
  'llm-connections upsert --provider p --adapter openai --provider-secret-key k --yes',
  `blob-storage upsert ${BLOB}`,
  `blob-storage upsert ${BLOB} --yes`,
  'models update m --model-name n --match-pattern x --unit TOKENS --total-price 1 --yes',
  `dashboards update d ${TILES}`,
  'dashboards delete d',
  'dashboards widgets delete w',
  'evaluators delete e',
  'evaluators update e --type code --source-code x --source-code-language PYTHON',
  'evaluation-rules delete r',
  `evaluators create --name e --type llm_as_judge --prompt x --output-definition '{"dataType":"NUMERIC","reasoning":{"description":"a"},"score":{"description":"b"}}'`,
]
const FAILURES: [string, Answer][] = [
  ['500', {status: 500, body: {message: 'busy'}}],
  ['503', {status: 503, body: {message: 'busy'}}],
  ['429', {status: 429, body: {message: 'busy'}, headers: {'retry-after': '3600'}}],
  ['422', {status: 422, body: {message: 'Your query could not be completed', error: 'Request timed out'}}],
  ['400', {status: 400, body: {message: 'Invalid request data'}}],
  ['a page', {status: 200, body: '<!DOCTYPE html>', headers: {'content-type': 'text/html'}}],
  ['a list', {status: 200, body: []}],
  ['no connection', {error: 'ECONNREFUSED'}],
]

describe.each(FAILURES)('nothing is written when what must be known is answered with %s', (_, failure) => {
  it.each(LINES)('%s', async (line) => {
    answers(failure)
    const {stdout, stderr, exitCode} = await cli(`${line} --retries 0`, {env, tty: terminal})
    expect(stdout).toBe('')
    expect(stderr).not.toContain('✓')
    expect([4, 5, 9]).toContain(exitCode)
  })
})
