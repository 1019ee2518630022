import {CliError} from '../../api/errors/cli-error.js'
import {envFile, type Keys, type Source} from './sources.js'

/** What a pair of keys opens. */
export type PairScope = 'organization' | 'project'

/** The variables of the pair of a scope, for people. */
export const PAIR_VARIABLES: Record<PairScope, string> = {
  project: 'LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY',
  organization: 'LANGFUSE_ORG_PUBLIC_KEY and LANGFUSE_ORG_SECRET_KEY',
}

/** Whether a source is a file or a profile that was named: keys that it lacks are not taken from elsewhere. */
export function isNamedPlace({typed, file, profile}: Source): boolean {
  return typed && (file ?? profile) !== undefined
}

/** The error for keys that no source gives. */
export async function missingKeys(scope: PairScope, all: Source[]): Promise<CliError> {
  const here = await envFile('.env').catch(() => undefined)
  const keys = (scope === 'organization' ? here?.organization : undefined) ?? here?.keys
  const file = keys?.publicKey && keys.secretKey ? ', or add --env .env: that file has them' : ''
  const [owner, settings] =
    scope === 'project' ? ['a project', 'Settings'] : ['an organization', 'Organization Settings']
  const others = all.find((source) => source.organization)?.organization
  const empty = all.find((source) => isNamedPlace(source) && !source.keys && !source.organization)
  const none = empty ? `; ${empty.name} has ${empty.file === undefined ? 'none' : 'no LANGFUSE_… keys'}` : ''
  return new CliError(
    'credentials',
    `No keys${others ? ` of ${owner}, only those of an organization (${others.names.publicKey})` : ''}: this command needs the public and the secret key of ${owner}${none}`,
    `Create keys in the web UI: ${settings} → API Keys. Then \`langfuse auth login\`, or set ${PAIR_VARIABLES[scope]}${file}.`,
  )
}

/** The error for a pair that lacks one half; names the source that has it. */
export function halfPair(keys: Keys, all: Source[]): CliError {
  const [has, lacks] = keys.publicKey ? (['public', 'secret'] as const) : (['secret', 'public'] as const)
  const pairs = all.flatMap((source) => [source.keys, source.organization])
  const other = pairs.find((pair) => pair !== undefined && pair !== keys && pair[`${lacks}Key`] !== undefined)
  const from = keys.names[`${has}Key`]
  const text = other
    ? `The ${has} key comes from ${from} and the ${lacks} key from ${other.names[`${lacks}Key`]}: both must come from one place`
    : `The ${has} key comes from ${from}, but the ${lacks} key is missing`
  const hint = 'Give both as flags, both as variables, or use a profile (`langfuse auth login`).'
  return new CliError('credentials', text, hint)
}
