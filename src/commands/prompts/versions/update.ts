import * as prompts from '../../../api/resources/prompts.js'
import {action} from '../../../base/command/action.js'

export default action(prompts.updateVersion, {
  summary: 'Put labels on a version of a prompt',
  phrases: ['promote a prompt to production', 'put a version of a prompt live', 'set the labels of a version'],
  description:
    'A label sits on one version at a time: it leaves the version that has it now. Labels can be moved, but not removed.',
  examples: ['greet 3 --label production', 'support/triage 2 --label staging --label eu'],
  done: (prompt) => `Labelled prompt ${prompt.name}, version ${prompt.version} (${labels(prompt)})`,
})

function labels(prompt: Record<string, unknown>): string {
  return Array.isArray(prompt.labels) ? prompt.labels.join(', ') : ''
}
