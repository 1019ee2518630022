import * as rules from '../../api/resources/evaluation/rule-variants.js'
import {get} from '../../base/command/get.js'

export default get(rules.get, {
  summary: 'Show an evaluation rule',
  phrases: ['show an evaluation rule', 'what does that rule evaluate?'],
  examples: ['rule-1'],
})
