import * as queues from '../../api/resources/queues/endpoints.js'
import {action} from '../../base/command/action.js'

export default action(queues.create, {
  summary: 'Create an annotation queue',
  phrases: ['create an annotation queue', 'open a queue for people to review'],
  description: 'It can be neither changed nor deleted here. The Hobby plan has room for one.',
  examples: ['--name review --score-config-id cfg-1 --score-config-id cfg-2 --description "Answers of last week"'],
  done: ({name, id}) => `Created queue ${name} (${id})`,
})
