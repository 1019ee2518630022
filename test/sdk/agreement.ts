import type * as z from 'zod'

type KeysOf<Item> = Item extends unknown ? keyof Item : never

type At<Item, Key> = Item extends unknown ? (Key extends keyof Item ? Item[Key] : undefined) : never

type Declared<Item> = keyof {[Key in keyof Item as string extends Key ? never : Key]: unknown}

/** A type without the "and anything else" of loose objects, which interfaces never fit. */
type Closed<Value> = Value extends readonly (infer One)[]
  ? Closed<One>[]
  : Value extends object
    ? [Declared<Value>] extends [never]
      ? Value
      : {[Key in keyof Value as string extends Key ? never : Key]: Closed<Value[Key]>}
    : Value

type Agrees<Ours, Theirs, Key extends keyof Ours> = 0 extends 1 & Theirs
  ? false
  : Key extends KeysOf<Theirs>
    ? [At<Theirs, Key>] extends [Closed<Ours[Key]>]
      ? true
      : false
    : false

/** Fields of ours that the other type lacks, or in which it may hold what ours does not take. */
export type Differing<Ours, Theirs> = {
  [Key in Declared<Ours> & keyof Ours]: Agrees<Ours, Theirs, Key> extends true ? never : Key
}[Declared<Ours> & keyof Ours]

/** A reason for each field that differs, and for no other. */
export type Reasons<Ours, Theirs> = {[Key in Differing<Ours, Theirs> & string]: string} & {
  [Key in Exclude<Declared<Ours>, Differing<Ours, Theirs>> & string]?: never
}

/** A schema that has been compared, and why some of its fields differ. */
export interface Compared {
  schema: z.ZodObject
  reasons: Record<string, string>
}

/**
 * Compares a schema of ours with a type of the SDK when it is compiled: each field of ours must be one of the SDK's and
 * take whatever that may hold. The fields that differ are named with the reason, and no others.
 */
export function like<Theirs>() {
  return <Schema extends z.ZodObject>(schema: Schema, reasons: Reasons<z.output<Schema>, Theirs>): Compared => ({
    schema,
    reasons: reasons as unknown as Record<string, string>,
  })
}
