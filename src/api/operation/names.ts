import * as z from 'zod'

type Flaw = (text: string) => string | undefined

/** Why text is no name and no id; undefined when it can be one. */
export const identifierFlaw: Flaw = (text) => {
  if (text === '') return 'is empty'
  if (/\p{Cc}/u.test(text)) return 'has control characters, such as a tab or a line end'
  return text.isWellFormed() ? undefined : 'is not valid Unicode'
}

/** Why no path can carry a name or an id; undefined when one can. */
export const unaddressable: Flaw = (text) => {
  if (text === '') return 'is empty'
  if (text === '.' || text === '..') return `is "${text}", which cannot be addressed: URLs swallow it`
  return text.isWellFormed() ? undefined : 'is not valid Unicode'
}

/** Whether text is what a list or a program printed, where an id is wanted. */
export function isPrinted(text: string): boolean {
  return identifierFlaw(text) !== undefined || /^[{["]/.test(text)
}

function without(flawOf: Flaw, description: string) {
  const error = ({input}: {input?: unknown}) => flawOf(String(input))
  return z
    .string()
    .refine((text) => flawOf(text) === undefined, {error})
    .describe(description)
}

/** A name or an id, of something that exists or that is not found by it. */
export function identifier(description: string) {
  return without(identifierFlaw, description)
}

/** A name or an id that something is given, and that paths must carry from then on. */
export function addressable(description: string) {
  return without((text) => identifierFlaw(text) ?? unaddressable(text), description)
}
