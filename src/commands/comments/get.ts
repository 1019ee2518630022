import * as comments from '../../api/comments.js'
import {get} from '../../base/get.js'

export default get(comments.get, {
  summary: 'Show a comment',
  examples: [
    '<%= config.bin %> <%= command.id %> comment-1',
    '<%= config.bin %> <%= command.id %> comment-1 --columns content -o tsv',
  ],
})
