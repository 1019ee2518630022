import type {Row} from '../../api/json/object.js'
import {readRows} from '../../api/paging/paginate.js'
import * as projects from '../../api/resources/administration/projects.js'
import * as comments from '../../api/resources/comments.js'
import {action} from '../../base/command/action.js'
import type {Context} from '../../base/command/context.js'
import {checkBody} from '../../base/input/body.js'

export default action(comments.create, {
  summary: 'Comment on a trace, observation, session or prompt version',
  phrases: ['comment on a trace', 'leave a note on that trace', 'add a comment to a prompt or session'],
  description:
    'What is commented on must have arrived. Comments can be neither changed nor deleted here; white space around the text is not kept. With --curl, which sends nothing, PROJECT_ID stands where the project is found out otherwise; the server does not check it.',
  examples: [
    '--object-type TRACE --object-id 0a1b2c3d --content "Why so slow?"',
    '--object-type PROMPT --object-id prompt-1 --content @review.md --author-user-id user-3',
  ],
  supplied: ['project-id'],
  completeBody: complete,
  done: ({id}) => `Created comment ${id}`,
})

/** Fills in the project of the keys, which the server requires. */
async function complete(body: Row, {client, settings}: Context): Promise<Row> {
  if (body.projectId !== undefined) return body
  checkBody(comments.create.body, {...body, projectId: 'PROJECT_ID'}, comments.create)
  if (settings.curl) return {...body, projectId: 'PROJECT_ID'}
  const [project] = await readRows(client, projects.list)
  return {...body, projectId: project?.id}
}
