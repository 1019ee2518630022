import {spawnSync} from 'node:child_process'

/** Builds once before any test, so that what is tested is what ships; SKIP_BUILD=1 where that was just done. */
export default function setup(): void {
  if (process.env.SKIP_BUILD === '1') return
  const built = spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/build.ts'], {stdio: 'inherit'})
  if (built.status !== 0) throw new Error('the build failed')
}
