import {spawn} from 'node:child_process'
import {mkdir, writeFile} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {quote} from '../../src/base/output/curl.js'
import type {Stage} from './stage.js'

/** How a shell is started so that our settings stand, whatever the user's start-up files set. */
interface Start {
  args: string[]
  env: Record<string, string>
}

async function startOf(shell: string, {folder, settings}: Stage): Promise<Start> {
  const files = join(dirname(folder), 'shell')
  const exports = Object.entries(settings).map(([name, value]) => `export ${name}=${quote(value)}\n`)
  await mkdir(files, {recursive: true})
  switch (basename(shell)) {
    case 'bash': {
      const file = join(files, 'bashrc')
      await writeFile(file, `[ -f ~/.bashrc ] && . ~/.bashrc\n${exports.join('')}`)
      return {args: process.stdin.isTTY ? ['--rcfile', file, '-i'] : [], env: {}}
    }
    case 'zsh': {
      const own = quote(process.env.ZDOTDIR ?? process.env.HOME ?? '')
      await writeFile(
        join(files, '.zshrc'),
        `ZDOTDIR=${own}\n[ -f ${own}/.zshrc ] && . ${own}/.zshrc\n${exports.join('')}`,
      )
      return {args: [], env: {ZDOTDIR: files}}
    }
    case 'fish': {
      const sets = Object.entries(settings).map(([name, value]) =>
        name === 'PATH' ? `set -gx PATH (string split : ${quote(value)})` : `set -gx ${name} ${quote(value)}`,
      )
      return {args: ['--init-command', sets.join('; ')], env: {}}
    }
    default:
      return {args: [], env: {}}
  }
}

/** Opens the user's shell on the stage, and waits until it ends. */
export async function openShell(stage: Stage): Promise<void> {
  const shell = process.env.SHELL || 'bash'
  const {args, env} = await startOf(shell, stage)
  process.stdout.write('Try `langfuse prompts list`. `exit` ends this shell, and the project with it.\n')
  const ignore = () => {}
  process.on('SIGINT', ignore)
  await new Promise<void>((resolve, reject) => {
    const child = spawn(shell, args, {cwd: stage.folder, env: {...stage.env, ...env}, stdio: 'inherit'})
    child.on('error', reject)
    child.on('exit', () => resolve())
  })
  process.off('SIGINT', ignore)
}
