import type {Fault} from '../../sandbox/server.js'
import {colorful} from '../../src/base/output/terminal.js'
import {type Span, textOf} from './screen.js'
import type {Stage} from './stage.js'
import {problems, type Step} from './story.js'
import {runLine} from './terminal.js'

/** A step as it was played. */
export interface Scene {
  step: Step
  lines: Span[][]
}

/** What a play needs beside its steps. */
export interface Theatre {
  stage: Stage
  /** Width in columns. */
  columns: number
  signal: AbortSignal
  /** Makes things go wrong in the server that plays along. */
  inject?: (faults: Fault[]) => void
}

/** A step did not do what it should. */
export class PlayError extends Error {
  override name = 'PlayError'
}

function say(text: string): void {
  process.stdout.write(text)
}

/**
 * Plays the steps one after the other, each line typed before its output.
 * @throws PlayError at the first step that does not do what it should
 */
export async function play(steps: Step[], {stage, columns, signal, inject}: Theatre): Promise<Scene[]> {
  const seen = Boolean(process.stdout.isTTY)
  const [dim, bold, plain] = colorful(process.stdout, process.env)
    ? ['\u001b[2m', '\u001b[1m', '\u001b[0m']
    : ['', '', '']
  const scenes: Scene[] = []
  for (const step of steps) {
    if (step.faults) inject?.(step.faults)
    say(`\n${dim}# ${step.title}${plain}\n${bold}$ ${step.line}${plain}\n`)
    const {folder, env} = stage
    const ending = await runLine(step.line, {columns, folder, env, signal, echo: seen ? say : () => {}})
    if (!seen) say(`${textOf(ending.lines).join('\n')}\n`)
    const wrong = await problems(step, ending, folder)
    if (wrong.length > 0) {
      throw new PlayError(
        `Step ${steps.indexOf(step) + 1} of ${steps.length} (${step.title}) went wrong: ${wrong.join('; ')}`,
      )
    }
    scenes.push({step, lines: ending.lines})
  }
  return scenes
}
