import {readRowsWithinReach} from '../../api/paging/read-all.js'
import * as projects from '../../api/resources/administration/projects.js'
import type {Context} from '../../base/command/context.js'
import {remove} from '../../base/command/remove.js'

/** A project is gone with all its data, so its name has to be typed. */
export default remove(projects.remove, {
  summary: 'Delete a project with all its data',
  phrases: ['delete a project with all its data', 'shut a project down'],
  description:
    'Its keys stop working at once; the data goes in the background. On a terminal the name of the project has to be typed.',
  examples: ['prj-1', 'prj-1 --yes'],
  what: ({projectId}) => `project ${projectId} with all its data`,
  confirmByTyping: nameOf,
  queued: true,
})

/** The name, or the id where the organization does not list the project. */
async function nameOf({client}: Context, {projectId = ''}: Record<string, string>): Promise<string> {
  const rows = await readRowsWithinReach(client, projects.listOfOrganization)
  const found = rows.find(({id}) => id === projectId)
  return typeof found?.name === 'string' ? found.name : projectId
}
