#!/usr/bin/env node
import module from 'node:module'

const argv = process.argv.slice(2)
process.title = 'langfuse'
module.enableCompileCache?.()
if (process.argv.includes('--no-color')) process.env.NO_COLOR = '1'
const {main} = await import('../dist/main.js')
process.exitCode = await main(argv)
