import {readFileSync, writeFileSync} from 'node:fs'
import {evaluate} from './evaluate.js'

const LINES = [
  ['prompts', 'list', '--json'],
  ['datasets', 'list', '-o', 'table'],
]

/** Runs some command lines, and keeps what V8 compiled for them. */
async function compile(sourceFile: string, codeFile: string): Promise<void> {
  const {program, script} = evaluate(readFileSync(sourceFile, 'latin1'), Buffer.alloc(0))
  for (const line of LINES) {
    const status = await program.main(line)
    if (status !== 0) throw new Error(`${line.join(' ')} ended with ${status}`)
  }
  writeFileSync(codeFile, script.createCachedData())
}

const [sourceFile = '', codeFile = ''] = process.argv.slice(2)
compile(sourceFile, codeFile).catch((error) => {
  process.stderr.write(`${error}\n`)
  process.exitCode = 1
})
