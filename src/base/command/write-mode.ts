import {NotThereError} from '../../api/http/errors.js'
import {isEventsOnly, LEGACY_QUESTION, refuseLegacy} from '../../api/variants/select.js'
import type {Side} from '../../api/variants/variant.js'
import {GenerationMemory} from '../state/generation-memory.js'
import type {Context} from './context.js'

/** What is known of a host besides which side answers: whether it is without generation 3, as the newer side is. */
const WRITE_MODE = 'write mode'

/** Refuses what a server would only seem to store. @throws NotThereError */
export async function refuseLoss(context: Context, {operation, lostInEventsOnly}: Side): Promise<void> {
  const {client, connection, settings} = context
  if (lostInEventsOnly === undefined || settings.curl) return
  const memory = new GenerationMemory(context.cacheDir, connection.host)
  const known = await memory.recall(WRITE_MODE)
  const which = known ?? ((await isEventsOnly(client)) ? 'newer' : 'older')
  await memory.remember(WRITE_MODE, which)
  if (which === 'older') return
  throw new NotThereError(
    `${connection.originFor(operation.scope)} runs in Langfuse v4 events_only mode, where ${operation.method} ${operation.path} answers as ever but stores nothing; nothing was sent`,
    lostInEventsOnly,
  )
}

/** Refuses a walk over old rows, with advice; asks the server at most once a day whether its newer routes have new ones. */
export async function refuseStale({client, connection, cacheDir, settings}: Context, advice: string): Promise<void> {
  const file = new GenerationMemory(cacheDir, connection.host)
  if ((await file.recall(LEGACY_QUESTION)) === 'newer') return
  const hint = settings.apiVersion === '4' ? 'Leave --api-version out: the older routes are complete there.' : advice
  await refuseLegacy(client, hint)
  await file.remember(LEGACY_QUESTION, 'newer')
}
