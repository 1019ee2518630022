import type {Interfaces} from '@oclif/core'
import type {Limits, Operation, Scope} from '../api/endpoint.js'
import type {BaseCommand} from './command.js'
import type {Context} from './context.js'
import {argsOf, flagsOfOperations} from './input/flags.js'
import type {Row} from './output/column.js'

/** What the manifest says about the operations behind a command. */
export interface OperationInfo {
  method: string
  path: string
  generation?: 3 | 4
  scope: Scope
  limits: Limits
}

/** The statics of an operation that the manifest carries. */
export function operationInfo({method, path, generation, scope, limits}: Operation): OperationInfo {
  return {method, path, ...(generation ? {generation} : {}), scope, limits}
}

/** A class that oclif can run. */
export type CommandClass = typeof BaseCommand &
  (new (
    ...args: ConstructorParameters<typeof BaseCommand>
  ) => BaseCommand)

/** The words that every command has. */
export interface CommandWords {
  summary: string
  description?: string
  examples: string[]
  /** The operations of the other server generation that the same command stands for; not asked yet. */
  twins?: Operation[]
  /** Completes the query, before it is checked: a default, or what flags say that are not the API's. */
  completeQuery?: (query: Row, context: Context) => Promise<Row>
}

const KEYS: Record<Scope, string> = {
  none: 'no key',
  project: 'the keys of a project',
  organization: 'the keys of an organization (LANGFUSE_ORG_PUBLIC_KEY, LANGFUSE_ORG_SECRET_KEY)',
  admin: 'the admin key of a self-hosted server (LANGFUSE_ADMIN_API_KEY)',
}

/** What a command needs, in one line of its help: keys, plan or licence, first server version, rate class. */
function needs({scope, limits}: Operation): string {
  const {plan, since, rate} = limits
  const parts = [KEYS[scope], ...(plan ? [plan] : []), ...(since ? [`server ${since} or newer`] : [])]
  return `Needs ${parts.join('; ')}. Rate: ${rate}.`
}

/** Puts the statics of an operation on a command class: its words, arguments, flags, and what the manifest says of it. */
export function describeCommand(
  command: CommandClass,
  operation: Operation,
  {summary, description, examples, twins = []}: CommandWords,
  flags: Interfaces.FlagInput,
): CommandClass {
  const own = flagsOfOperations([operation, ...twins])
  const {yes, ...others} = flags
  return Object.assign(command, {
    summary,
    description: [description, needs(operation)].filter(Boolean).join(' '),
    examples,
    args: argsOf(operation),
    flags: {...(yes ? {yes} : {}), ...own, ...others},
    operations: [operation, ...twins].map(operationInfo),
    effect: operation.effect,
  })
}
