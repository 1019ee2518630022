import * as z from 'zod'
import {hasErrorCode} from '../../api/errors/cli-error.js'
import {ApiError} from '../../api/http/errors.js'
import * as health from '../../api/http/health.js'
import type {Row} from '../../api/json/object.js'
import * as projects from '../../api/resources/administration/projects.js'
import {findKeyOwner} from '../../base/account/key-owner.js'
import {shownPublicKey} from '../../base/account/keys.js'
import {profilePath, readableByOthers} from '../../base/account/profile.js'
import type {Keys} from '../../base/account/sources.js'
import {BaseCommand} from '../../base/command/command.js'
import type {Context} from '../../base/command/context.js'
import {commandExamples, operationInfo} from '../../base/command/spec.js'
import {explain} from '../../base/errors/explain.js'
import {toCurl} from '../../base/output/curl.js'
import {errorAfterPrinting, objectFormat, printObject} from '../../base/output/object.js'
import {knownSecrets, redact} from '../../base/output/redact.js'
import {write} from '../../base/output/write.js'

const text = z.string().nullable()

const status = z.object({
  host: z.string(),
  hostSource: z.string(),
  version: text,
  works: z.boolean(),
  problem: text,
  kind: z.enum(['organization', 'project']).nullable(),
  project: text,
  organization: text,
  publicKey: text,
  publicKeySource: text,
  secretKeySource: text,
  organizationPublicKey: text,
  organizationPublicKeySource: text,
  organizationSecretKeySource: text,
  adminKeySource: text,
  headers: z.array(z.string()),
})

/** How a question to the server went. */
type Outcome<T> = {value: T; error?: undefined} | {value?: undefined; error: Error}

export default class Status extends BaseCommand {
  static override summary = 'Show host, keys, where each comes from, and whether they work'
  static override phrases = ['check my credentials', 'am I logged in?', 'which keys and host are used?', 'who am I?']
  static override description =
    'Asks the server whose the keys are. Never shows a secret, only where it lies. The exit status is 3 when the keys are missing or do not work, after the rest is printed.'
  static override examples = commandExamples('', '--profile staging --json')
  static override operations = [operationInfo(projects.list), operationInfo(health.get)]

  async run(): Promise<void> {
    const {flags} = await this.parse(Status)
    const context = await this.open(flags)
    const {client, connection, notes, settings} = context
    if (settings.curl) {
      const requests = [client.prepare(health.get, {}), client.prepare(projects.list, {})]
      return write(this.io.stdout, `${requests.map((request) => toCurl(request)).join('\n')}\n`)
    }
    notes.progress('asking…')
    const version = await attempt(serverVersion(context))
    const plain = await attempt(findKeyOwner(client, projects.list, 'project'))
    const second = connection.organization === connection.project ? undefined : connection.organization
    const other = second ? await attempt(findKeyOwner(client, projects.list, 'organization')) : undefined
    notes.pause()
    const onlySecond = connection.project === undefined && second !== undefined
    const error = onlySecond ? other?.error : (plain.error ?? other?.error)
    const owner = onlySecond ? other?.value : plain.value
    const project = owner?.kind === 'project' ? owner.project : undefined
    const row = {
      host: connection.host,
      hostSource: connection.hostSource,
      version: version.value ?? null,
      works: error === undefined,
      problem: error ? redact(explain(error).message, knownSecrets(this.io.argv, this.io.env)) : null,
      kind: owner?.kind ?? null,
      project: project?.name ?? null,
      organization: project?.organization ?? null,
      publicKey: shownPublicKey(connection.project?.publicKey),
      publicKeySource: publicSource(connection.project),
      secretKeySource: secretSource(connection.project),
      organizationPublicKey: shownPublicKey(second?.publicKey),
      organizationPublicKeySource: publicSource(second),
      organizationSecretKeySource: secretSource(second),
      adminKeySource: connection.adminSource ?? null,
      headers: context.headers,
    }
    const format = objectFormat(context)
    const shown = format === 'table' ? forPeople(row) : row
    const print = () => printObject(context, shown, status, format)
    const failure = error ? await errorAfterPrinting(error, print) : await print()
    await this.warnOfOpenFile(context)
    if (connection.apart) notes.warn(`${connection.apart}.`)
    if (failure) throw failure
  }

  private async warnOfOpenFile({notes}: Context): Promise<void> {
    const path = profilePath(this.config.configDir)
    if (await readableByOthers(path)) notes.warn(`others can read ${path}: chmod 600 ${path}`)
  }
}

/** Drops what there is not, and the problem, which follows as the error. */
function forPeople({problem: _, ...row}: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
}

async function attempt<T>(question: Promise<T>): Promise<Outcome<T>> {
  try {
    return {value: await question}
  } catch (error) {
    if (error instanceof Error && !hasErrorCode(error, 'interrupted')) return {error}
    throw error
  }
}

/** The version that the health route names, also of a server that is unwell. */
async function serverVersion({client}: Context): Promise<string | undefined> {
  const asked = client.send(health.get, {}).then(({data}) => data)
  const body = await asked.catch((error: unknown) => {
    if (error instanceof ApiError) return error.body
    throw error
  })
  const server = health.readServer(body)
  return typeof server === 'object' ? server.version : undefined
}

function secretSource(keys: Keys | undefined): string | null {
  if (!keys?.secretKey) return null
  return keys.store ? `${keys.store} (${keys.source})` : keys.names.secretKey
}

function publicSource(keys: Keys | undefined): string | null {
  return keys?.publicKey ? keys.names.publicKey : null
}
