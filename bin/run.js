#!/usr/bin/env node
import module from 'node:module'
import v8 from 'node:v8'

// Garbage is cleared early, so that memory does not grow with the number of rows: docs/adr/0010.
v8.setFlagsFromString('--optimize-for-size')
v8.setFlagsFromString('--semi-space-growth-factor=1')
const argv = process.argv.slice(2)
process.title = 'langfuse'
module.enableCompileCache?.()
const {main} = await import('../dist/main.js')
process.exitCode = await main(argv)
