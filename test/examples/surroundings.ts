import {sandboxKeys} from '../../sandbox/http/auth.js'
import type {SandboxOptions} from '../../sandbox/http/server.js'

/** The lines that a pattern finds, what they get, and why. */
interface Case {
  lines: RegExp
  because: string
}

/** Which server the lines run on that do not run on one of server version 3, the default; the first that fits. */
export const SERVERS: (Case & {options: SandboxOptions})[] = [
  {
    lines: /^langfuse evaluators (create .*scoreValueInstructions|update|versions)/,
    options: {mode: '4-events-only', release: '4.35'},
    because: 'evaluators keep their ids from 4.35 on, and definitions have flat keys',
  },
  {
    lines: /^langfuse models update /,
    options: {mode: '4-dual', release: '4.35'},
    because: 'models can be replaced from 4.35 on',
  },
  {
    lines: /^langfuse experiments /,
    options: {mode: '4-dual'},
    because: 'experiments are read on servers of version 4 alone',
  },
  {
    lines: /^langfuse feedback /,
    options: {mode: '4-dual'},
    because: 'the route came with server version 4',
  },
]

/** What stands in examples for a server or a key of one's own. */
export const REPLACED: (Case & {by: (url: string) => string})[] = [
  {
    lines: /(?<=--host )(?:us|https:\/\/langfuse\.example\.com)(?= |$)/,
    by: (url) => url,
    because: 'a test reaches no server but the sandbox',
  },
  {
    lines: /pk-lf-…/,
    by: () => sandboxKeys.project.publicKey,
    because: 'the sandbox knows one project key',
  },
]

/** What is typed once a text is on the screen. */
export interface Typed {
  after: string
  text: string
}

const KEYS: Typed[] = [
  {after: 'Public key:', text: `${sandboxKeys.project.publicKey}\r`},
  {after: 'Secret key:', text: `${sandboxKeys.project.secretKey}\r`},
]

/** Lines that are meant for a terminal, and what a person types there. */
export const ON_TERMINAL: (Case & {type: Typed[]})[] = [
  {
    lines: /^langfuse auth login$/,
    type: [{after: 'server of your own', text: '\r'}, {after: 'Server URL:', text: '\r'}, ...KEYS],
    because: 'asks for the server, and suggests that of LANGFUSE_HOST, and for keys',
  },
  {
    lines: /^langfuse auth login --host us --profile staging$/,
    type: KEYS,
    because: 'asks for keys',
  },
  {
    lines: /^langfuse (?:projects|admin orgs) keys create (?!.*(?:--save-to|--json|-o ))/,
    type: [],
    because: 'a secret is shown once, and on a terminal only',
  },
  {
    lines: /^langfuse projects delete (?!.*--yes)/,
    type: [{after: 'Type shop to go on:', text: 'shop\r'}],
    because: 'the name of the project has to be typed',
  },
]

/** What has been done before, in the same folder. */
export const EARLIER: (Case & {line: string})[] = [
  {
    lines: /^langfuse skill check(?! --dir)/,
    line: 'langfuse skill install --agent claude',
    because: 'there must be something to look at',
  },
  {
    lines: /^langfuse skill check --dir app/,
    line: 'langfuse skill install --agent codex --dir app',
    because: 'there must be something to look at',
  },
]
