import {join} from 'node:path'
import * as z from 'zod'
import type {VariantAge, VariantMemory} from '../../api/variants/select.js'
import {cacheFile} from './json-file.js'

const DAY_MS = 24 * 60 * 60 * 1000

const entry = z.object({variant: z.enum(['older', 'newer']), at: z.number()})
const memoryFile = z.object({hosts: z.record(z.string(), z.record(z.string(), entry))})

type MemoryFile = z.output<typeof memoryFile>

/**
 * Remembers for a day which variant answered a question of a host, in a small file of the cache folder. A damaged or
 * unwritable file costs one request, and is no error.
 */
export function variantMemory(cacheDir: string, host: string, now: Date): VariantMemory {
  const file = cacheFile<MemoryFile>({
    path: join(cacheDir, 'variants.json'),
    parse: (value) => memoryFile.parse(value),
    empty: {hosts: {}},
  })

  async function recall(question: string): Promise<VariantAge | undefined> {
    const found = (await file.read()).hosts[host]?.[question]
    const age = found ? now.getTime() - found.at : -1
    return age >= 0 && age < DAY_MS ? found?.variant : undefined
  }

  async function remember(question: string, variant: VariantAge): Promise<void> {
    if ((await recall(question)) === variant) return
    await file.update(({hosts}) => {
      const entries = {...hosts[host], [question]: {variant, at: now.getTime()}}
      return {hosts: {...hosts, [host]: entries}}
    })
  }

  return {recall, remember}
}
