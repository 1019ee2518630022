import {existsSync, readFileSync, writeFileSync} from 'node:fs'
import {mkdtemp} from 'node:fs/promises'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type Sandbox, startSandbox} from '../../sandbox/http/server.js'
import {seedDemo} from '../../sandbox/seeds/seed.js'
import {connected, environment, run, TEMP, until} from './run.js'
import {runOnTerminal} from './terminal.js'

let sandbox: Sandbox

beforeAll(async () => {
  sandbox = await startSandbox()
  seedDemo(sandbox.store)
})
afterAll(() => sandbox.close())

/** A desktop whose browser writes down what it is shown. */
async function desktop(): Promise<{env: Record<string, string>; shown: string}> {
  const folder = await mkdtemp(join(TEMP, 'desktop-'))
  const shown = join(folder, 'shown')
  writeFileSync(
    join(folder, 'xdg-open'),
    `#!/bin/sh\nprintf '%s\\n' "$@" > ${shown}.part && mv ${shown}.part ${shown}\n`,
    {mode: 0o755},
  )
  const path = `${folder}:${environment().PATH}`
  return {env: connected(sandbox, {PATH: path, DISPLAY: ':0'}), shown}
}

describe.runIf(process.platform === 'linux')(
  'open on a desktop (Linux: elsewhere the browser cannot be replaced)',
  () => {
    it('shows the page, and prints its address', async () => {
      const {env, shown} = await desktop()
      const {code, lines} = await runOnTerminal(['open', 'prompt', 'a b'], {env})
      const url = `${sandbox.url}/project/lf-test-project/prompts/a%20b`
      expect({code, first: lines[0]}).toEqual({code: 0, first: url})
      await until(() => existsSync(shown))
      expect(readFileSync(shown, 'utf8')).toBe(`${url}\n`)
    })

    it('is not done into a pipe: a later terminal shows its page first', async () => {
      const [{env, shown}, later] = [await desktop(), await desktop()]
      expect((await run(['open', 'prompt', 'a b'], {env})).code).toBe(0)
      await runOnTerminal(['open', 'prompt', 'a b'], {env: later.env})
      await until(() => existsSync(later.shown))
      expect(existsSync(shown)).toBe(false)
    })
  },
)
