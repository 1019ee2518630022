import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'

/** A parameter or body field of an official contract. */
export interface ContractField {
  name: string
  required: boolean
  kind: string
  itemKind?: string
  enum?: string[]
}

/** An operation of an official contract. */
export interface ContractOperation {
  key: string
  pathParameterOrder: string[]
  parameters: (ContractField & {location: string})[]
  /** Of a union without discriminator the fields of all members stand together, with what each of them requires. */
  requestBody?: {
    fields: ContractField[]
    union?: boolean
    discriminator?: {variants: Record<string, ContractField[]>}
  }
}

/** The official contracts, as the vendor's program carries them. */
export function readContracts(): {version: string; operations: ContractOperation[]}[] {
  const packageFile = createRequire(import.meta.url).resolve('langfuse-cli/package.json')
  return ['3.225.3', '4.35.0'].map((version) => {
    const file = join(dirname(packageFile), 'dist/contracts', `${version}.json`)
    const {operations} = JSON.parse(readFileSync(file, 'utf8')) as {operations: ContractOperation[]}
    return {version, operations}
  })
}

/** The operations of all contracts; where they differ, the newest is right. */
export function unionOf(contracts: {operations: ContractOperation[]}[]): ContractOperation[] {
  const union = new Map<string, ContractOperation>()
  for (const operation of contracts.flatMap(({operations}) => operations)) {
    const older = union.get(operation.key)
    union.set(operation.key, older ? merged(older, operation) : operation)
  }
  return [...union.values()]
}

function merged(older: ContractOperation, newer: ContractOperation): ContractOperation {
  const [before, body] = [older.requestBody, newer.requestBody]
  return {
    ...newer,
    parameters: withOlder(older.parameters, newer.parameters),
    ...(before && body ? {requestBody: {...body, fields: withOlder(before.fields, body.fields)}} : {}),
  }
}

function withOlder<T extends ContractField>(older: T[], newer: T[]): T[] {
  const names = newer.map(({name}) => name)
  return [...newer, ...older.filter(({name}) => !names.includes(name))]
}
