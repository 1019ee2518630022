import {getRawAsset} from 'node:sea'
import {setFlagsFromString} from 'node:v8'
import {evaluate} from './evaluate.js'

/** Name and version; the build writes them in. */
declare const PROGRAM: string

process.exitCode = 1
const argv = process.argv.slice(2)
// A title overwrites the bytes of the command line, which are looked at where they may not be text.
if (!argv.join().includes('\uFFFD')) process.title = 'langfuse'
if (argv.length === 1 && argv[0] === '--version') {
  const line = `${PROGRAM} ${process.platform}-${process.arch} node-${process.version}\n`
  process.stdout
    .on('error', () => {})
    .write(line, (error: NodeJS.ErrnoException | null | undefined) => {
      const lost = error && error.code !== 'EPIPE'
      process.exitCode = lost ? 6 : 0
      if (lost) process.stderr.write(`Error: Cannot write the output: ${error.code}\n`)
    })
} else {
  const source = Buffer.from(getRawAsset('program') as ArrayBuffer).toString('latin1')
  const {program} = evaluate(source, Buffer.from(getRawAsset('code') as ArrayBuffer))
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
  program.main(argv).then((status) => {
    process.exitCode = status
  })
}
