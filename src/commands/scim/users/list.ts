import * as scim from '../../../api/resources/administration/scim.js'
import {list} from '../../../base/command/list.js'

export default list(scim.listUsers, {
  summary: 'List the members of the organization, as SCIM has them',
  phrases: ['list SCIM users', 'find the user with this email'],
  description: '`orgs memberships list` has their roles.',
  examples: ['--all', `--filter 'userName eq "ada@example.com"'`],
  columns: [
    {path: 'userName', header: 'user', kind: 'id'},
    {path: 'name.formatted', header: 'name'},
    'id',
    {path: 'meta.created', header: 'created', kind: 'time'},
  ],
})
