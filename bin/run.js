#!/usr/bin/env node
const v8 = require('node:v8')

// Garbage is cleared early, so that memory does not grow with the number of rows: docs/adr/0010.
v8.setFlagsFromString('--optimize-for-size')
v8.setFlagsFromString('--semi-space-growth-factor=1')
process.title = 'langfuse'
const argv = process.argv.slice(2)
if (argv.length === 1 && argv[0] === '--version') {
  const {name, version} = require('../package.json')
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`)
} else {
  const {load} = require('./load.js')
  load(argv)
    .main(argv)
    .then((status) => {
      process.exitCode = status
    })
}
