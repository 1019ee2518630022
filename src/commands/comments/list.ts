import * as comments from '../../api/resources/comments.js'
import {list} from '../../base/command/list.js'

export default list(comments.list, {
  summary: 'List comments, in no certain order',
  phrases: ['what did people say about that trace?', 'list comments on a trace', 'read the comments'],
  examples: ['--object-type TRACE --object-id 0a1b2c3d', '--author-user-id user-3 --all --json'],
  columns: [
    'id',
    {path: 'objectType', header: 'type'},
    {path: 'objectId', header: 'object'},
    'content',
    {path: 'createdAt', header: 'created'},
    {path: 'authorUserId', header: 'author'},
  ],
})
