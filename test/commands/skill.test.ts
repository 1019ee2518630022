import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from 'vitest'
import {parse} from 'yaml'
import {EXIT_CODES} from '../../src/api/errors/cli-error.js'
import {HELP_PAGES} from '../../src/base/cli/help-pages.js'
import {cli} from '../cli.js'
import {ROOT, readManifest} from '../manifest.js'

const commands = readManifest().map(({id, ...rest}) => ({...rest, line: id.replaceAll(':', ' ')}))
const topics = [...new Set(commands.map(({line}) => line.split(' ')[0] ?? ''))]
const {version} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {version: string}

/** What the skill need not route to: the program itself. */
const ASIDE = /^(?:api|commands|completion|help|open|reference|skill)\b/

function count(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}

async function print(line: string): Promise<string> {
  const {stdout, stderr, exitCode} = await cli(line, {env: {}})
  expect({stderr, exitCode}).toEqual({stderr: '', exitCode: 0})
  return stdout
}

describe('the skill', () => {
  it('is Markdown with front matter, of fewer than 2,500 words', async () => {
    const text = await print('skill')
    const [, head = '', body = ''] = /^---\n(.*?)\n---\n\n(# .*)$/s.exec(text) ?? []
    expect(parse(head)).toEqual({
      name: 'langfuse',
      description: expect.stringContaining('Use it whenever'),
      metadata: {program: 'langfusectl', version, checksum: expect.stringMatching(/^\w{16}$/)},
    })
    expect((parse(head) as {description: string}).description.length).toBeLessThan(1024)
    expect(count(body)).toBeGreaterThan(1000)
    expect(count(text)).toBeLessThan(2500)
    expect(text).not.toMatch(/\{\{(?!name)|<%|undefined/)
  })

  it('leads to every command, and says which destroy', async () => {
    const text = await print('skill')
    for (const {line, effect, flags} of commands.filter(({line}) => !ASIDE.test(line))) {
      const [, mark] = new RegExp(`^- .+: \`langfuse ${line}(?: [A-Z\\[\\]-]+)*\`(\\*?)$`, 'm').exec(text) ?? []
      expect({line, mark}).toEqual({line, mark: effect === 'destroy' || flags.yes ? '*' : ''})
    }
  })

  it('names no command and no flag that there is not', async () => {
    const text = (await print('skill')).replaceAll(/^.*metadata.*$/gm, '')
    for (const [, words = ''] of text.matchAll(/langfuse ((?:[a-z-]+ ?)+)/g)) {
      if (!/^[a-z]/.test(words) || words.startsWith('covers')) continue
      const all = words.trim().split(' ')
      const known = all.some((_, index) => {
        const head = all.slice(0, index + 1).join(' ')
        return commands.some(({line}) => line === head || line.startsWith(`${head} `))
      })
      expect(known || /^(?:api|reference)\b/.test(words), words).toBe(true)
    }
  })

  it('knows every exit status', async () => {
    const text = await print('skill')
    for (const [code, exit] of Object.entries(EXIT_CODES)) {
      expect(text).toMatch(new RegExp(`^\\| ${exit} \\| .*\\b${code}\\b`, 'm'))
      expect(HELP_PAGES['exit-codes']).toContain(code)
    }
  })

  it('is an object where that is asked for', async () => {
    const object = JSON.parse(await print('skill --topic prompts --json')) as Record<string, string>
    expect(object).toMatchObject({name: 'langfuse', version, text: expect.stringMatching(/^# langfuse prompts\n/)})
  })
})

describe('a topic', () => {
  it.each(topics)('%s is told in fewer than 900 words, with all its commands', async (topic) => {
    const text = await print(`skill --topic ${topic}`)
    expect(count(text)).toBeLessThan(900)
    const own = commands.filter(({line}) => line === topic || line.startsWith(`${topic} `))
    for (const {line, examples = []} of own) {
      expect(text).toContain(`## \`langfuse ${line}`)
      expect(text).toContain((examples[0] ?? '').replace('<%= config.bin %> <%= command.id %>', `langfuse ${line}`))
    }
    expect(text).not.toContain('Rate:')
  })

  it('may be one below another', async () => {
    expect(await print('skill --topic "datasets items"')).toContain('## `langfuse datasets items list')
  })

  it('is refused where there is none', async () => {
    const {stdout, stderr, exitCode} = await cli('skill --topic promts', {env: {}})
    expect({stdout, exitCode}).toEqual({stdout: '', exitCode: 2})
    expect(stderr).toContain('Did you mean prompts?')
  })
})

describe('an installed skill', () => {
  let folder: string
  const paths = {
    claude: '.claude/skills/langfuse/SKILL.md',
    cursor: '.cursor/rules/langfuse.mdc',
    codex: '.agents/skills/langfuse/SKILL.md',
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'langfusectl-skill-'))
    mkdirSync(join(folder, '.git'))
  })
  afterEach(() => rmSync(folder, {recursive: true, force: true}))

  function run(line: string, tty = {}) {
    return cli(`${line} --dir ${folder}`, {env: {NO_COLOR: '1'}, tty})
  }

  function file(agent: keyof typeof paths): string {
    return join(folder, paths[agent])
  }

  function age(agent: keyof typeof paths): void {
    const text = readFileSync(file(agent), 'utf8').replaceAll('\r\n', '\n')
    const checksum = /checksum: "\w+"/
    expect(text).toMatch(checksum)
    const body = text.replace(/ {2}checksum: .*\n/, '').replace(`"${version}"`, '"0.0.1"')
    const made = createHash('sha256').update(body).digest('hex').slice(0, 16)
    writeFileSync(file(agent), body.replace('\n---\n', `\n  checksum: "${made}"\n---\n`))
  }

  it.each(['claude', 'cursor', 'codex'] as const)('of %s is written, current, and written once', async (agent) => {
    const first = await run(`skill install --agent ${agent} --json`)
    expect(first).toMatchObject({exitCode: 0, stderr: expect.stringContaining(`✓ Wrote ${file(agent)}`)})
    expect(JSON.parse(first.stdout)).toEqual([{agent, state: 'current', version, path: file(agent)}])
    const content = readFileSync(file(agent), 'utf8')
    const head = parse(content.split('---\n')[1] ?? '') as Record<string, unknown>
    expect(Object.keys(head)).toEqual(
      agent === 'cursor' ? ['description', 'globs', 'alwaysApply', 'metadata'] : ['name', 'description', 'metadata'],
    )
    const second = await run(`skill install --agent ${agent}`)
    expect(second).toMatchObject({exitCode: 0, stderr: expect.stringContaining('is up to date')})
    expect(await run('skill check')).toMatchObject({
      exitCode: 0,
      stdout: `${agent}\tcurrent\t${version}\t${file(agent)}\n`,
    })
  })

  it('is what `langfuse skill` prints', async () => {
    await run('skill install --agent claude')
    expect(readFileSync(file('claude'), 'utf8')).toBe(await print('skill'))
  })

  it('goes to the agents that work here', async () => {
    expect(await run('skill install')).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--agent claude')})
    mkdirSync(join(folder, '.claude'))
    writeFileSync(join(folder, 'AGENTS.md'), 'Be kind.\n')
    expect(await run('skill install')).toMatchObject({exitCode: 0})
    expect(Object.keys(paths).filter((agent) => existsSync(file(agent as 'claude')))).toEqual(['claude', 'codex'])
  })

  it('of codex goes beside the nearest AGENTS.md, but not out of the repository', async () => {
    writeFileSync(join(folder, 'AGENTS.md'), 'Be kind.\n')
    mkdirSync(join(folder, 'app/inner'), {recursive: true})
    const {exitCode} = await cli(`skill install --agent codex --dir ${folder}/app/inner`, {env: {}})
    expect({exitCode, there: existsSync(file('codex'))}).toEqual({exitCode: 0, there: true})
    mkdirSync(join(folder, 'app/.git'))
    await cli(`skill install --agent codex --dir ${folder}/app/inner`, {env: {}})
    expect(existsSync(join(folder, 'app/inner', paths.codex))).toBe(true)
  })

  it('that is older is told, and replaced without a question', async () => {
    await run('skill install --agent claude')
    age('claude')
    const checked = await run('skill check --json')
    expect(checked.exitCode).toBe(6)
    expect(JSON.parse(checked.stdout)).toMatchObject([{agent: 'claude', state: 'older', version: '0.0.1'}])
    expect(JSON.parse(checked.stderr)).toMatchObject({
      error: {code: 'file', message: expect.stringContaining('claude')},
    })
    expect(await run('skill install --agent claude')).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Updated'),
    })
    expect((await run('skill check')).exitCode).toBe(0)
  })

  it.each([
    ['changed below', (text: string) => `${text}\nNever use it on Fridays.\n`],
    ['changed above', (text: string) => text.replace('Use it whenever', 'Use it seldom, when')],
    ['of somebody else', () => '# My own notes\n'],
  ])('that is %s is not replaced unasked', async (_, change) => {
    await run('skill install --agent claude')
    const mine = change(readFileSync(file('claude'), 'utf8'))
    writeFileSync(file('claude'), mine)
    expect(await run('skill check --json')).toMatchObject({exitCode: 0, stdout: expect.stringContaining('"changed"')})
    const refused = await run('skill install --agent claude')
    expect(refused).toMatchObject({exitCode: 2, stderr: expect.stringContaining('--yes')})
    expect(readFileSync(file('claude'), 'utf8')).toBe(mine)
    expect((await run('skill install --agent claude --yes')).exitCode).toBe(0)
    expect((await run('skill check --json')).stdout).toContain('"current"')
  })

  it('is current and older with the line ends of Windows, too', async () => {
    await run('skill install --agent claude')
    writeFileSync(file('claude'), readFileSync(file('claude'), 'utf8').replaceAll('\n', '\r\n'))
    expect((await run('skill check --json')).stdout).toContain('"current"')
    age('claude')
    writeFileSync(file('claude'), readFileSync(file('claude'), 'utf8').replaceAll('\n', '\r\n'))
    expect(await run('skill check --json')).toMatchObject({exitCode: 6, stdout: expect.stringContaining('"older"')})
  })

  it('that is older and changed is told, and not replaced unasked', async () => {
    await run('skill install --agent claude')
    age('claude')
    writeFileSync(file('claude'), `${readFileSync(file('claude'), 'utf8')}Mine.\n`)
    expect(await run('skill check --json')).toMatchObject({exitCode: 6, stdout: expect.stringContaining('"changed"')})
    expect((await run('skill install --agent claude')).exitCode).toBe(2)
  })

  it('of one agent that cannot be written does not keep the others from theirs', async () => {
    mkdirSync(join(folder, '.claude/skills/langfuse'), {recursive: true})
    writeFileSync(file('claude'), 'Mine.\n')
    const {stdout, stderr, exitCode} = await run('skill install --agent claude --agent cursor --json')
    expect({exitCode, stderr}).toEqual({exitCode: 2, stderr: expect.stringContaining(file('claude'))})
    expect(JSON.parse(stdout)).toMatchObject([{agent: 'cursor', state: 'current'}])
    expect(readFileSync(file('claude'), 'utf8')).toBe('Mine.\n')
  })

  it.each(['install --agent claude', 'check'])('%s wants a folder that there is', async (line) => {
    const {stderr, exitCode} = await cli(`skill ${line} --dir ${folder}/nowhere`, {env: {}})
    expect({exitCode, stderr}).toEqual({exitCode: 6, stderr: expect.stringContaining('there is no folder')})
    expect((await cli(`skill ${line} --dir ""`, {env: {}})).exitCode).toBe(2)
  })

  it('is missed where there is none, and told of where it cannot be written', async () => {
    expect(await run('skill check')).toMatchObject({exitCode: 8, stdout: ''})
    writeFileSync(join(folder, '.claude'), '')
    expect(await run('skill install --agent claude')).toMatchObject({
      exitCode: 6,
      stderr: expect.stringContaining('Cannot write'),
    })
  })
})
