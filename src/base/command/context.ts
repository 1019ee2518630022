import type {Client} from '../../api/http/client.js'
import {createGate, type Gate} from '../../api/http/gate.js'
import type {Transport} from '../../api/http/transport.js'
import type {Connection} from '../account/credentials.js'
import type {FlagValues} from '../input/flags.js'
import {InputReader} from '../input/input.js'
import type {IOStreams} from '../input/io-streams.js'
import type {OutputContext} from '../output/context.js'
import {compileJq} from '../output/jq.js'
import {assertRoomForJson} from '../output/max-bytes.js'
import {Notes} from '../output/notes.js'
import {knownSecrets, redact} from '../output/redact.js'
import {colorful} from '../output/terminal.js'
import {settingVariables} from '../settings/setting-variables.js'
import {readSettings, type Settings} from '../settings/settings.js'
import {interruption} from './interruption.js'

/** What a command knows of the program. */
export interface Program {
  /** The folder of the profiles. */
  configDir: string
  /** The folder of what is remembered about servers. */
  cacheDir: string
  userAgent: string
}

/** What a command works with that needs no server. */
export interface LocalContext extends OutputContext, Program {
  /** The one pace of all requests of the command, whichever server they go to. */
  gate: Gate
  flags: FlagValues
  settings: Settings
  /** The one instant of the command line, from which all relative times count. */
  now: Date
  reader: InputReader
}

/** What a command works with once its flags are read. */
export interface Context extends LocalContext {
  connection: Connection
  /** The headers of every request, each with who gave it: `x-gateway-key (profile staging)`. */
  headers: string[]
  /** How requests reach the server. */
  transport: Transport
  client: Client
}

const INSECURE =
  '--insecure: no certificate is checked. Whoever sits between here and the server can read your keys and change the answers.'

/** Reads the settings and opens notes and input. @throws CliError `usage` for a --jq that does not compile */
export async function localContext(flags: FlagValues, io: IOStreams, program: Program): Promise<LocalContext> {
  const {configDir, cacheDir, userAgent} = program
  const settings = readSettings(flags, await settingVariables(flags, io.env))
  assertRoomForJson(settings)
  const typedColor = flags.color as boolean | undefined
  const notes = new Notes(io.stderr, {
    quiet: settings.quiet,
    verbose: settings.verbose,
    color: colorful(io.stderr, io.env, typedColor),
    redact: (text) => redact(text, knownSecrets(io.argv, io.env)),
  })
  const jq = settings.jq === undefined ? undefined : await compileJq(settings.jq)
  if (settings.insecure) notes.alarm(INSECURE)
  const color = colorful(io.stdout, io.env, typedColor)
  const now = new Date()
  const reader = new InputReader(io.stdin, now, interruption(), (text) => notes.note(text))
  const gate = createGate()
  return {flags, io, configDir, cacheDir, userAgent, settings, now, notes, reader, color, jq, gate}
}
