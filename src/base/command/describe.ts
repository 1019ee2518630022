import type {Interfaces} from '@oclif/core'
import type {Operation, Scope} from '../../api/operation/endpoint.js'
import {rateText} from '../../api/operation/rates.js'
import type {Variant, Variants} from '../../api/variants/variant.js'
import {argsOf, flagsOfVariants, requiredFlags, takesAnyJson} from '../input/flags.js'
import type {BaseCommand} from './command.js'
import {type CommandSpec, commandExamples, operationInfo} from './spec.js'

/** A class that oclif can run. */
export type CommandClass = typeof BaseCommand &
  (new (
    ...args: ConstructorParameters<typeof BaseCommand>
  ) => BaseCommand)

/** The keys of a scope, for people, with the variables that name them. */
export const KEYS: Record<Scope, string> = {
  none: 'no key',
  project: 'the keys of a project',
  organization: 'the keys of an organization (LANGFUSE_ORG_PUBLIC_KEY, LANGFUSE_ORG_SECRET_KEY)',
  admin: 'the admin key of a self-hosted server (LANGFUSE_ADMIN_API_KEY)',
}

/** What a command needs, in one line of its help: keys, plan or licence, first server version, rate classes. */
function needs(operations: Operation[]): string {
  const since = operations.every(({limits}) => limits.since) ? operations[0]?.limits.since : undefined
  const scopes = operations.map(({scope}) => KEYS[scope])
  const plans = operations.flatMap(({limits: {plan}}) => plan ?? [])
  const parts = [...scopes, ...plans, ...(since ? [`server ${since} or newer`] : [])]
  const rates = operations.map(({limits: {rate}}) => rateText(rate))
  return `Needs ${[...new Set(parts)].join('; ')}. Rate: ${[...new Set(rates)].join('; or ')}.`
}

const JSON_RULE = `Where <json|text> may stand, what is JSON is JSON, and all else is text: 2 is a number, '"2"' is text.`

/** How the help of a required flag begins. */
export const REQUIRED = '(required) '

/** Marks the flags that every variant requires. oclif must not require them: a body may also come whole. */
function marked(flags: Interfaces.FlagInput, variants: readonly Variant[], supplied: string[]): Interfaces.FlagInput {
  const [first = [], ...others] = variants.map(requiredFlags)
  const needed = first.filter((name) => !supplied.includes(name) && others.every((names) => names.includes(name)))
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) =>
      needed.includes(name) && flag ? [name, {...flag, summary: REQUIRED + flag.summary}] : [name, flag],
    ),
  )
}

/** A command's operation, or the variants of its question. */
export type Asked = Operation | Pick<Variants, 'first' | 'variants'>

/** The variants of what a command asks. */
export function variantsOf(asked: Asked): Pick<Variants, 'first' | 'variants'> {
  return 'variants' in asked ? asked : {variants: [{operation: asked}], first: 'older'}
}

/** Puts the statics of an operation on a command class: spec, arguments, flags, and its entry in the manifest. */
export function describeCommand(
  command: CommandClass,
  asked: Asked,
  {summary, description, phrases, examples, supplied = []}: CommandSpec,
  flags: Interfaces.FlagInput,
): CommandClass {
  const {variants} = variantsOf(asked)
  const [{operation: first}] = variants
  const operations = [
    ...new Set([...variants.map(({operation}) => operation), ...variants.flatMap(({also = []}) => also)]),
  ]
  const {yes, ...others} = flags
  return Object.assign(command, {
    summary,
    description: [description, takesAnyJson(variants) && JSON_RULE, needs(variants.map(({operation}) => operation))]
      .filter(Boolean)
      .join(' '),
    phrases,
    examples: commandExamples(...examples),
    args: argsOf(first),
    flags: {
      ...(yes ? {yes} : {}),
      ...marked(flagsOfVariants(variants), variants, [...supplied, ...Object.keys(others)]),
      ...others,
    },
    operations: operations.map(operationInfo),
    endpoints: () => operations,
    effect: first.effect,
  })
}
