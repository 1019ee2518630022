import type {Environment} from '../settings.js'

const VARIABLES = ['LANGFUSE_SECRET_KEY', 'LANGFUSE_ORG_SECRET_KEY', 'LANGFUSE_ADMIN_API_KEY']
/** Shorter values are words of every message rather than keys. */
const SHORTEST = 6

/** The secrets that a command line and its variables hold. */
export function knownSecrets(argv: string[], env: Environment): string[] {
  const typed = argv.flatMap((word, index) => {
    if (word === '--secret-key') return [argv[index + 1] ?? '']
    return word.startsWith('--secret-key=') ? [word.slice('--secret-key='.length)] : []
  })
  const values = [...typed, ...VARIABLES.map((name) => env[name] ?? '')].map((value) => value.trim())
  return values.filter((value) => value.length >= SHORTEST).sort((a, b) => b.length - a.length)
}

/** A text without known secrets, without what looks like a secret key and without Authorization headers. */
export function withoutSecrets(text: string, known: string[]): string {
  return known
    .reduce((rest, value) => rest.replaceAll(value, '…'), text)
    .replaceAll(/\bsk-lf-[\w-]+/g, 'sk-lf-…')
    .replaceAll(/\b(Basic|Bearer)(\s+)(?=\S*[\d=+]|\S{16})[\w+/=.~-]{6,}/gi, '$1$2…')
}
