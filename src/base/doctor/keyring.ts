import type {KeyringState} from '../account/keyring.js'
import {type Finding, ok, skipped} from './finding.js'

const IN_FILE = '`langfuse auth login` saves secrets in the file of the profiles, which only you can read.'

const WHY: Record<Exclude<KeyringState, 'usable'>, string> = {
  forbidden: 'not asked: LANGFUSE_CLI_NO_KEYRING forbids it',
  'no-bus': 'there is none: no D-Bus session (DBUS_SESSION_BUS_ADDRESS is not set)',
  'no-module': 'not usable: the optional package @napi-rs/keyring is not installed',
  silent: 'not usable: it does not answer, or is locked',
}

/** Whether secrets can go to the keyring; where they cannot, they have another place. */
export function checkKeyring(state: KeyringState): Finding {
  return state === 'usable' ? ok('keyring', 'answers') : skipped('keyring', WHY[state], IN_FILE)
}
