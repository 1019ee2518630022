import type {Environment} from '../settings.js'

const VARIABLES = ['LANGFUSE_SECRET_KEY', 'LANGFUSE_ORG_SECRET_KEY', 'LANGFUSE_ADMIN_API_KEY']
/** Shorter values are words of every message rather than keys. */
const SHORTEST = 6

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Passwords in the variables that name proxies: as they stand there, as they are meant, and as Basic authorization. */
function proxySecrets(env: Environment): string[] {
  const named = Object.keys(env).filter((name) => /^(https?|all)_proxy$/i.test(name))
  return named.flatMap((name) => {
    const [, user = '', password = ''] = /^(?:\w+:\/\/)?([^:@]*):(.*)@/.exec(env[name] ?? '') ?? []
    const plain = [user, password].map(unescaped).join(':')
    return password === '' ? [] : [password, unescaped(password), Buffer.from(plain).toString('base64')]
  })
}

/** The secrets that a command line and its variables hold. */
export function knownSecrets(argv: string[], env: Environment): string[] {
  const typed = argv.flatMap((word, index) => {
    if (word === '--secret-key') return [argv[index + 1] ?? '']
    return word.startsWith('--secret-key=') ? [word.slice('--secret-key='.length)] : []
  })
  const values = [...typed, ...VARIABLES.map((name) => env[name] ?? ''), ...proxySecrets(env)].map((one) => one.trim())
  return values.filter((value) => value.length >= SHORTEST).sort((a, b) => b.length - a.length)
}

/** A text without known secrets, without what looks like a secret key and without Authorization headers. */
export function withoutSecrets(text: string, known: string[]): string {
  return known
    .reduce((rest, value) => rest.replaceAll(value, '…'), text)
    .replaceAll(/\bsk-lf-[\w-]+/g, 'sk-lf-…')
    .replaceAll(/\b(Basic|Bearer)(\s+)(?=\S*[\d=+]|\S{16})[\w+/=.~-]{6,}/gi, '$1$2…')
}

const SECRET_NAME =
  '(?:\\w*(?:secret|password|authorization|api_?key|access_?key|private_?key|credential)\\w*|(?:access_?)?token)'
const SECRET_FIELD = new RegExp(`("${SECRET_NAME}"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`, 'gi')
const SECRET_OBJECT = /("extraHeaders"\s*:\s*)\{[^}]*\}/gi
const SIGNED = /(\bX-Amz-(?:Signature|Credential|Security-Token)=)[^&"\s]+/gi

/** JSON, or a URL, without the values of fields that are secret by their name, and without the signatures of uploads and downloads. */
export function withoutSecretFields(text: string): string {
  return text.replaceAll(SECRET_FIELD, '$1"…"').replaceAll(SECRET_OBJECT, '$1{…}').replaceAll(SIGNED, '$1…')
}
