import {describe, expect, it} from 'vitest'
import {answers, BASIC, cli} from '../cli.js'

function request(body: unknown) {
  return {method: 'POST', path: '/api/public/feedback', authorization: BASIC, body}
}

const MINIMAL = ['--target-type', 'cli', '--target', 'traces list', '--feedback', 'good']

describe('feedback submit', () => {
  it.each<[string, string[], object]>([
    ['the least', MINIMAL, {targetType: 'cli', target: 'traces list', feedback: 'good'}],
    [
      'everything',
      [...MINIMAL, '--goal', '-', '--reference-url', 'https://example.com/a'],
      {
        targetType: 'cli',
        target: 'traces list',
        feedback: 'good',
        goal: 'Find\nthem',
        referenceUrl: 'https://example.com/a',
      },
    ],
  ])('%s', async (_, flags, body) => {
    const sent = answers({method: 'POST', status: 201, body: {id: 'fb-1'}})
    const {stdout, stderr, exitCode} = await cli(['feedback', 'submit', ...flags], {stdin: 'Find\nthem'})
    expect(sent).toEqual([request(body)])
    expect(JSON.parse(stdout)).toEqual({id: 'fb-1'})
    expect({stderr, exitCode}).toEqual({stderr: '✓ Sent to Langfuse (fb-1)\n', exitCode: 0})
  })

  it('is not available where the server has nowhere to send it', async () => {
    const message = 'Feedback submission is not configured for this deployment'
    const sent = answers({method: 'POST', status: 409, body: {message, error: 'LangfuseConflictError'}})
    const {stdout, stderr, exitCode} = await cli(['feedback', 'submit', ...MINIMAL, '--json'])
    expect(sent.length).toBe(1)
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 5})
    expect(stderr).toContain('"code":"not_available"')
    expect(stderr).toContain(message)
  })

  it('says in its help who reads it', async () => {
    const {stdout} = await cli('feedback submit --help')
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('the people of Langfuse read it')
  })

  it.each<[string, object, string]>([
    ['an unknown kind', {targetType: 'app'}, '"mcp-tool"'],
    ['a long target', {target: 'x'.repeat(201)}, '--target: at most 200 characters'],
    ['an empty text', {feedback: ''}, '--feedback: is empty'],
    ['a long text', {feedback: 'x'.repeat(3001)}, '--feedback: at most 3000 characters'],
    ['a long goal', {goal: 'x'.repeat(1501)}, '--goal: at most 1500 characters'],
    ['another scheme', {referenceUrl: 'ftp://x'}, '--reference-url: must begin with http'],
    [
      'a large body',
      {
        feedback: '€'.repeat(3000),
        goal: '😀'.repeat(750),
        target: '\u0001'.repeat(200),
        referenceUrl: `http://${'€'.repeat(2000)}`,
      },
      '16 KB',
    ],
    ['an unknown field', {email: 'a@b.c'}, 'unknown field "email"'],
  ])('refuses %s', async (_, change, words) => {
    const body = {targetType: 'cli', target: 't', feedback: 'f', ...change}
    const {stdout, stderr, exitCode} = await cli('feedback submit --body -', {stdin: JSON.stringify(body)})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain(words)
  })
})
