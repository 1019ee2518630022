import {Flags} from '@oclif/core'
import * as z from 'zod'
import {CliError} from '../../api/errors/cli-error.js'
import {own} from '../../api/json/object.js'
import * as projects from '../../api/resources/administration/projects.js'
import {assertHostIsRead, type Connection, connectWith} from '../../base/account/credentials.js'
import {hostLabel, normalizeHost} from '../../base/account/host.js'
import {findKeyOwner} from '../../base/account/key-owner.js'
import {keyringForbidden} from '../../base/account/keyring.js'
import {type NamedHost, readHost, readKeys, unusual} from '../../base/account/login.js'
import {checkProfileName, type Profile, profilePath, readProfiles} from '../../base/account/profile.js'
import {profileHeaders} from '../../base/account/profile-headers.js'
import {headersNote, inheritedSettings, keysLeftInKeyring, secretStoreNote} from '../../base/account/profile-texts.js'
import {type CheckedKeys, storeKeys} from '../../base/account/save-keys.js'
import {envFile, variables} from '../../base/account/sources.js'
import {BaseCommand} from '../../base/command/command.js'
import {openConnection} from '../../base/command/connection.js'
import {type LocalContext, localContext} from '../../base/command/context.js'
import {commandExamples, operationInfo} from '../../base/command/spec.js'
import {nonEmpty} from '../../base/input/environment.js'
import type {FlagValues} from '../../base/input/flags.js'
import type {IOStreams} from '../../base/input/io-streams.js'
import {canAsk, confirm} from '../../base/output/confirm.js'
import {toCurl} from '../../base/output/curl.js'
import {printObject} from '../../base/output/object.js'
import {write} from '../../base/output/write.js'

const result = z.object({
  profile: z.string(),
  host: z.string(),
  kind: z.enum(['organization', 'project']),
  publicKey: z.string(),
  project: z.string().nullable(),
  organization: z.string().nullable(),
  secret: z.enum(['file', 'keyring']),
})

export default class Login extends BaseCommand {
  static override summary = 'Save the keys of a project, or of an organization, as a profile'
  static override phrases = ['log in to Langfuse', 'save my API keys', 'set up my credentials']
  static override description =
    'Asks for server and keys, checks them against the server, saves them and uses them from then on. --profile names the profile ("default" otherwise). Keys of an organization become the second pair of a profile, used where an operation needs them. The secret goes to the keyring of the operating system if that answers, else into a file that only you can read. Headers (-H, LANGFUSE_CLI_HEADERS) are saved beside it, in place of those of before, and go to that server only.'
  static override examples = commandExamples(
    '',
    '--host us --profile staging',
    '--host https://langfuse.example.com --public-key pk-lf-… --secret-key-stdin < secret.txt',
    '--env .env --no-keyring',
    '--env .env -H "CF-Access-Client-Id: $ID" -H "CF-Access-Client-Secret: $SECRET"',
  )
  static override flags = {
    yes: Flags.boolean({char: 'y', summary: 'Do not ask before a profile gets another host'}),
    'secret-key-stdin': Flags.boolean({summary: 'Read the secret key from stdin', exclusive: ['secret-key']}),
    'no-keyring': Flags.boolean({summary: 'Save the secret in the file, not in the keyring'}),
  }
  static override operations = [operationInfo(projects.list)]
  static override effect = 'write' as const

  async run(): Promise<void> {
    const {flags: typed} = await this.parse(Login)
    const flags = await withEnvFile(typed)
    const local = await localContext(flags, this.io, this.config)
    const {notes} = local
    const name = checkProfileName(nonEmpty(flags.profile) ?? 'default')
    const old = own((await readProfiles(profilePath(this.config.configDir))).profiles, name)
    const server = await readHost(local, suggestHost(local, old))
    const connectBy = (publicKey: string, secretKey: string): Connection => ({
      ...connectWith(server.host, publicKey, secretKey),
      headers: local.settings.headers.length > 0 ? undefined : headersFor(server, name, old, this.io),
    })
    if (local.settings.curl) {
      const {client} = await openConnection(local, {connection: connectBy('', '')})
      return write(this.io.stdout, `${toCurl(client.prepare(projects.list, {}))}\n`)
    }
    if (!(await mayReplace(this.io, name, old, server, Boolean(flags.yes)))) return notes.note('Nothing was changed.')
    const {publicKey, secretKey} = await readKeys(local, server)
    const odd = unusual(publicKey, secretKey)
    if (odd) notes.warn(odd)
    const {client} = await openConnection(local, {connection: connectBy(publicKey, secretKey)})
    notes.progress(`asking ${hostLabel(server.host)}…`)
    const owner = await findKeyOwner(client, projects.list, 'project').finally(() => notes.pause())
    const project = owner.kind === 'project' ? owner.project : undefined
    const given = local.settings.headers.map(({name: header, value}) => [header, value])
    const headers = given.length > 0 ? Object.fromEntries(given) : undefined
    const keys: CheckedKeys = {host: server.host, publicKey, secretKey, part: owner.kind, project, headers}
    await this.save(local, name, keys, old?.host)
  }

  private async save(
    local: LocalContext,
    name: string,
    keys: CheckedKeys,
    replaces: string | undefined,
  ): Promise<void> {
    const {flags, io, notes, settings} = local
    const {env} = io
    const {configDir} = this.config
    const keyring = !flags['no-keyring'] && !keyringForbidden(env)
    const {profile, store, left} = await storeKeys(name, keys, {configDir, env, keyring, replaces})
    const {host, part, project, publicKey} = keys
    const organization = project?.organization ? ` (${project.organization})` : ''
    const opened = project ? `project ${project.name}${organization}` : 'an organization key'
    notes.done(`Logged in to ${hostLabel(host)} as profile ${name}: ${opened}`)
    const path = profilePath(configDir)
    notes.note(secretStoreNote(store, path, keyring))
    if (profile.headers) notes.note(headersNote(profile.headers, store, path))
    if (left.length > 0) notes.warn(keysLeftInKeyring(left, env))
    const inherited = inheritedSettings(env)
    if (inherited) notes.warn(inherited)
    notes.note(`Try: langfuse ${profile.pair ? 'prompts list' : 'auth status'}`)
    if (settings.output === undefined && settings.jq === undefined) return
    const row = {
      profile: name,
      host,
      kind: part,
      publicKey,
      project: project?.name ?? null,
      organization: project?.organization ?? null,
      secret: store,
    }
    await printObject(local, row, result, 'json')
  }
}

async function withEnvFile(flags: FlagValues): Promise<FlagValues> {
  const path = nonEmpty(flags.env)
  if (path === undefined) return flags
  const source = await envFile(path)
  const {host, hostName} = source
  const pair = source.keys ?? source.organization
  if (nonEmpty(flags.host) === undefined && host === undefined) assertHostIsRead([source], undefined)
  if (host === undefined && pair === undefined)
    throw new CliError('credentials', `${path} has no LANGFUSE_… keys, and no host`)
  const isTyped = ['public-key', 'secret-key'].some((flag) => nonEmpty(flags[flag])) || flags['secret-key-stdin']
  const keys = isTyped ? undefined : pair
  return {
    ...flags,
    host: nonEmpty(flags.host) ?? (host === undefined ? undefined : normalizeHost(host, hostName)),
    ...(keys && {'public-key': keys.publicKey, 'secret-key': await keys.secretKey?.()}),
  }
}

/** The headers that a profile has for a server from before. */
function headersFor({host}: NamedHost, name: string, old: Profile | undefined, {env}: IOStreams) {
  const headers = old && profileHeaders(old, name, env)
  return headers?.host === host ? headers : undefined
}

function suggestHost({flags, io}: LocalContext, old: Profile | undefined): NamedHost | undefined {
  const before =
    old && /^https?:/.test(old.host) && URL.canParse(old.host)
      ? {host: normalizeHost(old.host, 'the profile'), from: 'profile'}
      : undefined
  if (before && nonEmpty(flags.profile)) return before
  const inherited = variables(io.env)
  const {host, hostName} = inherited
  if (host !== undefined) return {host: normalizeHost(host, hostName), from: hostName}
  if (!before && !nonEmpty(flags.host) && !canAsk(io)) assertHostIsRead([inherited], undefined)
  return before
}

async function mayReplace(
  io: IOStreams,
  name: string,
  old: Profile | undefined,
  {host}: NamedHost,
  yes: boolean,
): Promise<boolean> {
  if (old === undefined || old.host === host || yes) return true
  const [before, now] = [hostLabel(old.host), hostLabel(host)]
  const refusal = new CliError(
    'usage',
    `Profile ${name} holds the keys of ${before}, not of ${now}; nothing was sent`,
    'Give --profile NAME for a second profile, or --yes to replace this one.',
  )
  return confirm(io, `Profile ${name} holds the keys of ${before}. Replace them by keys of ${now}?`, refusal)
}
