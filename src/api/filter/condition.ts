import * as z from 'zod'

/** One condition of a filter; which columns and operators there are depends on what is filtered, and the server says. */
export const condition = z.looseObject({column: z.string(), operator: z.string(), type: z.string()})
