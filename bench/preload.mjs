import {writeFileSync} from 'node:fs'

let live = 0

function collect() {
  globalThis.gc?.()
  const {heapUsed, external} = process.memoryUsage()
  live = Math.max(live, heapUsed + external)
}

if (globalThis.gc) setInterval(collect, 200).unref()

process.on('exit', () => {
  const {maxRSS} = process.resourceUsage()
  writeFileSync(process.env.BENCH_USAGE_FILE, JSON.stringify({peak: maxRSS * 1024, live}))
})
