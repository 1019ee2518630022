import {withOnly} from '../../api/endpoint.js'
import * as observations from '../../api/observations.js'
import {get} from '../../base/get.js'

export default get(observations.get, {
  summary: 'Show an observation',
  examples: [
    '<%= config.bin %> <%= command.id %> e26a2178626c534b',
    '<%= config.bin %> <%= command.id %> e26a2178626c534b --columns input,output',
  ],
  twins: [withOnly(observations.listV2, 'fields', 'expandMetadata')],
})
