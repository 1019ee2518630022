#!/usr/bin/env node
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
