import * as projects from '../../api/resources/administration/projects.js'
import {action} from '../../base/command/action.js'

export default action(projects.create, {
  summary: 'Create a project in the organization of the key',
  phrases: ['create a project', 'make a project for a new app'],
  examples: ['--name checkout', `--name checkout --retention 30 --metadata '{"team":"payments"}'`],
  supplied: ['retention'],
  completeBody: async (body) => ({retention: 0, ...body}),
  done: ({id, name}) => `Created project ${name} (${id})`,
})
