import {join} from 'node:path'
import * as z from 'zod'
import type {VariantAge} from '../../api/variants/select.js'
import {cacheFile, type JsonFile} from './json-file.js'

const DAY_MS = 24 * 60 * 60 * 1000

const entry = z.object({variant: z.enum(['older', 'newer']), at: z.number()})
const memoryFile = z.object({hosts: z.record(z.string(), z.record(z.string(), entry))})

type MemoryFile = z.output<typeof memoryFile>

/**
 * Remembers for a day which variant answered a question of a host, in a small file of the cache folder. A damaged or
 * unwritable file costs one request, and is no error.
 */
export class VariantMemory {
  private readonly file: JsonFile<MemoryFile>

  constructor(
    cacheDir: string,
    private readonly host: string,
    private readonly now: () => number = Date.now,
  ) {
    this.file = cacheFile({
      path: join(cacheDir, 'variants.json'),
      parse: (value) => memoryFile.parse(value),
      empty: {hosts: {}},
    })
  }

  /** Which variant of a question answered; undefined when nobody knows, or since too long ago. */
  async recall(question: string): Promise<VariantAge | undefined> {
    return this.fresh(await this.file.read(), question)
  }

  /** Notes which variant answered, unless that is known. */
  async remember(question: string, variant: VariantAge): Promise<void> {
    if ((await this.recall(question)) === variant) return
    await this.file.update((content) => {
      const entries = {...content.hosts[this.host], [question]: {variant, at: this.now()}}
      return {hosts: {...content.hosts, [this.host]: entries}}
    })
  }

  private fresh({hosts}: MemoryFile, question: string): VariantAge | undefined {
    const found = hosts[this.host]?.[question]
    const age = found ? this.now() - found.at : -1
    return age >= 0 && age < DAY_MS ? found?.variant : undefined
  }
}
