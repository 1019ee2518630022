import {spawnSync} from 'node:child_process'
import {mkdir, writeFile} from 'node:fs/promises'
import {dirname} from 'node:path'
import {parseArgs} from 'node:util'
import {seedDemo} from '../sandbox/seeds/seed.js'
import {type Sandbox, startSandbox} from '../sandbox/server.js'
import {LIVE_CAST, liveTraces, serverOf} from './demo/live.js'
import {play, type Scene} from './demo/play.js'
import {SANDBOX_CAST} from './demo/sandbox-cast.js'
import {openShell} from './demo/shell.js'
import {type Server, setStage} from './demo/stage.js'
import {story} from './demo/story.js'
import {picture} from './svg.js'

const COLUMNS = 100

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function complain(error: unknown): void {
  process.stderr.write(`\n✗ ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

function build(): void {
  const built = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/build.ts'], {encoding: 'utf8'})
  if (built.status !== 0) throw new Error(`The build failed:\n${built.stdout}${built.stderr}`)
}

function columns(): number {
  return Math.min(COLUMNS, process.stdout.columns || COLUMNS)
}

async function withSandbox(work: (sandbox: Sandbox, server: Server) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox()
  try {
    seedDemo(sandbox.store)
    await work(sandbox, {host: sandbox.url, ...sandbox.keys.project})
  } finally {
    await sandbox.close()
  }
}

async function tell(signal: AbortSignal, svg: string | undefined): Promise<void> {
  await withSandbox(async (sandbox, server) => {
    const stage = await setStage(server, svg === undefined)
    try {
      say(`A Langfuse server in memory, at ${sandbox.url}: 30 prompts, 3 datasets, one with 12,000 items.`)
      const width = svg === undefined ? columns() : COLUMNS
      const theatre = {
        stage,
        columns: width,
        signal,
        inject: (faults: Sandbox['faults']) => sandbox.faults.push(...faults),
      }
      const steps = story(SANDBOX_CAST)
      const scenes = await play(steps, theatre)
      if (svg !== undefined) await draw(scenes, sandbox.url, svg)
      say(
        `\nAll ${steps.length} steps did what they should. \`npm run demo -- --shell\` opens a shell on that project.`,
      )
    } finally {
      await stage.remove()
    }
  })
}

async function draw(scenes: Scene[], url: string, file: string): Promise<void> {
  await mkdir(dirname(file), {recursive: true})
  const chosen = scenes.filter(({step}) => step.picture)
  await writeFile(file, picture(chosen, {columns: COLUMNS, replace: [url, 'http://localhost:3000']}))
}

async function live(signal: AbortSignal): Promise<void> {
  const server = serverOf(process.env)
  if (!server) throw new Error('--live wants LANGFUSE_BASE_URL, LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY.')
  const traces = liveTraces(server)
  const stage = await setStage(server)
  say(
    `On ${server.host}: prompts below ${LIVE_CAST.dataset}/ and ${LIVE_CAST.items} items, deleted afterwards. The dataset ${LIVE_CAST.dataset} stays, because the API deletes no dataset; the next run uses it again.`,
  )
  try {
    await traces.prepare(signal)
    const steps = story(LIVE_CAST)
    await play(steps, {stage, columns: columns(), signal})
    say(`\nAll ${steps.length} steps did what they should.`)
  } finally {
    say(`Deleting the prompts and items of the demo. The dataset ${LIVE_CAST.dataset} stays, empty.`)
    await traces.remove().catch(complain).finally(stage.remove)
  }
}

async function shell(): Promise<void> {
  await withSandbox(async (_, server) => {
    const stage = await setStage(server)
    await openShell(stage).finally(stage.remove)
  })
}

async function main(): Promise<void> {
  const {values} = parseArgs({options: {shell: {type: 'boolean'}, live: {type: 'boolean'}, svg: {type: 'string'}}})
  if (Object.keys(values).length > 1) throw new Error('--shell, --live and --svg exclude each other.')
  if (process.platform === 'win32') throw new Error('The demo needs a POSIX shell: on Windows run it in WSL.')
  const interrupted = new AbortController()
  process.once('SIGINT', () => interrupted.abort(new Error('Interrupted.')))
  build()
  if (values.shell) await shell()
  else if (values.live) await live(interrupted.signal)
  else await tell(interrupted.signal, values.svg)
}

await main().catch(complain)
