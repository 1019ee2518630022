import type {Row} from '../../api/json/object.js'
import type {Limits, Operation, Scope} from '../../api/operation/endpoint.js'
import type {Context} from './context.js'

/** What the manifest says about an operation of a command. */
export interface OperationInfo {
  method: string
  path: string
  serverVersion?: 3 | 4
  scope: Scope
  limits: Limits
}

/** The entry of an operation in the manifest. */
export function operationInfo({method, path, serverVersion, scope, limits}: Operation): OperationInfo {
  return {method, path, ...(serverVersion ? {serverVersion} : {}), scope, limits}
}

/** Examples as oclif takes them. @param lines what is typed behind the command; empty for the command alone */
export function commandExamples(...lines: string[]): string[] {
  return lines.map((line) => `<%= config.bin %> <%= command.id %> ${line}`.trimEnd())
}

/** What the spec of every command has. */
export interface CommandSpec {
  summary: string
  /** Two to four things that people say who want this. */
  phrases: string[]
  description?: string
  /** What is typed behind the command: `prj-1 --yes`; empty for the command alone. */
  examples: string[]
  /** Flags that are not required because other flags, or the command itself, can give their values. */
  supplied?: string[]
  /** Completes the query before it is checked: with a default, or from flags that are not the API's. */
  completeQuery?: (query: Row, context: Context) => Promise<Row>
}
