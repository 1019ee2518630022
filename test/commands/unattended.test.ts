import {describe, expect, it} from 'vitest'
import {cli, KEYS} from '../cli.js'
import {readManifest} from '../manifest.js'
import {words} from '../texts/words.js'

const EVERY_KEY = {
  ...KEYS,
  LANGFUSE_ORG_PUBLIC_KEY: 'pk-lf-org',
  LANGFUSE_ORG_SECRET_KEY: KEYS.LANGFUSE_SECRET_KEY,
  LANGFUSE_ADMIN_API_KEY: KEYS.LANGFUSE_SECRET_KEY,
}

const asking = readManifest()
  .filter(({flags, operations}) => flags.yes && operations?.length)
  .flatMap(({id, effect, examples = []}) => {
    const line = id.replaceAll(':', ' ')
    const filled = examples.map((example) => example.replace('<%= config.bin %> <%= command.id %>', line))
    return effect === 'destroy' ? filled.slice(0, 1) : []
  })

describe('what destroys needs --yes where nobody can be asked, and sends nothing without', () => {
  it('more than one command', () => expect(asking.length).toBeGreaterThan(20))

  it.each(asking.filter((example) => !/@| -y\b|ids-from/.test(example)))('%s', async (example) => {
    const argv = words(example).filter((word) => word !== '--yes')
    const {stdout, stderr, exitCode} = await cli([...argv, '--json'], {env: EVERY_KEY})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(JSON.parse(stderr)).toMatchObject({error: {code: 'usage', hint: expect.stringContaining('--yes')}})
  })
})
