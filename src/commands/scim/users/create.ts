import * as scim from '../../../api/resources/administration/scim.js'
import {action} from '../../../base/command/action.js'

export default action(scim.createUser, {
  summary: 'Add a user to the organization, one who exists or a new one',
  phrases: ['add a person to the organization', 'invite somebody', 'provision a user by SCIM'],
  description: 'The user has no role at first: `orgs memberships update` gives one.',
  examples: [
    '--user-name grace@example.com --name "Grace Hopper"',
    `--user-name grace@example.com --name '{"formatted":"Grace Hopper"}' --emails '[{"primary":true,"value":"grace@example.com","type":"work"}]'`,
  ],
  completeBody: async (body) => (typeof body.name === 'string' ? {...body, name: {formatted: body.name}} : body),
  warningFor: ({active, password}) =>
    active === false || password !== undefined ? 'the server ignores --no-active and --password.' : undefined,
  done: ({id, userName}) => `Added user ${userName} (${id})`,
})
