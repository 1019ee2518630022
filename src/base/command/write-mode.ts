import {RouteMissing} from '../../api/errors/cli-error.js'
import type {Variant} from '../../api/variants/variant.js'
import {assertNotLegacy, isEventsOnly, type WriteModeProbe} from '../../api/variants/write-mode.js'
import {VariantMemory} from '../state/variant-memory.js'
import type {Context} from './context.js'

/** The key of what is remembered about the write mode: `newer` means events_only mode. */
const WRITE_MODE = 'write mode'

/** Refuses a write that the server would accept but not store. @throws RouteMissing */
export async function assertStored(context: Context, {operation, lostInEventsOnly}: Variant): Promise<void> {
  const {client, connection, settings} = context
  if (lostInEventsOnly === undefined || settings.curl) return
  const memory = new VariantMemory(context.cacheDir, connection.host)
  const known = await memory.recall(WRITE_MODE)
  const which = known ?? ((await isEventsOnly(client)) ? 'newer' : 'older')
  await memory.remember(WRITE_MODE, which)
  if (which === 'older') return
  throw new RouteMissing(
    `${connection.originFor(operation.scope)} runs in Langfuse v4 events_only mode, where ${operation.method} ${operation.path} answers as ever but stores nothing; nothing was sent`,
    lostInEventsOnly,
  )
}

/** Refuses newer routes that have only old rows; asks the server about that at most once a day. @throws RouteMissing */
export async function assertFresh(
  {client, connection, cacheDir, settings}: Context,
  probe: WriteModeProbe,
  advice: string,
): Promise<void> {
  const file = new VariantMemory(cacheDir, connection.host)
  const question = `${probe.operation.method} ${probe.operation.path}`
  if ((await file.recall(question)) === 'newer') return
  const hint = settings.apiVersion === '4' ? 'Leave --api-version out: the older routes are complete there.' : advice
  await assertNotLegacy(client, probe, hint)
  await file.remember(question, 'newer')
}
