import * as feedback from '../../api/resources/feedback.js'
import {action} from '../../base/command/action.js'

export default action(feedback.submit, {
  summary: 'Send feedback to Langfuse, the vendor',
  phrases: ['tell Langfuse what I think', 'send feedback to the vendor', 'report a bug to Langfuse'],
  description:
    'It leaves your project: the people of Langfuse read it. Put in no secrets and no data of customers. Self-hosted servers usually have nowhere to send it and say so. About this program write to its own issue tracker.',
  examples: [
    '--target-type docs --target /docs/prompts --feedback "Say how folders work"',
    '--target-type public-api --target "GET /api/public/v2/prompts" --feedback @feedback.txt --goal "Copy prompts between projects"',
  ],
  done: ({id}) => `Sent to Langfuse (${id})`,
})
