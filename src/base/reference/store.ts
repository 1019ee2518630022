import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import * as z from 'zod'
import {openFileSink} from '../state/file-sink.js'
import {makeFolder} from '../state/folder.js'
import {apiDocument} from './document.js'

const DAY_MS = 24 * 60 * 60 * 1000

const entry = z.object({
  host: z.string(),
  /** The route that had it. */
  path: z.string(),
  /** When the server said last that it is this, in milliseconds since 1970. */
  at: z.number(),
  etag: z
    .string()
    .regex(/^[\x20-\x7e]*$/)
    .optional(),
  /** As it came. */
  bytes: z.base64().transform((text): Uint8Array => Buffer.from(text, 'base64')),
  document: apiDocument,
})

/** A server's document, as it is kept. */
export type KeptDocument = z.output<typeof entry>

/**
 * Keeps the documents of servers, read already, in a file for each host in the cache folder. A damaged or unwritable
 * file costs one request, and is no error.
 */
export class ReferenceStore {
  private readonly path: string

  constructor(
    cacheDir: string,
    private readonly host: string,
    private readonly now: () => number = Date.now,
  ) {
    const name = createHash('sha256').update(host).digest('hex').slice(0, 16)
    this.path = join(cacheDir, `reference-${name}.json`)
  }

  /** What is known of the host, however old. */
  async read(): Promise<KeptDocument | undefined> {
    const text = await readFile(this.path, 'utf8').catch(() => '')
    try {
      const kept = entry.parse(JSON.parse(text))
      return kept.host === this.host ? kept : undefined
    } catch {
      return undefined
    }
  }

  /** Keeps what the server said just now. */
  async keep(said: Omit<KeptDocument, 'at' | 'host'>): Promise<KeptDocument> {
    const kept = {...said, host: this.host, at: this.now()}
    await this.write(kept).catch(() => {})
    return kept
  }

  /** Milliseconds since the server said so; a time to come is as good as none. */
  age({at}: KeptDocument): number {
    const age = this.now() - at
    return age < 0 ? Number.POSITIVE_INFINITY : age
  }

  /** Whether the server need not be asked again: within a day. */
  isFresh(kept: KeptDocument): boolean {
    return this.age(kept) < DAY_MS
  }

  private async write(kept: KeptDocument): Promise<void> {
    makeFolder(dirname(this.path))
    const bytes = Buffer.from(kept.bytes).toString('base64')
    const sink = await openFileSink(this.path, {mode: 0o600})
    await sink.write(JSON.stringify({...kept, bytes}))
    await sink.commit()
  }
}
