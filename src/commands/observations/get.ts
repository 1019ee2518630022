import * as observations from '../../api/resources/observations/variants.js'
import {get} from '../../base/command/get.js'

export default get(observations.get, {
  summary: 'Show an observation',
  phrases: ['show a span or generation', 'get an observation by its id'],
  examples: ['e26a2178626c534b', 'e26a2178626c534b --columns input,output'],
})
