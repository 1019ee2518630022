import * as projects from '../../api/resources/administration/projects.js'
import {action} from '../../base/command/action.js'

export default action(projects.update, {
  summary: 'Rename a project, or change how long it keeps data',
  phrases: ['rename a project', 'change the data retention'],
  description: 'The server wants the name each time. What is left out stays as it is; metadata is replaced as a whole.',
  examples: ['prj-1 --name checkout', 'prj-1 --name checkout --retention 30'],
  warningFor: ({retention}) =>
    typeof retention === 'number' && retention > 0 ? `data older than ${retention} days will be deleted.` : undefined,
  done: ({id, name}) => `Updated project ${name} (${id})`,
})
