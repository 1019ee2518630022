import {type Asked, ask} from './ask.js'

/** Projects, keys and people. */
export const ABOUT_ORGANIZATIONS: Asked[] = [
  ask('make a project for the new app', 'projects create', `--name 'New app'`, {
    tells: ['New app'],
    after: ['orgs projects list', {prints: ['New app', 'Test Project']}],
  }),
  ask('rename the back office project', 'projects update', 'project-2 --name Finance', {
    tells: ['project-2'],
    after: ['orgs projects list', {prints: ['Finance'], lacks: ['Back office']}],
  }),
  ask('shut the back office project down', 'projects delete', 'project-2 --yes', {
    tells: ['Queued', 'project-2'],
    after: ['orgs projects list', {prints: ['Test Project'], lacks: ['project-2']}],
  }),
  ask('which keys open this project?', 'projects keys list', 'lf-test-project', {prints: ['pk-lf-sandbox-project']}),
  ask(
    'I need a key for CI',
    'projects keys create',
    'project-2 --note CI --new-public-key pk-lf-ci --new-secret-key sk-lf-ci --json',
    {
      prints: ['pk-lf-ci', 'sk-lf-ci'],
      after: [
        'projects list --public-key pk-lf-ci --secret-key sk-lf-ci',
        {prints: ['Back office'], lacks: ['Test Project']},
      ],
    },
  ),
  ask('that key leaked, revoke it', 'projects keys delete', 'lf-test-project key-lf-test-project --yes', {
    tells: ['key-lf-test-project'],
    after: ['traces list', {exit: 3}],
  }),
  ask('who is in our organization?', 'orgs memberships list', '', {
    prints: ['ada@example.com', 'OWNER', 'bob@example.com'],
  }),
  ask('make Bob an admin', 'orgs memberships update', '--user-id user-bob --role ADMIN', {
    tells: ['bob@example.com'],
    after: ['orgs memberships list', {prints: ['ADMIN']}],
  }),
  ask('Bob has left', 'orgs memberships delete', '--user-id user-bob --yes', {
    tells: ['Deleted user user-bob'],
    after: ['orgs memberships list', {prints: ['ada@example.com'], lacks: ['bob@example.com']}],
  }),
  ask('which projects do we have?', 'orgs projects list', '', {prints: ['Test Project', 'Back office']}),
  ask('which keys does the organization have?', 'orgs keys list', '', {
    prints: ['pk-lf-sandbox-organization'],
    lacks: ['pk-lf-sandbox-project'],
  }),
]
