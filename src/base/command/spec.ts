import type {Row} from '../../api/json/object.js'
import type {Limits, Operation, Scope} from '../../api/operation/endpoint.js'
import type {Context} from './context.js'

/** What the manifest says about the operations behind a command. */
export interface OperationInfo {
  method: string
  path: string
  serverVersion?: 3 | 4
  scope: Scope
  limits: Limits
}

/** The statics of an operation that the manifest carries. */
export function operationInfo({method, path, serverVersion, scope, limits}: Operation): OperationInfo {
  return {method, path, ...(serverVersion ? {serverVersion} : {}), scope, limits}
}

/** Examples as oclif takes them. @param lines what is typed behind the command; empty for the command alone */
export function commandExamples(...lines: string[]): string[] {
  return lines.map((line) => `<%= config.bin %> <%= command.id %> ${line}`.trimEnd())
}

/** The words that every command has. */
export interface CommandSpec {
  summary: string
  /** Two to four things that a person would say who wants this. */
  phrases: string[]
  description?: string
  /** What is typed behind the command: `prj-1 --yes`; empty for the command alone. */
  examples: string[]
  /** Flags whose values other flags can give, or the command itself: none of them is required. */
  supplied?: string[]
  /** Completes the query, before it is checked: a default, or what flags say that are not the API's. */
  completeQuery?: (query: Row, context: Context) => Promise<Row>
}
