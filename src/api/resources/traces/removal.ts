import {isMisleading} from '../../http/encoded-path.js'
import {ApiError} from '../../http/errors.js'
import {asSent, type ObjectVariant, objectVariant, type VariantCall, type Variants} from '../../variants/variant.js'
import {remove, removeMany} from './endpoints.js'

const byPath = objectVariant(remove)

async function byBody({client, input}: VariantCall) {
  return asSent((await client.request(removeMany, {body: {traceIds: [String(input.params?.traceId)]}})).data)
}

/** `traces delete`: an id that something in front of the server would change, or does not let through in a path, goes in the body. */
export const removeOne: Variants<ObjectVariant, typeof remove.response> = {
  variants: [
    {
      ...byPath,
      fetch: async (ask) => {
        if (isMisleading(ask.input)) return byBody(ask)
        try {
          return await byPath.fetch(ask)
        } catch (error) {
          if (error instanceof ApiError && error.missingRoute === 'encoded') return byBody(ask)
          throw error
        }
      },
    },
  ],
  first: 'older',
  item: remove.response,
}
