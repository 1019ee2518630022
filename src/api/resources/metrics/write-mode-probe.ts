import {stringifyJson} from '../../json/stringify.js'
import type {WriteModeProbe} from '../../variants/write-mode.js'
import {queryV2} from './endpoints.js'

/** A small question that only servers with the tables of version 4 answer. */
export const writeModeProbe: WriteModeProbe = {
  operation: queryV2,
  input: (now) => ({
    query: {
      query: stringifyJson({
        view: 'observations',
        metrics: [{measure: 'count', aggregation: 'count'}],
        fromTimestamp: new Date(now.getTime() - 60_000).toISOString(),
        toTimestamp: now.toISOString(),
      }),
    },
  }),
}
