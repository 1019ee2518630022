import {describe, expect, it} from 'vitest'
import {hostLabel, normalizeHost} from '../../../src/base/account/host.js'

describe('normalizeHost', () => {
  it.each([
    ['eu', 'https://cloud.langfuse.com'],
    ['us', 'https://us.cloud.langfuse.com'],
    ['jp', 'https://jp.cloud.langfuse.com'],
    [' HIPAA ', 'https://hipaa.cloud.langfuse.com'],
    ['https://cloud.langfuse.com/', 'https://cloud.langfuse.com'],
    ['HTTPS://Cloud.Langfuse.com', 'https://cloud.langfuse.com'],
    ['https://cloud.langfuse.com/api/public', 'https://cloud.langfuse.com'],
    ['https://cloud.langfuse.com/api/public/', 'https://cloud.langfuse.com'],
    ['https://cloud.langfuse.com/api', 'https://cloud.langfuse.com'],
    ['https://cloud.langfuse.com//api//public//', 'https://cloud.langfuse.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000/', 'http://[::1]:3000'],
    ['https://example.com:443', 'https://example.com'],
    ['https://example.com/langfuse', 'https://example.com/langfuse'],
    ['https://example.com/langfuse/', 'https://example.com/langfuse'],
    ['https://example.com/langfuse/api/public', 'https://example.com/langfuse'],
    ['https://example.com/api/public/v2', 'https://example.com/api/public/v2'],
    ['https://example.com/apis', 'https://example.com/apis'],
  ])('%s is %s', (text, host) => {
    expect(normalizeHost(text)).toBe(host)
  })

  it.each(['', 'nonsense', 'ftp://example.com', 'localhost:3000', 'cloud.langfuse.com', 'constructor', 'https://'])(
    '"%s" is not a valid URL',
    (text) => {
      expect(() => normalizeHost(text)).toThrow(
        expect.objectContaining({code: 'usage', message: `--host: "${text}" is not a valid URL`}),
      )
    },
  )

  it.each([
    'https://a\tb.test',
    'https://a\nb.test',
    'https://a.test/b c',
    'https:a.test',
    'https:///a.test',
    'https://https://a.test',
    'https:\\\\a.test',
    'https://"a.test"',
    'https://${HOST}:3000',
    'https://a.test;',
    'https://a.test/\u200b',
  ])('%j is not mended', (text) => {
    expect(() => normalizeHost(text)).toThrow('is not a valid URL')
  })

  it.each([
    ['localhost:3000', 'http://localhost:3000'],
    ['10.0.0.7:3000/langfuse', 'http://10.0.0.7:3000/langfuse'],
    ['cloud.langfuse.com', 'https://cloud.langfuse.com'],
    ['nonsense', 'https://langfuse.example.com'],
  ])('for "%s" it proposes %s', (text, proposal) => {
    expect(() => normalizeHost(text)).toThrow(
      expect.objectContaining({hint: `Give eu, us, jp, hipaa, or an address such as ${proposal}.`}),
    )
  })

  it('names who said it', () => {
    expect(() => normalizeHost('?', 'LANGFUSE_HOST')).toThrow('LANGFUSE_HOST: "?" is not a valid URL')
  })

  it('refuses a password in it, and does not repeat it', () => {
    expect(() => normalizeHost('https://me:hunter2@example.com')).toThrow('must not carry a user or password')
    expect(() => normalizeHost('https://me:hunter/2;@example.com')).toThrow(
      '"https://…@example.com" is not a valid URL',
    )
    expect(() => normalizeHost('ftp://me:hunter2@example.com')).toThrow('"ftp://…@example.com" is not a valid URL')
  })
})

it('hostLabel leaves https away, nothing else', () => {
  expect(['https://us.cloud.langfuse.com', 'http://localhost:3000'].map(hostLabel)).toEqual([
    'us.cloud.langfuse.com',
    'http://localhost:3000',
  ])
})

it.each(['http://h:1?x=1', 'http://h:1/base#y', 'https://h.test/?x=1#y'])(
  'refuses the query or fragment of %s',
  (text) => {
    expect(() => normalizeHost(text)).toThrow('--host must not carry a query or fragment')
  },
)
