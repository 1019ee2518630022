import {getRawAsset} from 'node:sea'
import {setFlagsFromString} from 'node:v8'
import {evaluate} from './evaluate.js'

/** Name and version; the build writes them in. */
declare const PROGRAM: string

const argv = process.argv.slice(2)
process.title = 'langfuse'
if (argv.length === 1 && argv[0] === '--version') {
  process.stdout.write(`${PROGRAM} ${process.platform}-${process.arch} node-${process.version}\n`)
} else {
  const source = Buffer.from(getRawAsset('program') as ArrayBuffer).toString('latin1')
  const {program} = evaluate(source, Buffer.from(getRawAsset('code') as ArrayBuffer))
  setFlagsFromString('--optimize-for-size')
  setFlagsFromString('--semi-space-growth-factor=1')
  program.main(argv).then((status) => {
    process.exitCode = status
  })
}
