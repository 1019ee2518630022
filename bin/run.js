#!/usr/bin/env node
import module from 'node:module'

const argv = process.argv.slice(2)
process.title = 'langfuse'
module.enableCompileCache?.()
const {main} = await import('../dist/main.js')
process.exitCode = await main(argv)
