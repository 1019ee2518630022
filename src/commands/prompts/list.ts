import * as prompts from '../../api/resources/prompts.js'
import {list} from '../../base/command/list.js'

export default list(prompts.list, {
  summary: 'List prompts, with their versions and labels',
  phrases: ['list all prompts', 'list my prompts', 'which prompts have the label staging?'],
  examples: ['', '--label production --from 7d', '--all --json'],
  columns: [
    {path: 'name', kind: 'id'},
    'type',
    {path: 'versions', kind: 'ranges'},
    'labels',
    'tags',
    {path: 'lastUpdatedAt', header: 'updated'},
  ],
})
