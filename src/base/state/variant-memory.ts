import {join} from 'node:path'
import * as z from 'zod'
import type {VariantAge} from '../../api/variants/select.js'
import {readCacheFile, writeCacheFile} from './cache-file.js'

const DAY_MS = 24 * 60 * 60 * 1000

const entry = z.object({variant: z.enum(['older', 'newer']), at: z.number()})
const file = z.object({hosts: z.record(z.string(), z.record(z.string(), entry))})

type MemoryFile = z.output<typeof file>

/**
 * Remembers for a day which variant answered a question of a host, in a small file of the cache folder. A damaged or
 * unwritable file costs one request, and is no error: two writers at once lose one of their answers, never the file.
 */
export class VariantMemory {
  private readonly path: string

  constructor(
    cacheDir: string,
    private readonly host: string,
    private readonly now: () => number = Date.now,
  ) {
    this.path = join(cacheDir, 'variants.json')
  }

  /** Which variant of a question answered; undefined when nobody knows, or since too long ago. */
  async recall(question: string): Promise<VariantAge | undefined> {
    const found = (await this.read()).hosts[this.host]?.[question]
    return found && this.isFresh(found.at) ? found.variant : undefined
  }

  /** Notes which variant answered, unless that is known. */
  async remember(question: string, variant: VariantAge): Promise<void> {
    const known = await this.read()
    const found = known.hosts[this.host]?.[question]
    if (found?.variant === variant && this.isFresh(found.at)) return
    const entries = {...known.hosts[this.host], [question]: {variant, at: this.now()}}
    await writeCacheFile(this.path, {hosts: {...known.hosts, [this.host]: entries}})
  }

  private isFresh(at: number): boolean {
    const age = this.now() - at
    return age >= 0 && age < DAY_MS
  }

  private async read(): Promise<MemoryFile> {
    return (await readCacheFile(this.path, file)) ?? {hosts: {}}
  }
}
