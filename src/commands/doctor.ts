import * as z from 'zod'
import type {Attempt} from '../api/http/client.js'
import {systemClock} from '../api/http/clock.js'
import * as health from '../api/http/health.js'
import * as projects from '../api/resources/administration/projects.js'
import {type Connection, connect} from '../base/account/credentials.js'
import {keyringState} from '../base/account/keyring.js'
import {assertOneKeySource} from '../base/account/sources.js'
import {programPath} from '../base/cli/version.js'
import {BaseCommand} from '../base/command/command.js'
import {openConnection} from '../base/command/connection.js'
import {type LocalContext, localContext} from '../base/command/context.js'
import {interruption} from '../base/command/interruption.js'
import {operationInfo} from '../base/command/spec.js'
import {checkConfiguration, checkKeys} from '../base/doctor/account.js'
import {
  type Finding,
  notAsked,
  ok,
  problemOf,
  problemsIn,
  reportLines,
  reportObject,
  warning,
} from '../base/doctor/finding.js'
import {checkCache, checkKeyring, checkNode, checkProgram, executablesOnPath} from '../base/doctor/machine.js'
import {checkNetwork} from '../base/doctor/network.js'
import {checkServer} from '../base/doctor/server.js'
import {toCurl} from '../base/output/curl.js'
import {printLines} from '../base/output/max-bytes.js'
import {errorAfterPrinting, objectFormat, printObject} from '../base/output/object.js'
import {knownSecrets, redact} from '../base/output/redact.js'
import {write} from '../base/output/write.js'

const answer = z.object({
  checks: z.array(z.object({name: z.string(), state: z.string(), text: z.string(), hint: z.string().optional()})),
})

const LONGEST_MS = 5000
const NETWORK = ['proxy', 'dns', 'tls']
const SERVER = ['server', 'api version', 'clock']

export default class Doctor extends BaseCommand {
  static override summary = 'Check program, settings, network, server and keys'
  static override phrases = ['why does it not work?', 'diagnose the connection', 'check my setup']
  static override description =
    'Each line says how it is, and what to do about it: ✓ well, ! a warning, ✗ a problem, - not looked at. Needs no key; keys that are given are tried. The exit status is 0 without problems, else that of the first one: 3 keys, 4 network, 5 server, 6 file. No check takes longer than 5 s.'
  static override examples = [
    '<%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --profile staging --json',
  ]
  static override operations = [operationInfo(health.get), operationInfo(projects.list)]

  async run(): Promise<void> {
    const {flags} = await this.parse(Doctor)
    assertOneKeySource(flags)
    const local = await localContext(flags, this.io, this.config)
    if (local.settings.curl) return this.showRequests(local)
    local.notes.progress('looking…')
    const findings = [...(await this.local(local)), ...(await this.remote(local))]
    local.notes.pause()
    const problems = problemsIn(findings)
    if (problems) throw await errorAfterPrinting(problems, () => this.print(local, findings))
    await this.print(local, findings)
  }

  private async local({flags, io: {env}, configDir, cacheDir}: LocalContext): Promise<Finding[]> {
    const own = programPath()
    return [
      checkNode(process.versions.node),
      checkProgram(executablesOnPath(env, own), own),
      await checkConfiguration({flags, env, configDir}),
      checkKeyring(await keyringState(env, LONGEST_MS)),
      await checkCache(cacheDir),
    ]
  }

  private async remote(local: LocalContext): Promise<Finding[]> {
    let connection: Connection
    try {
      connection = await connect({flags: local.flags, env: local.io.env, configDir: local.configDir})
    } catch (error) {
      return [problemOf('host', error), ...[...NETWORK, ...SERVER, 'keys'].map((name) => notAsked(name, 'host'))]
    }
    const {apart, host, hostSource} = connection
    const timeoutMs = Math.min(LONGEST_MS, local.settings.timeoutMs)
    const settings = {...local.settings, timeoutMs, retries: 0, maxWaitMs: 0}
    let answered: {date?: string | undefined; at: number} = {at: 0}
    const watch = ({date}: Attempt) => {
      answered = {date, at: systemClock.now()}
    }
    const {client, headers, transport} = await openConnection({...local, settings}, {connection, watch})
    const sent = headers.length > 0 ? `, with ${headers.join(', ')}` : ''
    const where = `${host} (${hostSource})${sent}`
    const found = apart ? warning('host', where, `${apart}: is that meant?`) : ok('host', where)
    const network = await checkNetwork(host, transport, local, {timeoutMs, signal: interruption()})
    const findings = [found, ...network]
    const blocked = findings.find(({state}) => state === 'problem')?.name
    const keys = (obstacle?: string) => checkKeys(client, connection, projects.list, obstacle)
    if (blocked) return [...findings, ...SERVER.map((name) => notAsked(name, blocked)), ...(await keys(blocked))]
    const server = await checkServer(client, settings.apiVersion, () => answered)
    return [...findings, ...server.findings, ...(await keys(server.isLangfuse ? undefined : 'server'))]
  }

  private async print(local: LocalContext, findings: Finding[]): Promise<void> {
    const known = knownSecrets(this.io.argv, this.io.env)
    const clean = findings.map(({hint, text, ...finding}) => ({
      ...finding,
      text: redact(text, known),
      ...(hint === undefined ? {} : {hint: redact(hint, known)}),
    }))
    const format = objectFormat(local)
    if (format === 'table') return printLines(local, reportLines(clean, local.color))
    return printObject(local, reportObject(clean), answer, format)
  }

  private async showRequests(local: LocalContext): Promise<void> {
    const {client} = await openConnection(local)
    const requests = [client.prepare(health.get, {}), client.prepare(projects.list, {})]
    return write(this.io.stdout, `${requests.map((request) => toCurl(request)).join('\n')}\n`)
  }
}
