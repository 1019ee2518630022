import * as comments from '../../api/resources/comments.js'
import {get} from '../../base/command/get.js'

export default get(comments.get, {
  summary: 'Show a comment',
  phrases: ['show me that one comment', 'get a comment by its id'],
  examples: ['comment-1', 'comment-1 --columns content -o tsv'],
})
