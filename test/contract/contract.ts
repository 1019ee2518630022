import type {Field} from '../../src/base/input/fields.js'
import type {ManifestFlag} from '../manifest.js'
import {FORM_OF_VARIANT, flagOf, kebab, OWN_FLAGS, PAGING} from './flags.js'
import type {Ours} from './ours.js'
import type {ContractField, ContractOperation} from './theirs.js'

/** What the server reads although no contract says so. */
export type ServerOnly = Record<string, Record<string, string>>

/** Bodies that go out byte for byte, so that their fields are no flags. */
const RAW_BODIES = ['POST /api/public/otel/v1/traces']

function variantsOf({key, requestBody}: ContractOperation): ContractField[][] {
  if (!requestBody || RAW_BODIES.includes(key)) return []
  return requestBody.discriminator ? Object.values(requestBody.discriminator.variants) : [requestBody.fields]
}

/** The kinds that one field has in all variants of the body: `string`, `string[]`, `json` … */
function kindsOf(fields: ContractField[]): string {
  const kinds = fields.map(({kind, itemKind, enum: members}) => {
    if (members) return 'enum'
    if (kind === 'array') return itemKind === 'object' ? 'json' : `${itemKind}[]`
    return kind === 'any' || kind === 'object' ? 'json' : kind
  })
  return [...new Set(kinds)].sort().join('|')
}

const KINDS: Record<Field['kind'], string[]> = {
  'any-json': ['json'],
  boolean: ['boolean'],
  conditions: ['string'],
  enum: ['enum'],
  integer: ['number', 'integer'],
  json: ['json'],
  number: ['number'],
  string: ['string'],
  text: ['string'],
  'text-or-json': ['json', 'json|string'],
  time: ['string'],
}

function sameMembers(a: string[], b: string[]): boolean {
  return JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())
}

/** @param loose what a member of a union requires need not be required here */
function compareField(field: Field, theirs: ContractField[], variants: number, loose: boolean): string[] {
  const wanted = kindsOf(theirs)
  const demanded = theirs.length === variants && theirs.every((one) => one.required)
  const required = demanded && !(loose && !field.required)
  const members = [...new Set(theirs.flatMap((one) => one.enum ?? []))]
  const fits = KINDS[field.kind].some((kind) => wanted === (field.repeatable ? `${kind}[]` : kind))
  return [
    fits ? [] : [`is ${field.kind}${field.repeatable ? '[]' : ''}, not ${wanted}`],
    field.required === required ? [] : [`is ${required ? '' : 'not '}required there`],
    sameMembers(members, field.options ?? []) ? [] : [`has the members ${members.join(', ')}`],
  ].flat()
}

function compareFlag(field: Field, flag: ManifestFlag, theirs: ContractField[]): string[] {
  const wanted = kindsOf(theirs)
  const jsonFlag = /^<(text\|)?json/.test(flag.helpValue ?? '')
  return [
    sameMembers(flag.options ?? [], field.options ?? []) ? [] : ['has other options in the command'],
    Boolean(flag.multiple) === (wanted.endsWith('[]') || field.kind === 'conditions')
      ? []
      : ['is repeatable in one place only'],
    (flag.type === 'boolean') === (wanted === 'boolean') ? [] : ['is a boolean in one place only'],
    jsonFlag === wanted.includes('json') ? [] : ['takes JSON in one place only'],
  ].flat()
}

function compareFields(
  ours: Field[],
  theirs: ContractField[][],
  {command, key, variant, others}: Ours,
  loose = false,
): string[] {
  const names = new Set(theirs.flat().map(({name}) => name))
  return [...names].flatMap((name) => {
    const wanted = flagOf(name, key)
    const label = `--${wanted} (${name})`
    const field = ours.find((one) => one.name === name)
    const flag = command.flags[wanted]
    if (!field || field.flag !== wanted) return [`${label} is missing in src/api`]
    if (!flag || flag.hidden) return [`${label} is no flag of the command`]
    const same = theirs.flat().filter((one) => one.name === name)
    const found = compareField(field, same, theirs.length, loose)
    const taken =
      others.includes(field.flag) && (variant || Object.hasOwn(FORM_OF_VARIANT[command.id] ?? {}, field.flag))
    return [...found, ...(taken ? [] : compareFlag(field, flag, same))].map((text) => `${label} ${text}`)
  })
}

/**
 * How a command differs from the contract's operation; nothing when it has all of it and no more.
 * @param partial another command has the operation in full: this one may leave flags out
 */
export function differences(ours: Ours, theirs: ContractOperation, serverOnly: ServerOnly, partial = false): string[] {
  const {command, key, query, body, variant, others} = ours
  const parameters = theirs.parameters.filter(
    ({location, name}) => location === 'query' && !(partial && !command.flags[flagOf(name, key)]),
  )
  const paging = variant || partial ? [] : parameters.filter(({name}) => name in PAGING)
  const filters = parameters.filter(({name}) => !(name in PAGING))
  const variants = variantsOf(theirs)
  const known = [...theirs.parameters, ...variants.flat()].map(({name}) => name)
  const unions = Boolean(theirs.requestBody?.union && !theirs.requestBody.discriminator)
  const extra = Object.keys(serverOnly[key] ?? {})
  const verb = command.id.split(':').at(-1) ?? ''
  const flags = Object.keys(command.flags).filter((flag) => {
    const owners = OWN_FLAGS[flag] ?? []
    return !owners.includes(verb) && !owners.includes(command.id)
  })
  const args = Object.keys(command.args)
  return [
    ...(variant || partial || args.join() === theirs.pathParameterOrder.map(kebab).join()
      ? []
      : [`has the arguments ${args.join(', ')}`]),
    ...paging
      .map(({name}) => PAGING[name] ?? name)
      .filter((flag) => !command.flags[flag] || command.flags[flag].hidden)
      .map((flag) => `--${flag} is missing`),
    ...compareFields(query, [filters], ours),
    ...compareFields(body, variants, ours, unions),
    ...[...query, ...body]
      .filter(({name}) => !known.includes(name) && !extra.includes(name))
      .map(({name}) => `${name} is not in the contract`),
    ...flags
      .filter((flag) => ![...known, ...extra].map((name) => flagOf(name, key)).includes(flag) && !others.includes(flag))
      .map((flag) => `--${flag} is not in the contract`),
  ].map((text) => `${command.id}: ${text}`)
}
