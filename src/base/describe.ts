import type {Interfaces} from '@oclif/core'
import type {Operation} from '../api/endpoint.js'
import type {BaseCommand} from './command.js'
import {argsOf} from './flags.js'

/** What the manifest says about the operations behind a command. */
export interface OperationInfo {
  method: string
  path: string
  generation?: 3 | 4
}

/** The statics of an operation that the manifest carries. */
export function operationInfo({method, path, generation}: Operation): OperationInfo {
  return {method, path, ...(generation ? {generation} : {})}
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
}

/** Puts the statics of an operation on a command class: its words, arguments, flags, and what the manifest says of it. */
export function describeCommand(
  command: CommandClass,
  operation: Operation,
  {summary, description, examples}: CommandWords,
  flags: Interfaces.FlagInput,
): CommandClass {
  const {effect} = operation
  const operations = [operationInfo(operation)]
  return Object.assign(command, {summary, description, examples, args: argsOf(operation), flags, operations, effect})
}
