#!/usr/bin/env node
process.exitCode = 1
const argv = process.argv.slice(2)
// A title overwrites the bytes of the command line, which are looked at where they may not be text.
if (!argv.join().includes('\uFFFD')) process.title = 'langfuse'
if (argv.length === 1 && argv[0] === '--version') {
  const {name, version} = require('../package.json')
  const line = `${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.stdout.write(line, (error) => {
    const lost = error && error.code !== 'EPIPE'
    process.exitCode = lost ? 6 : 0
    if (lost) process.stderr.write(`Error: Cannot write the output: ${error.code}\n`)
  })
} else {
  const {load} = require('./load.js')
  load(argv)
    .main(argv)
    .then((status) => {
      process.exitCode = status
      // What is still open is not waited for.
      setTimeout(() => process.exit(), 1000).unref()
    })
}
