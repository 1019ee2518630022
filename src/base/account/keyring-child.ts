import {text} from 'node:stream/consumers'

/** What the child is asked to do with one entry. */
export interface KeyringRequest {
  action: 'read' | 'remove' | 'write'
  service: string
  account: string
  /** What to write. */
  secret?: string
}

/** What it answers; a `secret` of null means that there is no such entry. */
export type KeyringReply = {ok: false; noModule?: boolean} | {ok: true; secret: string | null}

async function carryOut({action, service, account, secret}: KeyringRequest): Promise<KeyringReply> {
  const {AsyncEntry} = await import('@napi-rs/keyring')
  const entry = new AsyncEntry(service, account, {linux: {store: 'secret-service'}})
  if (action === 'read') return {ok: true, secret: await entry.getPassword()}
  if (action === 'remove') await entry.deleteCredential()
  else await entry.setPassword(secret ?? '')
  return {ok: true, secret: null}
}

const request = JSON.parse(await text(process.stdin)) as KeyringRequest
const reply: KeyringReply = await carryOut(request).catch((error: NodeJS.ErrnoException) => ({
  ok: false,
  noModule: error.code === 'ERR_MODULE_NOT_FOUND',
}))
process.stdout.write(JSON.stringify(reply))
